"""`python -m search watch FILE`: what is new is told once, by mail too, and nothing is lost while a server is down."""

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest
from search_stories import STORIES

from indexer.model.article import Article, PublishedDate
from indexer.model.errors import UsageError
from indexer.model.settings import Settings, seeds_directory
from search.watch import watch
from search.watching.saved import Saved, Wrong, read_saved

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
Publish = Callable[[Iterable[Article]], None]
SITE = "https://news.example.org"
#: New to the collection, and of no date, as a quarter of a real collection is.
UNDATED = replace(STORIES[0], id="old-and-new", title="A memorandum nobody dated", published=PublishedDate())


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "searches.txt"
    file.write_text(f"# mine\nMemoranda {SITE}/?q=memorandum&ui=en\nلا شيء {SITE}/?q=zzzz\n", encoding="utf-8")
    return file


@pytest.fixture
def run(tmp_path: Path, saved: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run_once(*options: str) -> tuple[int, str, str]:
        settings = replace(Settings(seeds=seeds_directory()), data=tmp_path / "data")
        code = watch([str(saved), *options], settings, lambda: NOW)
        return (code, *capsys.readouterr())

    return run_once


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_what_is_new_to_the_collection_is_told_once(run: Callable, publish: Publish, ui: str) -> None:
    publish(STORIES)
    assert run("--ui", ui) == (0, "", "")
    assert run("--ui", ui) == (0, "", "")
    publish((*STORIES, UNDATED))
    code, out, err = run("--ui", ui)
    assert (code, err) == (0, "")
    assert "Memoranda" in out
    assert UNDATED.title in out
    assert f"{SITE}/article/old-and-new" in out
    assert STORIES[0].title not in out
    assert "zzzz" not in out
    assert run("--ui", ui) == (0, "", "")


def test_an_article_that_comes_back_is_not_new(run: Callable, publish: Publish) -> None:
    publish((*STORIES, UNDATED))
    run()
    publish(STORIES)
    assert run()[1] == ""
    publish((*STORIES, UNDATED))
    assert run()[1] == ""


def test_a_digest_in_every_format(run: Callable, publish: Publish, tmp_path: Path) -> None:
    hostile = replace(UNDATED, title="Memorandum <script>alert(1)</script> & more")
    publish(STORIES)
    run()
    state = (tmp_path / "searches.txt.state").read_bytes()
    publish((*STORIES, hostile))
    written = {}
    for kind in ("json", "html", "rss"):
        (tmp_path / "searches.txt.state").write_bytes(state)
        assert run("--format", kind, "--out", str(tmp_path / kind)) == (0, "", "")
        written[kind] = (tmp_path / kind).read_text(encoding="utf-8")
    (search,) = json.loads(written["json"])["searches"]
    assert (search["total"], search["articles"][0]["title"]) == (1, hostile.title)
    assert "<script>" not in written["html"]
    (item,) = ElementTree.fromstring(written["rss"]).iter("item")
    assert item.findtext("title") == hostile.title
    assert item.findtext("link") == f"{SITE}/article/old-and-new"
    run("--format", "rss", "--out", str(tmp_path / "rss"))
    assert (tmp_path / "rss").read_text(encoding="utf-8") == written["rss"]


@contextmanager
def smtp_server(refuses: bool = False) -> Iterator[tuple[int, list[bytes]]]:
    """A mail server on a free loopback port, and the messages that it took."""
    taken: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb", buffering=0) as stream:
                stream.write(b"220 here\r\n")
                for line in stream:
                    verb = line[:4].upper()
                    if verb == b"DATA":
                        stream.write(b"354 go on\r\n")
                        lines = iter(stream.readline, b".\r\n")
                        taken.append(b"".join(lines))
                    if verb == b"QUIT":
                        stream.write(b"221 bye\r\n")
                        break
                    stream.write(b"550 no\r\n" if refuses and verb == b"RCPT" else b"250 fine\r\n")

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], taken
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_a_digest_by_mail(run: Callable, publish: Publish) -> None:
    publish(STORIES)
    mail = ("--to", "desk@example.org", "--ui", "ar")
    with smtp_server() as (port, taken):
        run(*mail, "--smtp", f"127.0.0.1:{port}")
        assert taken == []
        publish((*STORIES, UNDATED))
        assert run(*mail, "--smtp", f"127.0.0.1:{port}") == (0, "", "")
        (sent,) = taken
    found = message_from_bytes(sent, policy=default)
    assert (found["To"], found["Auto-Submitted"]) == ("desk@example.org", "auto-generated")
    for kind in ("plain", "html"):
        body = found.get_body((kind,))
        assert body is not None
        assert UNDATED.title in body.get_content()


