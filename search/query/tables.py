"""The words of the query language, as tables.

In: `operators.tsv` and `fields.tsv` in this folder, the names of the facets. Out: what each word means. Never here:
a query.
"""

from functools import cache
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of
from indexer.model.schema import SHOWN_FACETS


class Operator(NamedTuple):
    """The meaning of an operator word, and the rule that says where the word is an operator."""

    meaning: str
    rule: str


def _rows(name: str) -> list[list[str]]:
    return rows_of(path_of("search.query", name))


@cache
def field_names() -> dict[str, str]:
    """Field name as typed, in lower case -> canonical field. A facet has its own name, and those of the table."""
    return {name: name for name in SHOWN_FACETS} | {row[0]: row[1] for row in _rows("fields.tsv")}


@cache
def operators() -> dict[str, Operator]:
    """Operator word as typed -> what it means."""
    return {word: Operator(meaning, rule) for word, meaning, rule in _rows("operators.tsv")}
