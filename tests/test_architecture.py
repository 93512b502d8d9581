"""The import rules of docs/ARCHITECTURE.md, held over the syntax trees of all modules."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"analyzers", "indexer", "search", "app", "benchmarks"}
#: What `search` may use of `indexer`: its read side.
READ_SIDE = {
    "indexer.model.article",
    "indexer.model.article_json",
    "indexer.model.digest",
    "indexer.engines",
    "indexer.model.errors",
    "indexer.dates.calendar",
    "indexer.dates.date_expressions",
    "indexer.naming.forms",
    "indexer.gazetteers",
    "indexer.generations.generations",
    "indexer.model.schema",
    "indexer.model.settings",
    "indexer.generations.soundness",
    "indexer.stories.membership",
}
#: What `app.py` may use of the packages below it.
EDGE = {
    "search",
    "indexer.model.article",
    "indexer.model.errors",
    "indexer.model.settings",
    "indexer.engines.port.port",
    "indexer.reporting.status_file",
}
WHOOSH_PLACES = ("analyzers/whoosh_adapter.py", "indexer/engines/", "benchmarks/")
FLASK_PLACES = ("app.py", "web/")


def modules() -> Iterator[Path]:
    yield ROOT / "app.py"
    for package in ("analyzers", "indexer", "search", "web"):
        yield from sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """`(line, module)` of every import; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides where it points"
            yield node.lineno, node.module or ""


def is_within(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in allowed)


def faults(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0].removesuffix(".py")
    for line, module in imports(path):
        top = module.split(".")[0]
        if top in OURS and top != room and not _may_import(room, module):
            yield f"{name}:{line}: {room} must not import {module}"
        if top == "whoosh" and not name.startswith(WHOOSH_PLACES):
            yield f"{name}:{line}: Whoosh belongs behind the engine and the analyzer adapter"
        if top in {"flask", "flask_babel"} and not name.startswith(FLASK_PLACES):
            yield f"{name}:{line}: Flask belongs to the edge"


def _may_import(room: str, module: str) -> bool:
    allowed: dict[str, set[str]] = {
        "analyzers": set(),
        "indexer": {"analyzers"},
        "search": {"analyzers", *READ_SIDE},
        "app": EDGE | {"web"},
        "web": EDGE,
    }
    return is_within(module, allowed[room])


@pytest.mark.parametrize("path", [p for p in modules() if p.exists()], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    assert list(faults(path)) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("analyzers/x.py", "from indexer.model import article"),
        ("indexer/x.py", "import search.service"),
        ("search/x.py", "from indexer.archive.archive import Archive"),
        ("search/x.py", "import whoosh.query"),
        ("indexer/x.py", "from flask import Flask"),
        ("app.py", "from analyzers.pipeline import Analyzer"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(code)
    assert len(list(faults(path))) == 1


def test_a_process_that_serves_never_loads_what_writes() -> None:
    writers = (
        "indexer.archive.archive",
        "indexer.building.build",
        "indexer.runs.ingest",
        "indexer.runs.reindex",
        "indexer.fetching",
        "sqlite3",
    )
    code = f"import sys, app; print([name for name in {writers} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
