"""The rules of docs/ARCHITECTURE.md, held over the syntax trees of all modules: who may import whom, and no circle."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"analyzers", "indexer", "search", "app", "web", "seeds", "tests", "benchmarks"}
#: What `search` may use of `indexer`: its read side.
READ_SIDE = {
    "indexer.dates",
    "indexer.engines.factory",
    "indexer.engines.port.port",
    "indexer.engines.port.query",
    "indexer.engines.port.tokens",
    "indexer.gazetteers",
    "indexer.generations",
    "indexer.model",
    "indexer.lexicon.entries",
    "indexer.lexicon.meanings",
    "indexer.lexicon.renderings",
    "indexer.lexicon.translations",
    "indexer.naming.forms",
    "indexer.similar.holders",
    "indexer.similar.likeness",
    "indexer.similar.marks",
    "indexer.similar.rules",
    "indexer.stories.membership",
}
#: What `app.py` and `web/` may use of the packages below them.
EDGE = {
    "search",
    "indexer.engines.port.port",
    "indexer.model",
    "indexer.reporting.status_file",
}
MAY_IMPORT: dict[str, set[str]] = {
    "analyzers": set(),
    "indexer": {"analyzers"},
    "search": {"analyzers", *READ_SIDE},
    "seeds": set(),
    "web": EDGE,
    "app": EDGE | {"web"},
}
WHOOSH_PLACES = ("analyzers/whoosh_adapter.py", "indexer/engines/", "benchmarks/", "tests/")
CLUSTER_PLACE = "indexer/engines/opensearch/"
FLASK_PLACES = ("app.py", "web/", "tests/")
#: A dotted name of ours in a string: a patch, or code that a test runs in another process.
DOTTED = re.compile(r"\b(?:analyzers|indexer|search|web|benchmarks)(?:\.\w+)+")
#: What looks like a dotted name of ours and is a file.
FILE = re.compile(r"\.(?:html|sqlite|py|json)$")


def modules() -> Iterator[Path]:
    yield ROOT / "app.py"
    for package in ("analyzers", "indexer", "search", "seeds", "web"):
        yield from sorted((ROOT / package).rglob("*.py"))


@cache
def imports(path: Path) -> list[tuple[int, str]]:
    """`(line, module)` of every import, those in functions too; `from a import b` gives `a.b` if that is a module."""
    return list(_imports(path))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides where it points"
            for alias in node.names:
                yield node.lineno, _module(f"{node.module}.{alias.name}") or node.module or ""


def _module(name: str) -> str | None:
    """The name, if a module or a package of ours has it."""
    path = ROOT / name.replace(".", "/")
    return name if path.with_suffix(".py").exists() or path.is_dir() else None


def is_within(module: str, allowed: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in allowed)


def faults(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT).as_posix()
    top_room = name.split("/")[0].removesuffix(".py")
    for line, module in imports(path):
        top = module.split(".")[0]
        if top in OURS and top != top_room and not is_within(module, MAY_IMPORT[top_room]):
            yield f"{name}:{line}: {top_room} must not import {module}"
        if top == "whoosh" and not name.startswith(WHOOSH_PLACES):
            yield f"{name}:{line}: Whoosh belongs behind the engine and the analyzer adapter"
        if top == "opensearchpy" and not name.startswith(CLUSTER_PLACE):
            yield f"{name}:{line}: the client of a cluster belongs behind its engine"
        if top in {"flask", "flask_babel"} and not name.startswith(FLASK_PLACES):
            yield f"{name}:{line}: Flask belongs to the edge"


def room_of(path: Path) -> str:
    """The package that a module lies in; `app.py` is a room of its own."""
    folder = path.relative_to(ROOT).parent.as_posix().replace("/", ".")
    return "app" if folder == "." else folder


def floors() -> dict[str, set[str]]:
    """Room -> the other rooms that its modules import; a package and its sub-package count as two."""
    found: dict[str, set[str]] = {}
    for path in modules():
        room = room_of(path)
        below = found.setdefault(room, set())
        for _, module in imports(path):
            if module.split(".")[0] in OURS:
                file = ROOT / (module.replace(".", "/") + ".py")
                below.add(room_of(file) if file.exists() else module)
        below.discard(room)
    return found


@pytest.mark.parametrize("path", [p for p in modules() if p.exists()], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    assert list(faults(path)) == []


def test_no_two_rooms_import_each_other_in_a_circle() -> None:
    assert len(floors()) > 35
    try:
        TopologicalSorter(floors()).prepare()
    except CycleError as error:
        pytest.fail(f"rooms import each other: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("analyzers/x.py", "from indexer.model import article"),
        ("indexer/x.py", "import search.service"),
        ("indexer/x.py", "def f():\n    from web.pages import Pages"),
        ("indexer/x.py", "from tests.indexer.running import Commands"),
        ("indexer/x.py", "import seeds"),
        ("search/x.py", "from web.pages import Pages"),
        ("search/x.py", "from indexer.archive.archive import Archive"),
        ("search/x.py", "from indexer.engines.port.stamp import read_stamp"),
        ("search/x.py", "from indexer.engines.columnar.engine import ColumnarEngine"),
        ("search/x.py", "import whoosh.query"),
        ("indexer/x.py", "from flask import Flask"),
        ("indexer/x.py", "from opensearchpy import OpenSearch"),
        ("app.py", "from analyzers.pipeline import Analyzer"),
        ("seeds/x.py", "from indexer.model.article import Article"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(code)
    assert len(list(faults(path))) == 1


def test_a_circle_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    for name, code in {
        "app.py": "",
        "indexer/a.py": "def f():\n    from indexer.low.b import g",
        "indexer/low/b.py": "from indexer import a",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code)
    with pytest.raises(CycleError):
        TopologicalSorter(floors()).prepare()


@pytest.mark.parametrize(
    "path", [p for p in modules() if p.name == "__init__.py"], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_a_package_loads_nothing_by_being_named(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert [type(node) for node in body] == [ast.Expr], f"{path}: a docstring, and nothing else"


def test_tests_mirror_the_rooms() -> None:
    packages = {room.replace(".", "/") for room in floors()} | {"benchmarks", "benchmarks/engines"}
    folders = {path.parent.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").glob("*/**/test_*.py")}
    assert folders - packages - {"browser", "fuzz", "opensearch", "relevance", "reliability"} == set()


def named_in_strings() -> Iterator[tuple[str, str]]:
    """`(file, dotted name)` of every name of ours in a string of the tests; this file names wrong ones on purpose."""
    for path in sorted(set((ROOT / "tests").rglob("*.py")) - {Path(__file__)}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names = [*DOTTED.findall(node.value), *imported_in(node.value)]
                yield from ((path.relative_to(ROOT).as_posix(), name) for name in names if not FILE.search(name))


def imported_in(text: str) -> Iterator[str]:
    """What the `from ... import ...` lines of a text import, if it is code that a test runs in another process."""
    try:
        tree = ast.parse(text) if "import " in text else ast.Module([], [])
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def exists(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_module_that_a_string_of_the_tests_names_exists() -> None:
    names = set(named_in_strings())
    assert len(names) > 15
    assert [(file, name) for file, name in sorted(names) if not exists(name)] == []


WRITERS = (
    "indexer.archive.archive",
    "indexer.building.build",
    "indexer.fetching",
    "indexer.runs.ingest",
    "indexer.runs.reindex",
)


def test_a_process_that_serves_never_loads_what_writes() -> None:
    code = f"import sys, app; print([name for name in {(*WRITERS, 'opensearchpy')} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
    assert [name for name in WRITERS if not exists(name)] == []


def test_lists_that_are_shipped_have_one_reader() -> None:
    """Only `analyzers.shipped` looks for the files of a package."""
    finders = {path for path in modules() for _, module in imports(path) if module.startswith("importlib.resources")}
    assert [path.relative_to(ROOT).as_posix() for path in sorted(finders)] == ["analyzers/shipped.py"]
