"""docs/api.md and docs/api.ar.md are true and equal: every example is what the sample collection answers, and every
endpoint, parameter, key and status is named."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import create_app
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService
from web.exports import COLUMNS
from web.openapi import ENDPOINTS, PARAMETERS, describe
from web.schemas import ARTICLE, HIT, PAGE

ROOT = Path(__file__).parents[1]
DOCUMENTS = {"en": ROOT / "docs" / "api.md", "ar": ROOT / "docs" / "api.ar.md"}
BOTH = pytest.mark.parametrize("ui", DOCUMENTS)
SITE = "http://127.0.0.1:8000"
EXAMPLE = re.compile(rf"```sh\ncurl '{SITE}(\S+)'\n```\n\n```(\w+)\n(.*?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")


def text(ui: str) -> str:
    return DOCUMENTS[ui].read_text(encoding="utf-8")


def examples(ui: str) -> list[tuple[str, str, str]]:
    """`(address, kind, answer in short)` of every example."""
    return EXAMPLE.findall(text(ui))


def missing(told: Any, answered: Any, at: str = "$") -> Iterator[str]:
    """What is told and not answered; an item of a list may stand anywhere in it."""
    if isinstance(told, dict) and isinstance(answered, dict):
        for key, value in told.items():
            yield from missing(value, answered[key], f"{at}.{key}") if key in answered else [f"{at}.{key}"]
    elif isinstance(told, list) and isinstance(answered, list):
        for item in told:
            if not any(not list(missing(item, other)) for other in answered):
                yield f"{at}: {item!r}"
        if not told and answered:
            yield f"{at}: is not empty"
    elif told != answered:
        yield f"{at}: {told!r} is {answered!r}"


@pytest.fixture(scope="module")
def client(sample: Path) -> Iterator[FlaskClient]:
    settings = Settings(seeds=seeds_directory(), data=sample, site_url=SITE)
    service = SearchService(settings)
    yield create_app(settings, service).test_client()
    service.close()


@BOTH
@pytest.mark.slow
def test_examples_are_what_is_answered(client: FlaskClient, ui: str) -> None:
    assert len(examples(ui)) == 9
    for address, kind, told in examples(ui):
        answer = client.get(address)
        assert answer.status_code == 200
        if kind == "json":
            assert list(missing(json.loads(told), answer.json)) == [], address
        else:
            lines = {line.strip() for line in answer.text.removeprefix("\ufeff").splitlines()}
            assert [line for line in told.splitlines() if line.strip() not in lines] == [], address


def test_both_documents_have_the_same_examples_and_chapters() -> None:
    def asked(ui: str) -> list[tuple[str, str]]:
        return [(address.replace(f"ui={ui}", "ui="), kind) for address, kind, _ in examples(ui)]

    assert asked("ar") == asked("en")
    counted = [[len(re.findall(mark, text(ui), re.MULTILINE)) for mark in ("^## ", r"^\|")] for ui in DOCUMENTS]
    assert counted[0] == counted[1]
    codes = [set(CODE.findall(re.sub(r"```.*?```", "", text(ui), flags=re.DOTALL))) for ui in DOCUMENTS]
    assert {code for code in codes[0] ^ codes[1] if code.isascii()} <= {'"phrases"'}


@BOTH
def test_everything_is_named(ui: str) -> None:
    named = set(CODE.findall(text(ui)))
    keys = {*PAGE["properties"], *HIT["properties"], *ARTICLE["properties"]}
    assert {*ENDPOINTS, *PARAMETERS, *keys} - named == set()
    assert ",".join(COLUMNS) in text(ui)
    statuses = {status for path in describe("")["paths"].values() for status in path["get"]["responses"]}
    assert {status for status in statuses if f"| {status} |" not in text(ui)} == {"200"}


@BOTH
def test_who_reads_a_parameter_is_told(ui: str) -> None:
    readers = {
        "en": {"search": "search", "facet": "facets", "suggest": "suggest", "feed": "feed", "export_csv": "exports"},
        "ar": {"search": "البحث", "facet": "التصفية", "suggest": "الإكمال", "feed": "الموجز", "export_csv": "الملفات"},
    }[ui]
    rows = [line.strip("|").split("|") for line in text(ui).splitlines() if line.count("|") == 4]
    told = {name: cells[2] for cells in rows for name in CODE.findall(cells[0])}
    for endpoint in ENDPOINTS.values():
        if endpoint.name in readers:
            for name in set(PARAMETERS) - {"ui"}:
                assert (readers[endpoint.name] in told[name]) == (name in endpoint.reads), (endpoint.name, name)


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_the_readmes_lead_there(name: str) -> None:
    assert f"](docs/{'api.ar.md' if '.ar.' in name else 'api.md'})" in (ROOT / name).read_text(encoding="utf-8")


def test_the_comparison_sees_what_is_not_answered() -> None:
    answered = {"a": 1, "b": [{"c": 2, "d": 3}]}
    assert list(missing({"b": [{"d": 3}]}, answered)) == []
    for told in ({"a": 2}, {"x": 1}, {"b": [{"c": 3}]}, {"b": []}):
        assert list(missing(told, answered))
