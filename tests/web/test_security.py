"""What docs/security.md says of the page and no other test holds: methods, redirects, files, logs, scripts."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from indexer.model.errors import EngineError
from indexer.model.settings import Settings
from web.assets import SERVED

ROOT = Path(__file__).parents[2]
READING = {"GET", "HEAD", "OPTIONS"}
#: What runs a text as code, or as a command of the system; modules and functions that do.
RUNNING = re.compile(r"eval|exec|compile|__import__|os\.(?:system|popen|exec\w*|spawn\w*)")
UNSAFE = {"subprocess", "yaml", "marshal", "shelve", "render_template_string"}
UNPICKLING = re.compile(r"pickle\.loads?|pickle\.Unpickler|_PlainUnpickler")
#: What makes markup or code of a text in a browser.
MARKING_UP = re.compile(r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b|new Function")
PATHS = [
    "/",
    "/article/a-1",
    "/help",
    "/status",
    "/api/search",
    "/api/suggest",
    "/api/facets/country",
    "/api/article/a-1",
    "/api/openapi.json",
    "/feed.atom",
    "/export.csv",
    "/export.bib",
    "/export.ris",
    "/opensearch.xml",
    "/healthz",
    "/metrics",
    "/static/mark.svg",
    "/nothing-here",
    "/api/nothing-here",
]


def test_every_address_only_reads(app: Flask) -> None:
    assert {method for rule in app.url_map.iter_rules() for method in rule.methods} == READING


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "NONSENSE"])
@pytest.mark.parametrize("path", ["/", "/api/search", "/static/mark.svg", "/healthz"])
def test_any_other_method_is_refused_and_counted(
    client: FlaskClient, service: FakeService, method: str, path: str
) -> None:
    answer = client.open(path, method=method, headers={"X-HTTP-Method-Override": "GET"})
    assert answer.status_code == 405
    assert service.asked == []
    assert 'status="405"} 1.0' in client.get("/metrics").text


def test_of_a_parameter_that_is_repeated_the_last_counts(client: FlaskClient, service: FakeService) -> None:
    client.get("/?q=first&q=last&sort=oldest&sort=newest")
    (asked,) = service.asked
    assert (asked.q, asked.sort) == ("last", "newest")


@pytest.mark.parametrize("path", PATHS)
def test_a_form_in_the_body_is_no_parameter(client: FlaskClient, service: FakeService, path: str) -> None:
    client.get(path, data={"q": "hidden", "limit": "7"}).close()
    assert "hidden" not in {one.q for one in service.asked}


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example/..",
        "//help",
        "/help/",
        "/help//",
        "/static//mark.svg",
        "/static",
        "/article//a-1",
        "/api//search",
        "/\\evil.example",
        "/?next=//evil.example&url=https://evil.example&ui=//evil.example",
    ],
)
def test_no_address_leads_elsewhere(app: Flask, path: str) -> None:
    address, _, query = path.partition("?")
    with app.test_client().get("/", environ_overrides={"PATH_INFO": address, "QUERY_STRING": query}) as answer:
        assert answer.status_code in {200, 404}
        assert "Location" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_a_type_and_an_encoding(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        kind = answer.headers["Content-Type"]
        assert "charset=utf-8" in kind or kind == "application/json"


@pytest.mark.parametrize(
    "path", ["/api/search", "/api/article/a-1", "/api/article/x.bat", "/api/openapi.json", "/healthz"]
)
def test_json_is_saved_under_a_name_that_no_address_chooses(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Content-Disposition"] == 'inline; filename="mithaq.json"'


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_no_other_site_may_read_an_answer(client: FlaskClient, method: str, path: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    with client.open(path, method=method, headers=asked) as answer:
        assert [name for name, _ in answer.headers if name.startswith("Access-Control-")] == []
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("asked", ["<script>", "ar; Path=/x", "en\r\nX: y", "fr"])
def test_the_cookie_holds_one_of_two_languages(client: FlaskClient, asked: str) -> None:
    client.get("/", query_string={"ui": asked})
    assert client.get_cookie("ui") is None


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/css/",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..\\app.py",
        "/static/%2fetc/passwd",
        "/static/css/../../app.py",
        "/static/%00",
        "/.git/config",
        "/app.py",
        "/templates/base.html",
        "/article/../../etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_static_files(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_static_file_that_is_shipped_is_served(client: FlaskClient) -> None:
    files = [path.relative_to(ROOT).as_posix() for path in (ROOT / "static").rglob("*") if path.is_file()]
    assert len(files) > 20
    for file in files:
        with client.get(f"/{file}") as answer:
            assert answer.status_code == 200, file


@pytest.mark.parametrize(
    "name", ["page.js~", "page.js.bak", ".page.js.swp", "site.zip", "notes.html", "secrets", ".env"]
)
def test_what_somebody_left_among_the_static_files_is_not_served(app: Flask, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("left here")
    app.static_folder = str(tmp_path)
    assert app.test_client().get(f"/static/{name}").status_code == 404
    assert Path(name).suffix not in SERVED


@pytest.mark.parametrize("error", [EngineError("gone"), ZeroDivisionError("dark")])
def test_an_address_writes_no_line_of_its_own_into_the_log(
    app: Flask, service: FakeService, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    service.error = error
    app.test_client().get("/article/a%0DERROR app: forged%1B[31m%E2%80%AE?q=confidential")
    (record,) = caplog.records
    assert record.getMessage().isprintable()
    assert "ERROR app: forged" in record.getMessage()
    assert "confidential" not in caplog.text


def test_debugging_shows_nothing_to_a_visitor(
    service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not create_app(Settings(data=tmp_path), service).debug
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = create_app(Settings(data=tmp_path), service)
    service.error = ZeroDivisionError("in the dark")
    answer = app.test_client().get("/?q=x")
    assert (answer.status_code, "in the dark" in answer.text, "Traceback" in answer.text) == (500, False, False)


@cache
def code() -> list[tuple[str, ast.AST]]:
    """The calls and imports of our modules, each with its file."""
    kinds = (ast.Call, ast.Import, ast.ImportFrom)
    return [(file, node) for file, node in _nodes() if isinstance(node, kinds)]


def called(node: ast.expr) -> str:
    """What a call names, as written; a name with full stops without `ast.unparse`, which takes ten times as long."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return f"{called(node.value)}.{node.attr}"
        case _:
            return ast.unparse(node)


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for top in ("app.py", "analyzers", "indexer", "search", "web"):
        for path in [ROOT / top] if top.endswith(".py") else sorted((ROOT / top).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOT).as_posix(), node


