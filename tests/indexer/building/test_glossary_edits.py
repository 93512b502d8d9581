"""An edit of the glossary reaches the served generation without indexing anything again; a fault in it stops before."""

import json
import shutil
from pathlib import Path

import pytest

from indexer.gazetteers.concepts import Concepts
from indexer.generations.generations import CONCEPTS, MANIFEST, Generation, Generations, checksum
from indexer.model.settings import seeds_directory
from tests.indexer.running import Commands

pytestmark = pytest.mark.slow


@pytest.fixture
def glossary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small glossary beside the shipped gazetteers."""
    seeds = tmp_path / "seeds"
    shutil.copytree(seeds_directory() / "gazetteers", seeds / "gazetteers")
    monkeypatch.setenv("MITHAQ_SEEDS", str(seeds))
    path = seeds / "glossary.tsv"
    path.write_text("id\tar\ten\nmou\tمذكرة تفاهم\tMoU\n", encoding="utf-8")
    return path


def add(glossary: Path, row: str) -> None:
    with glossary.open("a", encoding="utf-8") as table:
        table.write(row + "\n")


def current(commands: Commands) -> Generation:
    generation = Generations(commands.data).current()
    assert generation is not None
    return generation


def index_files(generation: Generation) -> set[int]:
    return {path.stat().st_ino for path in generation.index.rglob("*") if path.stat().st_nlink > 1}


def test_an_edit_makes_a_generation_that_shares_the_index(commands: Commands, export: Path, glossary: Path) -> None:
    commands.run("reindex", "--source", export)
    before = current(commands)
    add(glossary, "treaty\tمعاهدة\ttreaty")
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["built"], outcome["reason"]) == (True, "continues gen-000001; the glossary changed")
    after = current(commands)
    assert before.manifest.glossary != after.manifest.glossary
    assert index_files(before) & index_files(after)
    assert Concepts.load(after.directory).get("treaty")
    assert Concepts.load(before.directory).get("treaty") is None


def test_a_run_after_it_writes_nothing(commands: Commands, export: Path, glossary: Path) -> None:
    commands.run("reindex", "--source", export)
    assert commands.json("reindex", "--source", export)["built"] is False


def test_a_change_of_articles_takes_the_concepts_over(
    commands: Commands, export: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.run("reindex", "--source", export)
    before = (current(commands).directory / CONCEPTS).read_bytes()
    with export.open("a", encoding="utf-8") as articles:
        articles.write('{"id": "new", "text": "A new article."}\n')
    monkeypatch.setattr(Concepts, "build", lambda *_: pytest.fail("the glossary did not change"))
    assert commands.json("reindex", "--source", export)["new"] == 1
    assert (current(commands).directory / CONCEPTS).read_bytes() == before


@pytest.mark.parametrize("row", ["mou\tعهد\tpact", "un\tالأمم المتحدة\tUnited Nations", "treaty\tمعاهدة"])
def test_a_fault_stops_before_a_swap(commands: Commands, export: Path, glossary: Path, row: str) -> None:
    commands.run("reindex", "--source", export)
    add(glossary, row)
    code, _, err = commands.run("reindex", "--source", export)
    assert code == 1
    assert f"{glossary}:3: " in err
    assert current(commands).name == "gen-000001"
    code, _, err = commands.run("verify")
    assert code == 1
    assert f"{glossary}:3: " in err


JUNK = [b"x", b"{}", b"\xff\x00", None]


def damage(path: Path, content: bytes | None) -> None:
    """Other content for a file, or None for no file at all."""
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("name", ["concepts.json", "stories.sqlite"])
def test_a_damaged_table_is_named_by_verify_and_written_anew_by_the_next_run(
    commands: Commands, export: Path, glossary: Path, junk: bytes | None, name: str
) -> None:
    commands.run("reindex", "--source", export)
    before = current(commands)
    whole = (before.directory / name).read_bytes()
    damage(before.directory / name, junk)
    code, out, _ = commands.run("verify")
    assert (code, str(before.directory / name) in out) == (1, True)
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["built"], outcome["reason"]) == (True, f"continues gen-000001; its {name} is damaged")
    assert index_files(before) & index_files(current(commands))
    assert (current(commands).directory / name).read_bytes() == whole
    assert commands.run("verify")[0] == 0
    assert commands.json("reindex", "--source", export)["built"] is False


@pytest.mark.parametrize("junk", JUNK[:-1])
def test_damaged_concepts_that_an_older_run_took_over_are_not_taken_over_again(
    commands: Commands, export: Path, glossary: Path, junk: bytes
) -> None:
    commands.run("reindex", "--source", export)
    generation = current(commands)
    whole = (generation.directory / CONCEPTS).read_bytes()
    damage(generation.directory / CONCEPTS, junk)
    manifest = json.loads((generation.directory / MANIFEST).read_text("utf-8"))
    manifest["checksums"][CONCEPTS] = checksum(generation.directory / CONCEPTS)
    (generation.directory / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with export.open("a", encoding="utf-8") as articles:
        articles.write('{"id": "new", "text": "A new article."}\n')
    assert commands.json("reindex", "--source", export)["new"] == 1
    assert (current(commands).directory / CONCEPTS).read_bytes() == whole
