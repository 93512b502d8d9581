"""Sources on disk: what did not change is not read again, and everything else is."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.source import Source
from indexer.runs.local_files import LocalFiles
from indexer.sources import location
from indexer.sources.events import Event, FileUnchanged, SourceUnchanged

NOW = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two files that count as settled the moment they are written."""
    monkeypatch.setattr(location, "SETTLED_SECONDS", -1)
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("News of Oman.")
    (news / "b.txt").write_text("News of Qatar.")
    return news


@pytest.fixture
def run(folder: Path, tmp_path: Path):
    """Reads the folder as one run does; gives what it found."""
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:

        def read(source: Source | None = None, everything: bool = False, keep: bool = True) -> list[Event]:
            files = LocalFiles(archive.file, max_bytes=1000, now=NOW, everything=everything)
            found = list(files.read(source or Source(str(folder))))
            if keep:
                files.keep()
            return found

        yield read


Run = Callable[..., list[Event]]


def texts(found: list[Event]) -> list[str]:
    return [item.text for item in found if isinstance(item, RawArticle)]


def test_a_folder_that_did_not_change_is_not_read(run: Run) -> None:
    assert len(texts(run())) == 2
    assert run() == [SourceUnchanged()]


def test_only_a_changed_file_is_read(run: Run, folder: Path) -> None:
    run()
    (folder / "b.txt").write_text("News of Kuwait.")
    found = run()
    assert texts(found) == ["News of Kuwait."]
    assert FileUnchanged((folder / "a.txt").as_uri()) in found


def test_a_new_file_is_read_and_a_removed_one_is_missed(run: Run, folder: Path) -> None:
    run()
    (folder / "c.txt").write_text("News of Iraq.")
    assert texts(run()) == ["News of Iraq."]
    (folder / "a.txt").unlink()
    found = run()
    assert {item.uri for item in found if isinstance(item, FileUnchanged)} == {
        (folder / name).as_uri() for name in ("b.txt", "c.txt")
    }


def test_a_replacement_with_the_old_size_and_time_is_read(run: Run, folder: Path) -> None:
    run()
    old = (folder / "a.txt").stat()
    (folder / "a.txt").write_text("News of Iran.")
    os.utime(folder / "a.txt", ns=(old.st_atime_ns, old.st_mtime_ns))
    assert texts(run()) == ["News of Iran."]


def test_what_was_not_archived_to_the_end_is_read_again(run: Run) -> None:
    run(keep=False)
    assert len(texts(run())) == 2


def test_everything_is_read_when_asked_for(run: Run) -> None:
    run()
    assert len(texts(run(everything=True))) == 2


def test_another_outlet_in_the_list_of_sources_reads_all_again(run: Run, folder: Path) -> None:
    run()
    assert len(texts(run(replace(Source(str(folder)), outlet="WAM")))) == 2


def test_a_file_that_was_just_written_proves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "SETTLED_SECONDS", 3600)
    run()
    assert len(texts(run())) == 2


def test_what_cannot_be_entered_keeps_the_rest_from_being_skipped(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    closed = Rejected((folder / "closed").as_uri(), "", note("cannot be read: %(fault)s", fault="Permission denied"))
    every = location.files
    monkeypatch.setattr(location, "files", lambda path: [*every(path), closed])
    found = run()
    assert closed in found
    assert sum(isinstance(item, FileUnchanged) for item in found) == 2
