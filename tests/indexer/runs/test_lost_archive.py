"""A lost archive is an alarm: the collection is not replaced by what the sources show today."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.__main__ import main
from tests.indexer.running import ARTICLES, Commands, write_export
from tests.indexer.test_commands import served

pytestmark = pytest.mark.slow


@pytest.fixture
def lost(commands: Commands, tmp_path: Path) -> Path:
    """A served collection whose source has one article left; gives the archive's path."""
    export = write_export(tmp_path / "export.jsonl")
    commands.run("reindex", "--source", export)
    write_export(export, ARTICLES[:1])
    return commands.data / "archive.sqlite"


def empty(archive: Path) -> None:
    remove(archive)
    archive.write_bytes(b"")


def remove(archive: Path) -> None:
    for file in archive.parent.glob("archive.sqlite*"):
        file.unlink()


def exchange(archive: Path) -> None:
    remove(archive)
    other = archive.parent.parent / "other"
    main(["reindex", "--quiet", "--data", str(other), "--source", str(archive.parent.parent / "export.jsonl")])
    (other / "archive.sqlite").rename(archive)


@pytest.mark.parametrize("lose", [empty, remove, exchange])
@pytest.mark.parametrize("arguments", [[], ["--quiet"], ["--full"]])
def test_nothing_changes_and_it_is_one_line(
    commands: Commands, tmp_path: Path, lost: Path, lose: Callable[[Path], None], arguments: list[str]
) -> None:
    lose(lost)
    before = lost.read_bytes() if lost.exists() else None
    code, out, err = commands.run("reindex", "--source", tmp_path / "export.jsonl", *arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "gen-000001 with its 3 articles" in err
    assert "--new-archive" in err
    assert len(served(commands)) == 3
    assert (lost.read_bytes() if lost.exists() else None) == before


def test_a_person_may_begin_a_new_one(commands: Commands, tmp_path: Path, lost: Path) -> None:
    remove(lost)
    outcome = commands.json("reindex", "--source", tmp_path / "export.jsonl", "--new-archive")
    assert outcome["reason"].startswith("archive changed from ")
    assert len(served(commands)) == 1
    assert commands.run("reindex", "--source", tmp_path / "export.jsonl")[0] == 0


def test_what_the_index_holds_is_taken_back(commands: Commands, tmp_path: Path, lost: Path) -> None:
    before = served(commands)
    remove(lost)
    code, out, _ = commands.run("archive", "rescue")
    assert (code, "3 articles were taken" in out) == (0, True)
    write_export(tmp_path / "export.jsonl")
    commands.run("reindex", "--source", tmp_path / "export.jsonl", "--new-archive")
    after = served(commands)
    assert {id: (one.title, one.text, one.published.date) for id, one in after.items()} == {
        id: (one.title, one.text, one.published.date) for id, one in before.items()
    }


def test_an_archive_with_items_is_not_filled(commands: Commands, lost: Path) -> None:
    code, _, err = commands.run("archive", "rescue")
    assert (code, "holds items already" in err) == (1, True)
