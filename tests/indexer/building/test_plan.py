"""A run that finds nothing new says so by versions alone, and loads nothing that builds an index."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.gazetteers.gazetteers import Gazetteers
from indexer.generations.generations import Generations
from indexer.model.settings import read_settings
from tests.indexer.running import Commands

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
HEAVY = ("numpy", "whoosh", "rensa", "trafilatura", "feedparser", "lxml", "charset_normalizer", "urllib3", "rich")


def test_a_run_without_anything_new_loads_nothing_that_builds(commands: Commands, export: Path) -> None:
    assert commands.run("reindex", "--quiet", "--source", export)[0] == 0
    code = f"""
import sys
from indexer.__main__ import main
assert main(["reindex", "--quiet", "--data", {str(commands.data)!r}, "--source", {str(export)!r}]) == 0
print([name for name in {HEAVY} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    current = Generations(commands.data).current()
    assert current is not None
    assert current.name == "gen-000001"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the gazetteers, which the commands use."""
    seeds = tmp_path / "seeds"
    shutil.copytree(read_settings({}).gazetteers, seeds / "gazetteers")
    monkeypatch.setenv("MITHAQ_SEEDS", str(seeds))
    return seeds / "gazetteers"


def test_an_edited_table_rebuilds_and_says_why(commands: Commands, export: Path, tables: Path) -> None:
    commands.run("reindex", "--source", export)
    with (tables / "places.tsv").open("a", encoding="utf-8") as file:
        file.write("# a remark of the curator\n")
    outcome = commands.json("reindex", "--source", export)
    assert outcome["built"]
    assert outcome["reason"].startswith("gazetteers changed from ")


def test_a_table_that_is_edited_while_a_run_begins_rebuilds_too(
    commands: Commands, export: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.run("reindex", "--source", export)
    load = Gazetteers.load

    def edited(folder: Path) -> Gazetteers:
        with (tables / "places.tsv").open("a", encoding="utf-8") as file:
            file.write("# a remark of the curator\n")
        return load(folder)

    monkeypatch.setattr(Gazetteers, "load", edited)
    rows = [*export.read_text("utf-8").splitlines(), json.dumps({"id": "new", "text": "News of Muscat."})]
    export.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert commands.json("reindex", "--source", export)["reason"].startswith("gazetteers changed from ")


def test_a_fault_in_a_table_is_one_line_and_what_was_read_is_archived(
    commands: Commands, export: Path, tables: Path
) -> None:
    commands.run("reindex", "--source", export)
    with (tables / "places.tsv").open("a", encoding="utf-8") as file:
        file.write("only one cell\n")
    code, out, err = commands.run("reindex", "--quiet", "--source", export)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"{tables / 'places.tsv'}:" in err
    assert commands.json("status")["generation"] == "gen-000001"


def test_a_missing_table_is_one_line(commands: Commands, export: Path, tables: Path) -> None:
    (tables / "sources.tsv").unlink()
    code, _, err = commands.run("reindex", "--quiet", "--source", export)
    assert (code, err.count("\n")) == (1, 1)
    assert "sources.tsv" in err


def test_a_damaged_lexicon_rebuilds(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    lexicon = commands.data / "gen-000001" / "lexicon.txt"
    lexicon.write_bytes(lexicon.read_bytes() + b"x")
    assert "damaged" in commands.json("reindex", "--source", export)["reason"]


@pytest.mark.parametrize("changed", [False, True], ids=["nothing new", "a new article"])
@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda index: os.truncate(_largest(index), 100), "bytes instead of"),
        (lambda index: _largest(index).unlink(), "is missing"),
        (lambda index: (index / "engine.json").unlink(), "engine.json is missing"),
        (lambda index: (index / "engine.json").write_text("junk"), "engine.json cannot be read"),
        (lambda index: (index / "engine.json").write_text(_without_files(index)), "engine.json: is not as it was"),
        (lambda index: shutil.rmtree(index), "engine.json is missing"),
    ],
)
def test_a_damaged_index_is_built_anew_by_the_next_run(
    commands: Commands,
    export: Path,
    changed: bool,
    damage: Callable[[Path], object],
    what: str,
) -> None:
    commands.run("reindex", "--source", export)
    damage(commands.data / "gen-000001" / "index")
    code, told, _ = commands.run("status")
    assert (code, what in told) == (1, True)
    assert "fault: the served generation is damaged: " in told
    assert "; the next run builds it anew; to have that at once, run: python -m indexer reindex\n" in told
    if changed:
        with export.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": "new", "text": "News of Muscat."}) + "\n")
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")
    generation = commands.json("status")
    assert (generation["generation"], generation["articles"]) == ("gen-000002", 3 + changed)
    assert generation["why"].startswith("the served generation is damaged: ")
    assert what in generation["why"]
    assert "run:" not in generation["why"]
    assert commands.run("verify")[0] == 0
    assert commands.json("reindex", "--source", export)["built"] is False


@pytest.mark.parametrize("table", ["lexicon.txt", "concepts.json", "stories.sqlite"])
@pytest.mark.parametrize("lost", [False, True], ids=["altered", "lost"])
def test_a_status_names_a_damaged_table_until_the_next_run(
    commands: Commands, export: Path, table: str, lost: bool
) -> None:
    commands.run("reindex", "--source", export)
    file = commands.data / "gen-000001" / table
    if lost:
        file.unlink()
    else:
        file.write_bytes(file.read_bytes() + b" ")
    code, out, _ = commands.run("status", "--json")
    assert (code, json.loads(out)["fault"].count(f"{file}: is missing, or not as it was written")) == (1, 1)
    commands.run("reindex", "--source", export)
    assert "fault" not in commands.json("status")


def test_a_status_names_an_engine_that_this_code_does_not_have(commands: Commands, export: Path) -> None:
    commands.run("reindex", "--source", export)
    manifest = commands.data / "gen-000001" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"engine": "steam"}), encoding="utf-8")
    code, out, _ = commands.run("status")
    assert (code, "the engine 'steam', which this code does not have" in out) == (1, True)


@pytest.mark.parametrize(("suffix", "at"), [(".inv", 0.2), (".inv", 0.4), (".doc", 0.2), (".doc", 0.6)])
def test_a_damage_that_no_glance_shows_is_built_anew_when_an_article_changes(
    commands: Commands, export: Path, suffix: str, at: float
) -> None:
    commands.run("reindex", "--source", export)
    (file,) = (commands.data / "gen-000001" / "index").glob(f"*{suffix}")
    content = bytearray(file.read_bytes())
    middle = int(len(content) * at)
    for index in range(max(0, middle - 20), min(len(content), middle + 20)):
        content[index] ^= 0xFF
    file.write_bytes(content)
    with export.open("a", encoding="utf-8") as articles:
        articles.write(json.dumps({"id": "new", "text": "News of Muscat."}) + "\n")
    outcome = commands.json("reindex", "--source", export)
    assert (outcome["new"], outcome["built"]) == (1, True)
    assert outcome["reason"].startswith("the served generation is damaged: ")
    assert file.name in outcome["reason"]
    assert commands.run("verify")[0] == 0


def _largest(index: Path) -> Path:
    return max(index.iterdir(), key=lambda path: path.stat().st_size)


def _without_files(index: Path) -> str:
    return json.dumps(json.loads((index / "engine.json").read_text("utf-8")) | {"files": {}})


def _export(path: Path, articles: int) -> None:
    rows = [json.dumps({"id": f"n{one}", "text": f"Zanzibar signed memorandum {one}."}) for one in range(articles)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_a_collection_that_outgrew_its_vocabulary_is_built_anew_once(commands: Commands, export: Path) -> None:
    _export(export, 150)
    commands.run("reindex", "--source", export)
    _export(export, 349)
    assert commands.json("reindex", "--source", export)["reason"] == "continues gen-000001"
    _export(export, 350)
    outcome = commands.json("reindex", "--source", export)
    assert outcome["reason"] == "the vocabulary was taken from 150 articles, and there are 350 now"
    assert "zanzibar 350\n" in (commands.data / "gen-000003" / "lexicon.txt").read_text("utf-8")
    assert not commands.json("reindex", "--source", export)["built"]
    _export(export, 351)
    assert commands.json("reindex", "--source", export)["reason"] == "continues gen-000003"


def test_a_vocabulary_is_not_taken_anew_before_the_collection_has_doubled(
    commands: Commands, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.building.plan.OUTGROWN_ARTICLES", 2)
    _export(export, 10)
    commands.run("reindex", "--source", export)
    _export(export, 19)
    assert commands.json("reindex", "--source", export)["reason"] == "continues gen-000001"
    _export(export, 20)
    assert commands.json("reindex", "--source", export)["reason"].startswith("the vocabulary was taken from 10 ")
