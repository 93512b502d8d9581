"""The rule tables: readable, consistent with each other, and part of the version."""

import re
import shutil
from pathlib import Path

import pytest

from indexer.extract.names.doubts import FEMININE, NISBA
from indexer.extract.names.given_names import Given
from indexer.extract.names.names import NameKind
from indexer.extract.names.reading import Zone
from indexer.extract.version import CODE_VERSION, EXTRACTION_VERSION
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.tables import rules

DATA = Path(rules.__file__).parent / "data"
PLACES_OF_CUES = {"before", "after", "sentence", "sentence unless", "sentence, behind Jordan", "article"}


def test_the_version_changes_with_the_code_and_with_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.checksum(CODE_VERSION) == EXTRACTION_VERSION != rules.checksum(CODE_VERSION + 1)
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    monkeypatch.setattr(rules, "_DATA", copy)
    assert rules.checksum(CODE_VERSION) == EXTRACTION_VERSION
    (copy / "surnames.txt").write_text("Jordan\n", encoding="utf-8")
    assert rules.checksum(CODE_VERSION) != EXTRACTION_VERSION


def test_every_kind_of_name_has_a_weight_in_every_zone() -> None:
    weights = {
        (row["kind"], row["zone"]) for row in rules.rows("country_weights.tsv", "kind", "zone", "weight", "most")
    }
    kinds = (NameKind.COUNTRY, NameKind.DEMONYM, NameKind.PLACE, NameKind.AGENCY)
    assert {(kind.value, zone.value) for kind in kinds for zone in Zone} <= weights


def test_all_calendars_have_twelve_months() -> None:
    months = [(row["calendar"], int(row["month"])) for row in rules.rows("months.tsv", "calendar", "month", "names")]
    assert months == [(calendar, month) for calendar in ("gregorian", "hijri", "solar hijri") for month in range(1, 13)]


def test_ambiguous_names_are_names_of_countries(gazetteers: Gazetteers) -> None:
    for row in rules.rows("ambiguous_names.tsv", "name", "code"):
        assert row["code"] in gazetteers.countries, row.line


@pytest.mark.parametrize(
    "table", ["ambiguous_names.tsv", "amman_cues.tsv", "given_names.tsv", "held_names.tsv", "other_names.tsv"]
)
def test_every_row_of_a_list_of_names_says_its_kind(table: str) -> None:
    assert all(row.required("kind") for row in rules.rows(table, "kind"))


def test_the_kinds_of_tables_are_those_of_the_code(gazetteers: Gazetteers) -> None:
    kinds = {kind.value for kind in (NameKind.COUNTRY, NameKind.DEMONYM, NameKind.PLACE)}
    for row in rules.rows("held_names.tsv", "side", "of", "words"):
        assert row["side"] in {"before", "after"}, row.line
        assert set(row.values("of")) <= kinds, row.line
        assert row.values("words"), row.line
    for row in rules.rows("given_names.tsv", "kind", "names"):
        assert Given(row["kind"]), row.line
    for row in rules.rows("amman_cues.tsv", "country", "where", "words"):
        assert row["where"] in {
            "before",
            "after",
            "sentence",
            "sentence unless",
            "sentence, behind Jordan",
            "article",
        }, row.line
    for row in rules.rows("ambiguous_names.tsv", "forms"):
        assert row["forms"] in {"", NISBA, FEMININE}, row.line
    assert {row["country"] for row in rules.rows("states.tsv", "country")} <= set(gazetteers.countries)
    assert set(rules.lines("monarchies.txt")) <= set(gazetteers.countries)


def test_no_state_is_an_english_word_in_capitals() -> None:
    assert {"IN", "OR", "ME", "OK", "HI"}.isdisjoint(rules.cells("states.tsv", "names"))


@pytest.mark.parametrize("table", ["other_names.tsv", "given_names.tsv", "country_given_names.tsv"])
def test_no_name_stands_twice(table: str) -> None:
    names = rules.cells(table, "names")
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", ["body_forms.tsv", "relative_words.tsv"])
def test_patterns_compile(table: str) -> None:
    for row in rules.rows(table, "pattern"):
        assert re.compile(row["pattern"])


@pytest.mark.parametrize("path", sorted(DATA.glob("*.txt")), ids=lambda path: path.name)
def test_word_lists_say_what_they_are_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    assert lines[0].startswith("# ")
    assert len(words) == len(set(words))
    assert all(word == word.strip() and word for word in words)
