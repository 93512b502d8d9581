"""The words of the query language, as tables.

In: `operators.tsv` and `fields.tsv` beside this module. Out: their rows. Never here: how they are applied.
"""

from functools import cache
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of


class Operator(NamedTuple):
    """An operator word: what it means, and the rule that says where it is one."""

    meaning: str
    rule: str


def _rows(name: str) -> list[list[str]]:
    return rows_of(path_of("search.query", name))


@cache
def field_names() -> dict[str, str]:
    """Field name as typed, in lower case -> canonical field."""
    return {row[0]: row[1] for row in _rows("fields.tsv")}


@cache
def operators() -> dict[str, Operator]:
    """Operator word as typed -> what it means."""
    return {word: Operator(meaning, rule) for word, meaning, rule in _rows("operators.tsv")}
