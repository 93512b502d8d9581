"""The plain words that an inflected word may be of.

In: a folded word. Out: candidates for its lemma, the likelier first, with their parts of speech. Never here: whether a
table has them.

A stem joins a word with what is derived from it, *allowed* with *allowance*, كتابة with كتاب. An inflection is
closer: the endings of plurals, tenses and pronouns are tried before the stem. They are a table,
`data/inflections.tsv`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of

#: A consonant that is doubled before an ending: planned, running.
DOUBLED = frozenset("bdgklmnprtvz")
NOTHING, VALUE = "-", "|"
REMEMBERED = 1 << 12


class Ending(NamedTuple):
    """An ending, what the plain word has instead, the least number of letters before it, and the parts of speech that
    it inflects; none for any."""

    ending: str
    instead: tuple[str, ...]
    rest: int
    of: tuple[str, ...]


@lru_cache(REMEMBERED)
def plain_words(word: str) -> dict[str, tuple[str, ...]]:
    """The candidates for the lemma of a folded word, in order, each with the parts of speech that it may have, none for
    any: *wells* is of a noun or a verb, not of the adverb. Empty if the word has no ending of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for one, of in _plain(word):
        found.setdefault(one, of)
    return found


def _plain(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for ending, instead, shortest, of in _endings():
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < shortest:
            continue
        yield from ((rest + one, of) for one in instead)
        if len(rest) > shortest and rest[-1] in DOUBLED and rest[-2] == rest[-1]:
            yield rest[:-1], of


@cache
def _endings() -> tuple[Ending, ...]:
    rows = rows_of(path_of("indexer.lexicon", "data/inflections.tsv"))
    return tuple([Ending(ending, _values(cell), int(rest), _any(of)) for ending, cell, rest, of in rows])


def _values(cell: str) -> tuple[str, ...]:
    return tuple(["" if one == NOTHING else one for one in cell.split(VALUE)])


def _any(cell: str) -> tuple[str, ...]:
    return () if cell == NOTHING else tuple(cell.split(VALUE))
