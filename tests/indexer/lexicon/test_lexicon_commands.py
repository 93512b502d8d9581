"""The lexicon as an operator meets it: imported, checked, part of the generation, and bad rows named."""

import json
import shutil
from pathlib import Path

import pytest
from lexicon_table import write_table

from indexer.__main__ import main
from indexer.generations.generations import TRANSLATIONS, Generations
from indexer.lexicon.checking import is_held_out
from tests.indexer.running import Commands, write_export

ARTICLES = (
    {"id": "en", "text": "The lanterns stood on the quay. Zanzibar traders bought them.", "title": ""},
    {"id": "ar", "text": "وقفت الفوانيس على الرصيف.", "title": ""},
)
NUMBERED = ("harbour", "windmill", "orchard", "tower", "bridge", "cottage", "chapel", "fountain")
ROWS = ("lantern;n;;فانوس", "فانوس;n;فوانيس;lantern", "quay;n;;مرسى", "مرسى;n;;anchorage", "anchorage;n;;مرسى")


@pytest.fixture
def seeds(tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seeds with a small lexicon."""
    seeds = tmp_path / "seeds"
    shutil.copytree(small_seeds, seeds)
    write_table(seeds / "lexicon.tsv", rows=ROWS)
    monkeypatch.setenv("MITHAQ_SEEDS", str(seeds))
    return seeds


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "data", capsys)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export.jsonl", ARTICLES)


def built(commands: Commands) -> tuple[str, str]:
    """The served generation, and the version of its translations."""
    current = Generations(commands.data).current()
    assert current is not None
    assert (current.directory / TRANSLATIONS).exists() == bool(current.manifest.translations)
    return current.name, current.manifest.translations


def test_an_edited_lexicon_makes_a_generation_without_indexing(commands: Commands, seeds: Path, export: Path) -> None:
    commands.run("reindex", "--source", export)
    name, version = built(commands)
    assert commands.json("reindex", "--source", export)["built"] is False
    write_table(seeds / "lexicon.tsv", "sail;n;;شراع", rows=ROWS)
    outcome = commands.json("reindex", "--source", export)
    assert outcome["reason"] == f"continues {name}; the lexicon changed"
    assert built(commands)[1] != version


def test_damaged_translations_are_written_again(commands: Commands, seeds: Path, export: Path) -> None:
    commands.run("reindex", "--source", export)
    name, version = built(commands)
    (commands.data / name / TRANSLATIONS).write_bytes(b"damaged")
    outcome = commands.json("reindex", "--source", export)
    assert outcome["reason"] == f"continues {name}; its {TRANSLATIONS} is damaged"
    assert built(commands)[1] == version
    assert commands.run("verify")[0] == 0


def test_a_new_article_keeps_the_translations(commands: Commands, seeds: Path, export: Path) -> None:
    commands.run("reindex", "--source", export)
    before = (commands.data / built(commands)[0] / TRANSLATIONS).read_bytes()
    write_export(export, (*ARTICLES, {"id": "new", "text": "A new one."}))
    commands.run("reindex", "--source", export)
    name, _ = built(commands)
    assert name == "gen-000002"
    assert (commands.data / name / TRANSLATIONS).read_bytes() == before


def test_a_bad_row_is_named_and_the_rest_used(commands: Commands, seeds: Path, export: Path) -> None:
    table = write_table(seeds / "lexicon.tsv", "sail;n;", rows=ROWS)
    code, out, err = commands.run("reindex", "--source", export)
    assert (code, f"{table}:{len(ROWS) + 2}: 3 cells instead of 4" in err) == (0, True)
    assert "built" in out
    # A run that writes nothing says it no more.
    assert commands.run("reindex", "--quiet", "--source", export) == (0, "", "")


def test_strictly_a_bad_row_stops_the_run(commands: Commands, seeds: Path, export: Path) -> None:
    write_table(seeds / "lexicon.tsv", "sail;n;", rows=ROWS)
    code, _, err = commands.run("reindex", "--strict", "--source", export)
    assert (code, "3 cells instead of 4" in err) == (1, True)
    assert Generations(commands.data).current() is None


def test_a_dictionary_is_imported_below_ours(commands: Commands, seeds: Path, export: Path, tmp_path: Path) -> None:
    commands.run("reindex", "--source", export)
    theirs = tmp_path / "theirs.tsv"
    theirs.write_text("Trader\tتاجر\nLantern\tمشعل\nbroken\n", encoding="utf-8")
    code, out, err = commands.run("lexicon", "import", theirs)
    assert code == 0
    assert out.startswith(f"2 words were imported into {commands.data / 'lexicon' / 'theirs.tsv'}")
    assert f"{theirs}:3: has no translation behind a tab" in err
    assert commands.json("reindex", "--source", export)["reason"].endswith("the lexicon changed")


def test_strictly_a_broken_dictionary_is_not_imported(commands: Commands, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.tsv"
    theirs.write_text("Trader\tتاجر\nbroken\n", encoding="utf-8")
    code, _, err = commands.run("lexicon", "import", theirs, "--strict")
    assert code == 4
    assert "nothing was imported" in err
    assert not (commands.data / "lexicon").exists()


def test_a_check_counts_words_and_names_rows(commands: Commands, seeds: Path, export: Path) -> None:
    write_table(seeds / "lexicon.tsv", "memorandum;n;;مذكرة", "oyster;n;;محارة", rows=ROWS)
    commands.run("reindex", "--source", export)
    found = commands.json("glossary", "check")
    assert found["entries"] == len(ROWS) + 2
    # The lanterns and the quay.
    assert (found["coverage"]["en"]["known"], found["coverage"]["en"]["words"]) == (2, 6)
    assert "traders" in found["coverage"]["en"]["missing"]
    assert found["one_way"] == ["quay - مرسى"]
    assert found["clashes"] == ["memorandum (n)"]
    assert set(found["dead"]) == {"memorandum (n)", "oyster (n)", "مرسى (n)", "quay (n)", "anchorage (n)"}
    assert json.dumps(found)
    code, out, _ = commands.run("glossary", "check")
    assert (code, "1 first translation that is not translated back: quay - مرسى" in out) == (0, True)


def test_a_check_reads_the_articles_that_were_held_out(commands: Commands, seeds: Path, export: Path) -> None:
    articles = [{"id": str(number), "text": f"The {word} stood on the quay."} for number, word in enumerate(NUMBERED)]
    write_export(export, tuple(articles))
    commands.run("reindex", "--source", export)
    held = [word for number, word in enumerate(NUMBERED) if is_held_out(str(number))]
    assert 0 < len(held) < len(NUMBERED)
    found = commands.json("glossary", "check", "--held-out")
    assert set(found["coverage"]["en"]["missing"]) == {*held, "stood"}


def test_a_check_needs_an_archive(commands: Commands, seeds: Path) -> None:
    code, _, err = commands.run("glossary", "check")
    assert (code, "there is no archive yet" in err) == (1, True)


def test_rows_are_tried_by_the_command_that_searches(
    seeds: Path, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its words and its exit code are passed on."""
    data = str(tmp_path / "data")
    assert main(["reindex", "--data", data, "--source", str(export)]) == 0
    rows = tmp_path / "-rows.tsv"
    rows.write_text("id\tar\ten\ntraders\tفوانيس\ttraders\nbad\n", encoding="utf-8")
    judged = tmp_path / "judged.tsv"
    judged.write_text("traders\tar\n", encoding="utf-8")
    capsys.readouterr()
    options = ["--data", data, "--judged", str(judged)]
    assert main(["glossary", "try", str(rows), *options, "--json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert found["mrr"] == {"before": 0.0, "after": 0.5}
    assert err == f"mithaq: {rows}:3: 1 cell, but the header has 3 columns; separate them by tabs\n"
    assert main(["glossary", "try", str(rows), *options, "--strict"]) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("try",), "glossary try needs a file of rows"),
        (("try", "none.tsv"), "none.tsv: there is no such file"),
        (("check", "rows.tsv"), "glossary check takes no file"),
    ],
)
def test_try_needs_a_file_and_check_takes_none(
    commands: Commands, seeds: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = commands.run("glossary", *arguments)
    assert (code, out, words in err) == (2, "", True)
