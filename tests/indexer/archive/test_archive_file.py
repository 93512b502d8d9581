"""An archive that another program has locked: how long it is waited for."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer.archive import archive_file
from indexer.archive.archive_file import ArchiveFile


class Locking:
    """A clock whose time passes only when it is asked; another program lets go of the archive at `released`."""

    def __init__(self, other: sqlite3.Connection, released: float) -> None:
        self.other = other
        self.released = released
        self.seconds = 0.0

    def monotonic(self) -> float:
        self.seconds += 1
        if self.seconds > self.released and self.other.in_transaction:
            self.other.execute("ROLLBACK")
        return self.seconds


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "archive.sqlite"
    ArchiveFile(path).close()
    monkeypatch.setattr(archive_file, "TRY_SECONDS", 0.001)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(archive_file, "time", Locking(other, released=20))
        yield path


def test_a_locked_archive_is_waited_for(locked: Path) -> None:
    with closing(ArchiveFile(locked, patience=1000)) as file, file.transaction():
        assert file.meta("version")


def test_the_waiting_ends_with_the_patience(locked: Path) -> None:
    with (
        closing(ArchiveFile(locked, patience=5)) as file,
        pytest.raises(sqlite3.OperationalError, match="locked"),
        file.transaction(),
    ):
        pytest.fail("the archive is locked")


def test_a_fault_that_no_waiting_mends_is_raised_at_once(locked: Path) -> None:
    with closing(ArchiveFile(locked, patience=1000)) as file, pytest.raises(sqlite3.OperationalError, match="syntax"):
        file.execute("SELECT FROM")
