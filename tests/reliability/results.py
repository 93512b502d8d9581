"""What became of the tests of a run, by module.

In: the report of pytest in the format of JUnit. Out: rows of a table. Never here: running tests.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
FAILED, SKIPPED = {"failure", "error"}, "skipped"
NARROW = 5


@dataclass
class Result:
    """What is tested, in the words of the module's docstring; how many tests, how many of them failed and were skipped,
    and their seconds together."""

    about: str
    tests: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


def read(report: Path, known: dict[str, Result]) -> None:
    """Add the tests of a report to the results by module. Raises OSError and ParseError."""
    for case in ElementTree.parse(report).iter("testcase"):
        module = case.get("classname", "")
        result = known.setdefault(module, Result(about(module)))
        kinds = {child.tag for child in case}
        result.tests += 1
        result.failed += bool(kinds & FAILED)
        result.skipped += SKIPPED in kinds
        result.seconds += float(case.get("time", "0"))


def about(module: str) -> str:
    """The first line of a module's docstring, without its dot; its name if there is none."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    found = ast.get_docstring(ast.parse(path.read_text("utf-8"))) if path.is_file() else None
    return found.splitlines()[0].removesuffix(".") if found else module


def table(results: Iterable[Result]) -> str:
    """A row for each, those that take longest first."""
    rows = sorted(results, key=lambda one: -one.seconds)
    width = max((len(one.about) for one in rows), default=0)
    lines = [f"| {'what':<{width}} | tests | failed | skipped | seconds |", f"|{'-' * (width + 2)}|{'------:|' * 4}"]
    lines += [
        f"| {one.about:<{width}} | {one.tests:>{NARROW}} | {one.failed:>6} | {one.skipped:>7} | {one.seconds:>7.1f} |"
        for one in rows
    ]
    return "\n".join(lines)
