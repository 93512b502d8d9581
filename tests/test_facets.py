"""The table of facets: one row makes a facet, and nothing else lists them."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.model.facets import BY_PARAMETER, FACET_TABLE

ROOT = Path(__file__).parent.parent
MODULES = [path for room in ("search", "web") for path in sorted((ROOT / room).rglob("*.py"))]
#: So many names of facets side by side are a list of them.
LISTED = 3


def named(node: ast.AST) -> Iterator[str]:
    """The names that stand side by side in a collection, a call or a class."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.Dict(keys=parts):
            yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        case ast.Call(keywords=given):
            yield from (keyword.arg for keyword in given if keyword.arg)
        case ast.ClassDef(body=body):
            yield from (line.target.id for line in body if isinstance(line, ast.AnnAssign))  # type: ignore[union-attr]


def lists_of_facets(code: str) -> list[int]:
    """The lines of a module in which facets are listed."""
    return [
        node.lineno  # type: ignore[attr-defined]
        for node in ast.walk(ast.parse(code))
        if len({BY_PARAMETER[name].name for name in named(node) if name in BY_PARAMETER}) >= LISTED
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_module_lists_the_facets_again(path: Path) -> None:
    assert lists_of_facets(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'FACETS = ("country", "agency", "year")',
        'TITLES = {"country": 1, "not_agency": 2, "source": 3}',
        'KINDS = frozenset({"country", "agency", "source"})',
        "f(country=1, not_agency=2, year=3)",
        "class Parameters:\n    country: str\n    agency: str\n    language: str",
    ],
)
def test_a_list_of_facets_is_seen(code: str) -> None:
    assert len(lists_of_facets(code)) == 1


def test_names_are_unlike_each_other_and_what_stands_beside_them() -> None:
    others = {"q", "from", "to", "sort", "page", "limit", "expand", "not_expand", "ui", "prefix"}
    assert len(BY_PARAMETER) == 2 * len(FACET_TABLE)
    assert not others & set(BY_PARAMETER)


#: A process with one row more: the precision of the date.
ONE_MORE = """
import json, sys
from dataclasses import replace
from pathlib import Path
from indexer.model import facets

row = facets.Facet(
    "precision", lambda article: (article.published.precision.value,), "Precision", "as precise", suggested=True
)
facets.FACET_TABLE += (row,)
facets.BY_NAME[row.name] = row
facets.BY_PARAMETER |= {name: row for name in row.parameters}

from app import create_app
from indexer.__main__ import main as indexer
from indexer.model.settings import read_settings
from search.__main__ import main as search

folder = Path(sys.argv[1])
news = [{"id": "a", "title": "Visit", "published": "2021-03-01"}, {"id": "b", "title": "Two", "published": "2021"}]
(folder / "news.jsonl").write_text("\\n".join(map(json.dumps, news)))
data = folder / "data"
assert indexer(["reindex", "--source", str(folder / "news.jsonl"), "--data", str(data), "--quiet"]) == 0
client = create_app(replace(read_settings(), data=data)).test_client()
answer = client.get("/api/search?precision=year").json
described = client.get("/api/openapi.json").json["paths"]["/api/search"]["get"]["parameters"]
print(json.dumps({
    "ids": [hit["id"] for hit in answer["hits"]],
    "counts": {value["value"]: value["count"] for value in answer["facets"]["precision"]},
    "without": [hit["id"] for hit in client.get("/api/search?not_precision=year").json["hits"]],
    "in words": [hit["id"] for hit in client.get("/api/search?q=precision:day").json["hits"]],
    "facet": client.get("/api/facets/precision").json["values"][0]["value"],
    "page": 'name="precision"' in client.get("/").text and 'data-precision="Precision"' in client.get("/").text,
    "described": sum(one["name"] in row.parameters for one in described),
}))
assert search(["visit", "--not-precision", "year", "--data", str(data)]) == 0
"""


@pytest.mark.slow
def test_a_row_is_all_that_a_new_facet_needs(tmp_path: Path, small_seeds: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ONE_MORE, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"MITHAQ_SEEDS": str(small_seeds)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told, *found = ran.stdout.splitlines()
    assert json.loads(told) == {
        "ids": ["b"],
        "counts": {"day": 1, "year": 1},
        "without": ["a"],
        "in words": ["a"],
        "facet": "day",
        "page": True,
        "described": 2,
    }
    assert found[0].startswith("1. Visit")
