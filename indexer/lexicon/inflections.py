"""The plain words that an inflected word may be of.

In: a folded word. Out: candidates for its lemma, the likelier first. Never here: whether a table has them.

A stem joins a word with what is derived from it, *allowed* with *allowance*, كتابة with كتاب. An inflection is
closer: the endings of plurals, tenses and pronouns are tried before the stem. They are a table,
`data/inflections.tsv`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.shipped import path_of, rows_of

#: A consonant that is doubled before an ending: planned, running.
DOUBLED = frozenset("bdgklmnprtvz")
NOTHING, VALUE = "-", "|"
REMEMBERED = 1 << 12


class Ending(NamedTuple):
    """An ending, what the plain word has instead, and the least number of letters before it."""

    ending: str
    instead: tuple[str, ...]
    rest: int


@lru_cache(REMEMBERED)
def plain_words(word: str) -> tuple[str, ...]:
    """The candidates for the lemma of a folded word, each once; none if it has no ending of the table."""
    return tuple(dict.fromkeys(_plain(word)))


def bare(key: str) -> str:
    """A folded word without the Arabic article."""
    return key.removeprefix(ARTICLE) if len(key) > len(ARTICLE) + 1 else key


def _plain(word: str) -> Iterator[str]:
    for ending, instead, shortest in _endings():
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < shortest:
            continue
        yield from (rest + one for one in instead)
        if len(rest) > shortest and rest[-1] in DOUBLED and rest[-2] == rest[-1]:
            yield rest[:-1]


@cache
def _endings() -> tuple[Ending, ...]:
    rows = rows_of(path_of("indexer.lexicon", "data/inflections.tsv"))
    return tuple([Ending(ending, _instead(cell), int(rest)) for ending, cell, rest in rows])


def _instead(cell: str) -> tuple[str, ...]:
    return tuple(["" if one == NOTHING else one for one in cell.split(VALUE)])
