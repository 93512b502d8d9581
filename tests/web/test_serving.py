"""The process that serves: its settings, its one line, and the generations that come and go while it runs."""

import json
import socket
from pathlib import Path

import pytest

import app
from indexer.__main__ import main as indexer
from indexer.model.settings import Settings
from search.service import SearchService

pytestmark = pytest.mark.slow

FILES = ("lexicon.txt", "stories.sqlite", "manifest.json", "index/engine.json")


def export(path: Path, *titles: str) -> str:
    items = ({"id": f"n-{index}", "title": title, "text": title} for index, title in enumerate(titles))
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file and no data of the checkout, and small tables."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))


def test_a_serving_process_picks_up_the_first_and_every_new_index(tmp_path: Path, small_seeds: Path) -> None:
    data = tmp_path / "data"
    service = SearchService(Settings(seeds=small_seeds, data=data))
    client = app.create_app(Settings(), service).test_client()
    assert client.get("/").status_code == 503

    source = tmp_path / "news.jsonl"
    run = ["reindex", "--source", str(source), "--data", str(data), "--quiet"]
    export(source, "Kuwait signs a memorandum")
    assert indexer(run) == 0
    first = client.get("/api/search?q=memorandum").json
    assert first["total"] == 1

    export(source, "Kuwait signs a memorandum", "Oman signs a memorandum")
    assert indexer(run) == 0
    second = client.get("/api/search?q=memorandum").json
    assert second["total"] == 2
    assert second["generation"] != first["generation"]
    healthy = client.get("/healthz").json
    assert (healthy["status"], healthy["generation"]) == ("ok", second["generation"])
    service.close()


DAMAGE = [("CURRENT", b"\xd9\x80"), ("CURRENT", b"gen-999999"), *((f"gen-000001/{file}", b"[1,2") for file in FILES)]


@pytest.mark.reliability
@pytest.mark.parametrize(("file", "junk"), DAMAGE)
def test_what_is_damaged_ends_no_running_service_and_is_a_503_of_a_new_one_until_the_next_run(
    tmp_path: Path, small_seeds: Path, file: str, junk: bytes
) -> None:
    data, source = tmp_path / "data", tmp_path / "news.jsonl"
    settings = Settings(seeds=small_seeds, data=data)
    export(source, "Kuwait signs a memorandum")
    run = ["reindex", "--source", str(source), "--data", str(data), "--quiet"]
    assert indexer(run) == 0
    running, new = SearchService(settings), SearchService(settings)
    served, restarted = (app.create_app(settings, service).test_client() for service in (running, new))
    assert served.get("/").status_code == 200

    (data / file).write_bytes(junk)
    assert served.get("/?q=memorandum").status_code == 200
    healthy = served.get("/healthz")
    assert (healthy.status_code, healthy.json["status"]) == (200, "damaged")
    assert healthy.json["generation"] == "gen-000001"
    assert "gen-000001" in served.get("/status").text
    addresses = ("/", "/?q=memorandum", "/api/search?q=memorandum", "/healthz", "/article/n-0")
    assert {restarted.get(address).status_code for address in addresses} == {503}
    assert restarted.get("/status").status_code == 200

    assert indexer(run) == 0
    for client in (served, restarted):
        assert client.get("/?q=memorandum").status_code == 200
        assert client.get("/healthz").json["generation"] == "gen-000002"
        assert client.get("/healthz").json["status"] == "ok"
    running.close()
    new.close()


def test_a_page_needs_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {})
    assert app.create_app().test_client().get("/").status_code == 503


def test_a_wrong_setting_is_one_line_and_a_usage_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MITHAQ_PORT", "many")
    assert app.main() == 2
    assert capsys.readouterr().err.startswith("mithaq: MITHAQ_PORT")


@pytest.mark.parametrize("arguments", [["--port", "9000"], ["news"]])
def test_an_option_is_refused_before_anything_is_served(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_port_in_use_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("MITHAQ_PORT", str(port))
        assert app.main() == 1
    assert capsys.readouterr().err == f"mithaq: cannot listen on 127.0.0.1:{port}: Address already in use\n"


def test_what_is_served_was_put_together_before_and_has_opened_no_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes that are forked must not share what is open."""
    source, opened = tmp_path / "news.jsonl", []
    export(source, "Kuwait signs a memorandum")
    assert indexer(["reindex", "--source", str(source), "--data", "data", "--quiet"]) == 0
    monkeypatch.setattr("search.snapshots.Snapshots._open_generation", lambda *given: opened.append(given))
    monkeypatch.setattr(app, "serve", lambda application, settings: 0 if application.url_map else 1)
    assert app.main() == 0
    assert opened == []
