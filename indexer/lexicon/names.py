"""Words that are names of persons and of other things, by tables.

In: the word lists and tables of persons, and `data/names.txt`. Out: folded words. Never here: names of places and
bodies, which the gazetteers have, or what an article has in capitals.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from analyzers.shipped import lines_of, path_of
from indexer.naming.words import phrase_key
from indexer.tables import rules

_NAMES = path_of("indexer.lexicon", "data/names.txt")
#: Word lists and tables of persons in the folder of `indexer.tables`.
PERSONS, GIVEN = ("family_names.txt", "surnames.txt", "players.txt", "kunyas.txt", "theophoric.txt"), "given_names.tsv"
#: The kind of given names that are words too: سعيد is also "happy".
ALSO_WORDS = "arabic, also a word"


@cache
def names() -> frozenset[str]:
    """All words of names."""
    return frozenset(word for text in _names() for word in phrase_key(text).split())


def names_version() -> str:
    """A checksum of all words of names, in hexadecimal."""
    return sha256("\n".join(sorted(names())).encode()).hexdigest()


@cache
def also_words() -> frozenset[str]:
    """The given names that are words too."""
    rows = (row for row in rules.rows(GIVEN, "kind", "names") if row["kind"] == ALSO_WORDS)
    return frozenset(phrase_key(name) for row in rows for name in row.values("names"))


def _names() -> Iterator[str]:
    yield from lines_of(_NAMES)
    for name in PERSONS:
        yield from rules.lines(name)
    yield from rules.cells(GIVEN, "names")
