"""The words of the query language, as tables.

In: `operators.tsv` and `fields.tsv` beside this module. Out: their rows. Never here: how they are applied.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Operator(NamedTuple):
    """An operator word: what it means, and the rule that says where it is one."""

    meaning: str
    rule: str


def _rows(name: str) -> list[list[str]]:
    text = files("search.query").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def field_names() -> dict[str, str]:
    """Field name as typed, in lower case -> canonical field."""
    return {row[0]: row[1] for row in _rows("fields.tsv")}


@cache
def operators() -> dict[str, Operator]:
    """Operator word as typed -> what it means."""
    return {word: Operator(meaning, rule) for word, meaning, rule in _rows("operators.tsv")}
