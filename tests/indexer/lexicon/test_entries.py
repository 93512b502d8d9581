"""The rows of a lexicon: a bad one is named with file and line, and the others are used."""

from pathlib import Path

import pytest
from lexicon_table import ROWS, write_table

from analyzers.pipeline import Analyzer
from indexer.lexicon.entries import Entry, read, read_all
from indexer.model.errors import GazetteerError
from indexer.model.settings import seeds_directory

ANALYZER = Analyzer()
LAST = len(ROWS) + 2


def test_rows_become_entries(tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", "# a note", ""), ANALYZER)
    assert found.faults == ()
    assert found.entries[1] == Entry("سفينة", "n", ("سفن",), ("ship", "vessel"))
    assert [entry.language for entry in found.entries] == ["ar"] * 3 + ["en"] * 6


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("ship;n;;باخرة", "ship (n) has a row already"),
        ("boat;n;", "3 cells instead of 4"),
        ("boat;n;;", "one side is empty"),
        (";n;;قارب", "one side is empty"),
        ("boat;noun;;قارب", "'noun' is none of"),
        ("boat;n;;vessel", "'vessel' is in the wrong script"),
        ("boat;n;قوارب;قارب", "'قوارب' is in the wrong script"),
        ("قارب;n;;قوارب", "'قوارب' is in the wrong script"),
        ("the;n;;قارب", "the is a stop word"),
        ("في;adv;;inside", "في is a stop word"),
        ("123;n;;قارب", "is neither Arabic nor English"),
        (
            f"boat;n;;{'|'.join('ق' * length for length in range(1, 50))}",
            "in one cell",
        ),
        (f"boat;n;;{' قارب' * 300}", "more than 6 words"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_used(tmp_path: Path, row: str, words: str) -> None:
    path = write_table(tmp_path / "lexicon.tsv", row)
    found = read(path, ANALYZER)
    assert len(found.entries) == len(ROWS)
    (fault,) = map(str, found.faults)
    assert fault.startswith(f"{path}:{LAST}: ")
    assert words in fault


def test_a_stop_word_with_other_forms_is_used(tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", "كان;v;سيكونون;exist"), ANALYZER)
    assert found.faults == ()


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="the first line has to name the columns lemma, pos"):
        read(write_table(tmp_path / "lexicon.tsv", header="word;translations"), ANALYZER)


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_bytes("lemma\tpos\tforms\ttranslations\nسفينة\tn\t\tship".encode("cp1256"))
    with pytest.raises(GazetteerError, match="cannot be read"):
        read(path, ANALYZER)


def test_a_later_table_adds_only_words_that_are_new(tmp_path: Path) -> None:
    ours = write_table(tmp_path / "ours.tsv")
    theirs = write_table(tmp_path / "theirs.tsv", rows=("Ship;other;;فلك", "harbour;other;;مرفأ"))
    found = read_all([ours, theirs], ANALYZER)
    assert [entry.lemma for entry in found.entries[len(ROWS) :]] == ["harbour"]


def test_the_shipped_lexicon_has_no_bad_row() -> None:
    found = read(seeds_directory() / "lexicon.tsv", ANALYZER)
    assert list(map(str, found.faults)) == []
    assert sum(entry.language == "ar" for entry in found.entries) > 3000
    assert sum(entry.language == "en" for entry in found.entries) > 3000
