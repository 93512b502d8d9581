"""Checksums that are asked for again and again."""

import os
from pathlib import Path

import pytest

from indexer.generations import checksums
from indexer.generations.checksums import SETTLED_SECONDS, Checksums
from indexer.generations.generations import checksum


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read."""
    paths: list[Path] = []

    def counted(path: Path) -> str:
        paths.append(path)
        return checksum(path)

    monkeypatch.setattr(checksums, "checksum", counted)
    return paths


def later(path: Path) -> Checksums:
    """Checksums at a time when the file has not changed for long."""
    return Checksums(lambda: path.stat().st_ctime + 2 * SETTLED_SECONDS)


def test_an_unchanged_file_is_read_once(tmp_path: Path, read: list[Path]) -> None:
    file = tmp_path / "table.tsv"
    file.write_text("كويت Kuwait", encoding="utf-8")
    summed = later(file)
    assert summed(file) == summed(file) == checksum(file)
    assert read == [file]


def test_a_file_of_the_same_size_and_date_is_read_again_once_it_changed(tmp_path: Path, read: list[Path]) -> None:
    file = tmp_path / "table.tsv"
    file.write_text("one", encoding="utf-8")
    summed, before, times = later(file), checksum(file), file.stat()
    assert summed(file) == before
    other = tmp_path / "other"
    other.write_text("two", encoding="utf-8")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert summed(file) == checksum(file) != before


def test_a_file_that_has_just_changed_is_read_again(tmp_path: Path, read: list[Path]) -> None:
    file = tmp_path / "table.tsv"
    file.write_text("one", encoding="utf-8")
    summed = Checksums(lambda: file.stat().st_ctime)
    summed(file)
    summed(file)
    assert read == [file, file]


def test_files_of_former_generations_are_forgotten(tmp_path: Path, read: list[Path]) -> None:
    kept, gone = tmp_path / "gen-000002" / "a", tmp_path / "gen-000001" / "a"
    for file in (kept, gone):
        file.parent.mkdir()
        file.write_text("a", encoding="utf-8")
    summed = later(gone)
    for _ in range(2):
        summed(kept)
        summed(gone)
        summed.keep(kept.parent)
    assert read == [kept, gone, gone]


def test_a_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Checksums()(tmp_path / "nowhere")
