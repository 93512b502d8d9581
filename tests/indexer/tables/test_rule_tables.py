"""The rule tables: readable, consistent with each other, and part of the version."""

import re
import shutil
from pathlib import Path

import pytest

from indexer.extract.names.names import NameKind
from indexer.extract.names.reading import Zone
from indexer.extract.version import CODE_VERSION, EXTRACTION_VERSION
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.tables import rules

DATA = Path(rules.__file__).parent / "data"


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


def test_both_calendars_have_twelve_months() -> None:
    months = [(row["calendar"], int(row["month"])) for row in rules.rows("months.tsv", "calendar", "month", "names")]
    assert months == [(calendar, month) for calendar in ("gregorian", "hijri") for month in range(1, 13)]


def test_ambiguous_names_are_names_of_countries(gazetteers: Gazetteers) -> None:
    for row in rules.rows("ambiguous_names.tsv", "name", "code"):
        assert row["code"] in gazetteers.countries, row.line


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
