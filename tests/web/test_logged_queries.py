"""The log of queries on the page: off unless asked for, said to visitors, and never in a page's way."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient

from app import create_app
from indexer.model.errors import GenerationError, SettingsError
from indexer.model.notes import note
from indexer.model.settings import Settings
from search.curating.logged import LoggedQuery
from search.curating.query_log import QueryLog

NOW = datetime(2024, 5, 20, 23, 59, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queries.jsonl"


def client_of(service: FakeService, path: Path | str) -> FlaskClient:
    settings = Settings(data=Path("data"), language="ar", query_log=str(path))
    return create_app(settings, service, now=lambda: NOW).test_client()


def lines(path: Path) -> list[LoggedQuery]:
    return QueryLog(path).read(date.min)[0] if path.exists() else []


@pytest.mark.parametrize(("ui", "query"), [("en", "Thailand ships"), ("ar", "مذكرة تفاهم")])
def test_a_query_is_logged_as_typed_with_its_day(service: FakeService, path: Path, ui: str, query: str) -> None:
    client_of(service, path).get("/", query_string={"q": query, "ui": ui, "not_expand": "mou"})
    total = 1 if ui == "ar" else 0
    assert lines(path) == [LoggedQuery(NOW.date(), query, ui, total, False, ("ships",), ("mou",))]


def test_a_line_holds_no_address_cookie_or_browser(service: FakeService, path: Path) -> None:
    client = client_of(service, path)
    client.set_cookie("ui", "en")
    client.get("/?q=Thailand", headers={"User-Agent": "Curious/1"}, environ_base={"REMOTE_ADDR": "198.51.100.7"})
    kept = path.read_text("utf-8")
    assert "Thailand" in kept
    assert all(word not in kept for word in ("Curious", "198.51", "23:59", "cookie"))


@pytest.mark.parametrize("address", ["/", "/?q=%20", "/?country=KW", "/feed.atom?q=x", "/api/search?q=x", "/help"])
def test_what_is_no_query_of_a_reader_is_not_logged(service: FakeService, path: Path, address: str) -> None:
    assert client_of(service, path).get(address).status_code == 200
    assert lines(path) == []


def test_only_the_first_page_is_logged_and_only_what_is_shown(service: FakeService, path: Path) -> None:
    service.total = 30
    client = client_of(service, path)
    client.get("/?q=Thailand&page=2")
    client.head("/?q=Thailand")
    assert lines(path) == []


def test_without_the_setting_nothing_is_logged_and_help_says_nothing(
    client: FlaskClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QueryLog, "write", lambda *_: pytest.fail("written"))
    assert client.get("/?q=Thailand").status_code == 200
    assert 'id="log"' not in client.get("/help?ui=en").text


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        ("en", ["This site keeps a log of queries", "no address", "no cookie", "90 days", "without the time"]),
        ("ar", ["يحفظ هذا الموقع سجلًّا للاستعلامات", "وليس فيه عنوان", "90 يومًا", "بلا ساعة"]),
    ],
)
def test_help_says_that_the_log_is_on_and_what_it_keeps(
    service: FakeService, path: Path, ui: str, words: list[str]
) -> None:
    text = " ".join(client_of(service, path).get(f"/help?ui={ui}").text.split())
    assert [one for one in words if one not in text] == []


def test_a_log_that_cannot_be_written_is_told_once_until_it_can(
    service: FakeService, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(service, path)
    path.mkdir()
    with caplog.at_level(logging.ERROR):
        answers = [client.get("/?q=Thailand"), client.get("/?q=مذكرة")]
    assert [(answer.status_code, "<mark>" in answer.text) for answer in answers] == [(200, True)] * 2
    assert [record.message for record in caplog.records] == [
        f"{path}: queries are not logged: [Errno 21] Is a directory: '{path}'"
    ]
    path.rmdir()
    client.get("/?q=Thailand")
    path.unlink()
    path.mkdir()
    client.get("/?q=Thailand")
    assert len(caplog.records) == 2


@pytest.mark.parametrize("error", [GenerationError(note("damaged")), RuntimeError("a fault of the program")])
def test_no_fault_of_the_log_fails_a_page(
    service: FakeService, path: Path, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def fail(*_: object) -> LoggedQuery:
        raise error

    service.logged = fail  # type: ignore[method-assign]
    client = client_of(service, path)
    answers = [client.get("/?q=Thailand&ui=en") for _ in range(2)]
    assert all(answer.status_code == 200 and "<mark>" in answer.text for answer in answers)
    assert len(caplog.records) == 1


def test_a_log_in_the_data_directory_stops_the_start(tmp_path: Path, service: FakeService) -> None:
    with pytest.raises(SettingsError, match="lies in the data directory"):
        create_app(Settings(data=tmp_path, query_log=str(tmp_path / "queries")), service)