@pytest.mark.parametrize("refuses", [True, False])
def test_what_a_server_does_not_take_is_kept_tried_again_and_told_once(
    run: Callable, publish: Publish, saved: Path, refuses: bool
) -> None:
    publish(STORIES)
    run()
    publish((*STORIES, UNDATED))
    with smtp_server(refuses=True) as (port, _):
        down = f"127.0.0.1:{port}" if refuses else "127.0.0.1:1"
        code, out, err = run("--to", "desk@example.org", "--smtp", down)
        assert (code, out) == (1, "")
        assert "is kept in" in err
        assert run("--to", "desk@example.org", "--smtp", down) == (1, "", "")
    with smtp_server() as (port, taken):
        assert run("--to", "desk@example.org", "--smtp", f"127.0.0.1:{port}") == (0, "", "")
        assert len(taken) == 1
        assert run("--to", "desk@example.org", "--smtp", f"127.0.0.1:{port}") == (0, "", "")
        assert len(taken) == 1
    assert not saved.with_name("searches.txt.outbox").exists()


def test_a_wrong_line_is_told_and_the_others_are_watched(run: Callable, publish: Publish, saved: Path) -> None:
    saved.write_text(f"Bad line\n{saved.read_text(encoding='utf-8')}Worse {SITE}/?colour=red\n", encoding="utf-8")
    publish(STORIES)
    run()
    publish((*STORIES, UNDATED))
    code, out, err = run()
    assert code == 4
    assert UNDATED.title in out
    assert [line.split(":")[2] for line in err.splitlines()] == ["1", "5"]
    assert "colour" in err


def test_a_damaged_state_is_not_taken_for_a_first_run(run: Callable, publish: Publish, saved: Path) -> None:
    publish(STORIES)
    saved.with_name("searches.txt.state").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"searches\.txt\.state cannot be read"):
        run()


@pytest.mark.parametrize(
    ("line", "name", "site", "values"),
    [
        (f"Kuwait 2018 {SITE}/?q=kuwait&country=KW", "Kuwait 2018", SITE, {"q": ["kuwait"], "country": ["KW"]}),
        (f"الكويت\t{SITE}/sub/?q=%D8%A7", "الكويت", f"{SITE}/sub", {"q": ["ا"]}),
        ("?q=last&when=past+week", "last", "", {"q": ["last"], "when": ["past week"]}),
    ],
)
def test_a_line_is_a_name_and_an_address(line: str, name: str, site: str, values: dict[str, list[str]]) -> None:
    (found,) = read_saved(line)
    assert isinstance(found, Saved)
    assert (found.name, found.site, found.values) == (name, site, values)


@pytest.mark.parametrize("line", ["words", "x https://", f"x {SITE}/", "x ftp://a/?q=b", f"x {SITE}/?p", "x //h/?q=b"])
def test_what_is_no_search_is_wrong(line: str) -> None:
    assert [type(one) for one in read_saved(f"\n# note\n{line}\n")] == [Wrong]
    assert [one.number for one in read_saved(f"\n# note\n{line}\n") if isinstance(one, Wrong)] == [3]
