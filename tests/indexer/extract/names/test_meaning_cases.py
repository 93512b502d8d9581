"""Names of countries that are the names of something else too: one row of `meaning_cases.tsv` for each case."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.model.article import Article
from indexer.tables.table import Row, read

CASES = Path(__file__).with_name("meaning_cases.tsv")
#: Least cases of a language.
ENOUGH = 40
NONE = "-"


def cases() -> list[Row]:
    return read(CASES, ("kind", "there", "absent", "text"))


@pytest.mark.parametrize("row", cases(), ids=lambda row: f"{row['kind']}, line {row.line}")
def test_what_a_name_means(extract: Callable[..., Article], row: Row) -> None:
    found = {mention.code for mention in extract(row["text"]).countries}
    wanted, unwanted = (set(row[column].split()) - {NONE} for column in ("there", "absent"))
    assert wanted <= found, row["text"]
    assert not unwanted & found, row["text"]


def test_the_cases_are_of_both_languages_and_none_is_empty() -> None:
    rows = cases()
    english = sum(row["text"].isascii() for row in rows)
    assert min(english, len(rows) - english) >= ENOUGH
    assert all({row["there"], row["absent"]} != {NONE} for row in rows)
