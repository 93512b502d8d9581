"""`python -m search watch FILE`: what is new to the archive, once, whatever stands in the way."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, story, write_generation

from search.__main__ import main
from search.watching.state import read_state, watch_lock
from tests.search.watching.mail_server import mailbox

OLD = tuple(replace(one, entered=number) for number, one in enumerate(STORIES, 1))
NEW = (
    replace(story("late", "Kuwait hosts a workshop", "Kuwait hosted a workshop on visas.", countries="KW"), entered=6),
    replace(
        story("ancient", "ورشة في الكويت", "عُقدت ورشة عمل في الكويت.", date="1999", countries="KW"),
        entered=7,
    ),
)
REVISED = replace(OLD[2], text=OLD[2].text + " It was corrected.")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Serves these articles as the archive has them after a change."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MITHAQ_DATA", str(tmp_path / "data"))

    def serve(*articles: object, sequence: int, name: str = "a1") -> None:
        write_generation(tmp_path / "data", articles, archive=name, sequence=sequence)  # type: ignore[arg-type]

    serve(*OLD, sequence=5)
    return serve


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "searches.txt"
    path.write_text("https://news.example/country/KW\nhttps://news.example/?q=memorandum\n")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["watch", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def found(out: str) -> dict[str, list[str]]:
    """Title of a search -> the ids of its news."""
    return {one["title"]: [entry["id"] for entry in one["entries"]] for one in json.loads(out)["searches"]}


def test_new_is_what_is_new_to_the_archive_whatever_its_date(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, file) == (0, "", "")
    archive(*OLD[:2], REVISED, *OLD[3:], *NEW, sequence=8)
    code, out, err = run(capsys, file, "--format", "json", "--ui", "en")
    assert (code, err) == (0, "")
    assert found(out) == {"Country: Kuwait": ["ancient", "late"]}
    assert run(capsys, file) == (0, "", "")


def test_a_digest_is_in_the_language_of_the_reader(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    out = run(capsys, file, "--ui", "ar")[1]
    assert "الكويت" in out
    assert "Kuwait:" not in out
    assert "https://news.example/article/ancient" in out
    assert "https://news.example/?country=KW&ui=ar" in out


def test_a_search_goes_by_its_name_and_by_words_of_time(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("ورشات ?q=workshop\nold ?when=until+2000\nbad ?when=some+time\n")
    assert "when=some time, which is not a time" in run(capsys, file, "--ui", "en")[2]
    archive(*OLD, *NEW, sequence=7)
    assert found(run(capsys, file, "--format", "json")[1]) == {"ورشات": ["late"], "old": ["ancient"]}


def test_a_line_that_is_no_search_is_told_of_once_and_stops_no_other(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("/?country=Atlantis\n/?q=workshop&from=2021-13\n/?q=workshop\n/?q=ورشة\nnonsense\n")
    code, out, err = run(capsys, file, "--ui", "en")
    assert (code, out) == (0, "")
    told = err.splitlines()
    assert [line.partition("searches.txt:")[2][0] for line in told] == ["1", "2", "5"]
    assert "country=ATLANTIS, but there is no such value" in told[0]
    assert "from=2021-13, which is not a date" in told[1]
    archive(*OLD, *NEW, sequence=7)
    code, out, err = run(capsys, file, "--format", "json")
    assert (code, err) == (0, "")
    assert found(out) == {"workshop": ["late"], "ورشة": ["ancient"]}


def test_a_line_that_was_wrong_misses_nothing(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("/?contry=KW\n")
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    run(capsys, file)
    file.write_text("/?country=KW\n")
    assert list(found(run(capsys, file, "--format", "json")[1]).values()) == [["ancient", "late"]]


def test_a_new_line_begins_with_the_present(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    file.write_text("/?country=KW\n")
    assert run(capsys, file) == (0, "", "")


def test_a_generation_that_was_rolled_back_tells_nothing_twice(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    assert run(capsys, file)[1]
    archive(*OLD, sequence=5)
    assert run(capsys, file) == (0, "", "")
    archive(*OLD, *NEW, sequence=7)
    assert run(capsys, file) == (0, "", "")


def test_the_numbers_of_another_archive_say_nothing(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=70, name="a2")
    assert run(capsys, file) == (0, "", "")
    assert (read_state(file).archive, set(read_state(file).searches.values())) == ("a2", {70})


def test_a_feed_is_there_from_the_first_run_and_grows(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    feed = tmp_path / "news.rss"
    assert run(capsys, file, "--format", "rss", "--out", feed) == (0, "", "")
    assert "<rss" in feed.read_text()
    archive(*OLD, *NEW, sequence=7)
    run(capsys, file, "--format", "rss", "--out", feed)
    run(capsys, file, "--format", "rss", "--out", feed)
    assert feed.read_text().count("<item>") == 2


def test_a_digest_that_cannot_be_written_is_given_at_the_next_run(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    code, out, err = run(capsys, file, "--out", tmp_path / "missing" / "news.txt")
    assert (code, out) == (1, "")
    assert "cannot be written" in err
    assert "ancient" in run(capsys, file)[1]


def test_mail_that_no_server_takes_is_kept_told_of_once_and_sent_later(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITHAQ_MAIL_FROM", "mithaq@news.example")
    with mailbox() as server:
        monkeypatch.setenv("MITHAQ_SMTP_URL", server.url)
        server.refused.add("desk@")
        run(capsys, file, "--mail-to", "desk@paper.example")
        archive(*OLD, *NEW, sequence=7)
        code, out, err = run(capsys, file, "--mail-to", "desk@paper.example")
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert run(capsys, file, "--mail-to", "desk@paper.example") == (1, "", "")
        server.refused.clear()
        assert run(capsys, file, "--mail-to", "desk@paper.example") == (0, "", "")
        assert run(capsys, file, "--mail-to", "desk@paper.example") == (0, "", "")
    assert len(server.messages) == 1
    assert b"late" in server.messages[0]
    assert read_state(file).mail == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--mail-to", "desk@paper.example"], "MITHAQ_SMTP_URL"), (["--mail-to", "x"], "MITHAQ_SMTP_URL")],
)
def test_mail_that_could_never_leave_is_a_wrong_command(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, _, err = run(capsys, file, *arguments)
    assert (code, said in err) == (2, True)


def test_another_run_over_the_same_file_ends(
    archive: Callable[..., None], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with watch_lock(file):
        assert run(capsys, file)[0] == 3


@pytest.mark.parametrize("option", [["--format", "json"], ["--format=json"]])
def test_options_may_stand_before_the_file(
    archive: Callable[..., None], file: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, file)
    archive(*OLD, *NEW, sequence=7)
    code, out, err = run(capsys, *option, "--ui", "en", file)
    assert (code, err) == (0, "")
    assert found(out) == {"Country: Kuwait": ["ancient", "late"]}


def test_watch_alone_is_a_word_to_find(archive: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["query"] == "watch"
