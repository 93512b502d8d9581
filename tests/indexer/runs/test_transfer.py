"""Moving an archive: nothing lost on the way out and in, and a backup that is whole."""

import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.archive.archive_file import ArchiveFile
from indexer.fetching.log import FetchLog
from indexer.model.article import RawArticle
from indexer.model.errors import ArchiveError
from indexer.runs.transfer import backup_archive, export_archive, import_archive

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
RAW = RawArticle("file:///a", "نص الخبر الأول", title="عنوان", fetched_at=MONDAY)


@pytest.fixture
def archive(tmp_path: Path):
    with closing(Archive(tmp_path / "archive.sqlite")) as opened:
        opened.put(RAW, "a", "here", 1)
        opened.put(replace(RAW, text="نص منقّح"), "a", "here", 2)
        opened.put(replace(RAW, anchor="b"), "b", "here", 2)
        opened.withdraw(["b"], MONDAY)
        yield opened


def records(archive: Archive) -> list[dict]:
    """Everything but the numbers that each archive gives itself."""
    return [
        {k: v for k, v in record.items() if k not in {"run", "sequence", "entered"}} for record in archive.records()
    ]


def test_an_export_brings_everything_into_another_archive(archive: Archive, tmp_path: Path) -> None:
    out = io.StringIO()
    assert export_archive(archive, out) == 2
    with closing(Archive(tmp_path / "other.sqlite")) as other:
        imported = import_archive(other, io.StringIO(out.getvalue()), "export.jsonl")
        assert (imported.taken, imported.known, imported.rejected) == (2, 0, ())
        assert records(other) == records(archive)
        assert [item.id for item in other.live()] == ["a"]
        assert import_archive(other, io.StringIO(out.getvalue()), "export.jsonl").known == 2


@pytest.fixture
def fetched(archive: Archive) -> list[dict]:
    """Answers of the web: one body twice, and another."""
    log = FetchLog(archive.file)
    for second, body in enumerate((b"<rss>\xff</rss>", b"<rss>\xff</rss>", b"")):
        address = f"https://example.org/{second}"
        log.keep_fetch(address, address, 200, {"ETag": '"é"'}, body, MONDAY + timedelta(seconds=second))
    return list(log.records())


def test_answers_of_the_web_move_with_their_bytes_headers_and_times(
    archive: Archive, fetched: list[dict], tmp_path: Path
) -> None:
    out = io.StringIO()
    export_archive(archive, out)
    with closing(Archive(tmp_path / "other.sqlite")) as other:
        assert import_archive(other, io.StringIO(out.getvalue()), "export.jsonl").answers == 3
        log = FetchLog(other.file)
        assert list(log.records()) == fetched
        assert log.body(fetched[0]["hash"]) == b"<rss>\xff</rss>"
        assert import_archive(other, io.StringIO(out.getvalue()), "export.jsonl").answers == 0
        assert list(log.records()) == fetched


@pytest.mark.parametrize("change", [{"body": "x"}, {"hash": "0"}, {"status": None}])
def test_an_answer_that_is_not_what_it_says_is_rejected(
    fetched: list[dict], tmp_path: Path, change: dict[str, str | None]
) -> None:
    with closing(Archive(tmp_path / "other.sqlite")) as other:
        imported = import_archive(other, [json.dumps(fetched[0] | change)], "export.jsonl")
        assert (imported.answers, len(imported.rejected)) == (0, 1)
        assert list(FetchLog(other.file).records()) == []


@pytest.mark.parametrize("line", ["{", "[]", '{"fetched": 1}', "{}", '{"id": "x"}', '{"id": "x", "revisions": [1]}'])
def test_a_bad_line_is_rejected_and_the_others_are_taken(archive: Archive, tmp_path: Path, line: str) -> None:
    out = io.StringIO()
    export_archive(archive, out)
    with closing(Archive(tmp_path / "other.sqlite")) as other:
        imported = import_archive(other, [line, *out.getvalue().splitlines()], "export.jsonl")
        assert imported.taken == 2
        (rejected,) = imported.rejected
        assert rejected.where == "export.jsonl:1"
        assert records(other) == records(archive)


def test_an_export_is_one_object_a_line_in_plain_letters(archive: Archive) -> None:
    out = io.StringIO()
    export_archive(archive, out)
    first = json.loads(out.getvalue().splitlines()[0])
    assert (first["id"], first["text"]) == ("a", "نص منقّح")
    assert "نص الخبر الأول" in first["revisions"][0]["content"]
    assert "نص منقّح" in out.getvalue()


def test_a_backup_is_an_archive_of_its_own(archive: Archive, tmp_path: Path) -> None:
    backup_archive(archive, tmp_path / "backup.sqlite")
    with closing(Archive(tmp_path / "backup.sqlite")) as copy:
        assert records(copy) == records(archive)
        assert copy.name == archive.name


def test_a_backup_never_overwrites(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "backup.sqlite").write_text("precious")
    with pytest.raises(ArchiveError, match="exists already"):
        backup_archive(archive, tmp_path / "backup.sqlite")
    assert (tmp_path / "backup.sqlite").read_text() == "precious"


def test_a_backup_that_cannot_be_written_is_named(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="missing/backup"):
        backup_archive(archive, tmp_path / "missing" / "backup.sqlite")


def test_a_backup_has_its_name_only_when_it_is_whole(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup.sqlite"
    (tmp_path / "backup.sqlite.part").write_text("what a killed backup left")
    seen: list[bool] = []

    def copied(file: ArchiveFile, part: Path) -> None:
        copy_to(file, part)
        seen.append(target.exists())

    copy_to = ArchiveFile.copy_to
    monkeypatch.setattr(ArchiveFile, "copy_to", copied)
    backup_archive(archive, target)
    assert seen == [False]
    assert not (tmp_path / "backup.sqlite.part").exists()
    with closing(Archive(target)) as copy:
        assert records(copy) == records(archive)