@pytest.mark.slow
def test_no_text_becomes_code_or_a_command() -> None:
    calls = {(file, called(node.func)) for file, node in code() if isinstance(node, ast.Call)}
    imports = [(file, node) for file, node in code() if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {(file, alias.name) for file, node in imports for alias in node.names}
    assert len(calls) > 1000
    assert [one for one in sorted(calls) if RUNNING.fullmatch(one[1])] == []
    assert [one for one in sorted(imported) if one[1] in UNSAFE] == []


@pytest.mark.slow
def test_pickles_are_read_only_from_our_own_processes_and_index_files() -> None:
    calls = ((file, called(node.func)) for file, node in code() if isinstance(node, ast.Call))
    files = {file for file, name in calls if UNPICKLING.fullmatch(name)}
    assert files == {"indexer/fence/process.py", "indexer/engines/columnar/files/stored_rows.py"}


def test_scripts_write_text_and_never_markup() -> None:
    scripts = sorted((ROOT / "static").glob("*.js"))
    assert len(scripts) == 4
    assert {script.name: MARKING_UP.findall(script.read_text("utf-8")) for script in scripts} == {
        script.name: [] for script in scripts
    }


def test_a_template_trusts_only_what_was_marked_up_here() -> None:
    trusted = {
        found
        for template in (ROOT / "templates").iterdir()
        for found in re.findall(r"([\w.]+)\s*\|\s*safe", template.read_text("utf-8"))
    }
    assert trusted == {"hit.title_html", "hit.snippet_html", "block.html"}
