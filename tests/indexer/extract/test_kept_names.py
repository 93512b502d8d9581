"""Names that are kept in a file give the same index as names that are read, or are read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.extract import kept_names as module
from indexer.extract.kept_names import NAMES, kept_names
from indexer.extract.names.names import Name, NameIndex, read_meanings
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.naming.words import read_words

pytestmark = pytest.mark.slow

TEXT = "وقعت وزارة العدل في الكويت مذكرة مع UNODC. Kuwait and the United Nations met in Doha; Omani police came."


def found(index: NameIndex) -> list[Name]:
    return index.find(TEXT, read_words(TEXT))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions of the gazetteers that were read."""
    versions: list[str] = []

    def read(gazetteers: Gazetteers):
        versions.append(gazetteers.version)
        return read_meanings(gazetteers)

    monkeypatch.setattr(module, "read_meanings", read)
    return versions


def test_kept_names_are_found_like_read_ones(gazetteers: Gazetteers, tmp_path: Path, reading: list[str]) -> None:
    expected = found(NameIndex(gazetteers))
    assert len(expected) > 4
    for _ in range(2):
        assert found(kept_names(gazetteers, tmp_path)) == expected
    assert len(reading) == 1


def test_the_names_of_other_tables_are_read_anew(gazetteers: Gazetteers, tmp_path: Path, reading: list[str]) -> None:
    kept_names(gazetteers, tmp_path)
    kept_names(replace(gazetteers, version="other"), tmp_path)
    assert reading == [gazetteers.version, "other"]


def test_the_names_of_other_code_are_read_anew(
    gazetteers: Gazetteers, tmp_path: Path, reading: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_names(gazetteers, tmp_path)
    monkeypatch.setattr(module, "CODE", module.CODE[:-1])
    kept_names(gazetteers, tmp_path)
    assert len(reading) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"agency", b"outlet")),
        lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
    ],
)
def test_a_damaged_file_is_written_again(gazetteers: Gazetteers, tmp_path: Path, reading: list[str], damage) -> None:
    expected = found(kept_names(gazetteers, tmp_path))
    damage(tmp_path / NAMES)
    for _ in range(2):
        assert found(kept_names(gazetteers, tmp_path)) == expected
    assert len(reading) == 2


def test_no_run_fails_because_the_file_cannot_be_written(
    gazetteers: Gazetteers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_whole", full)
    assert found(kept_names(gazetteers, tmp_path)) == found(NameIndex(gazetteers))
