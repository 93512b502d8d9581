"""Other spellings of compound names: عبدالرحمن and عبد الرحمن, أبوبكر and أبو بكر, Alasfour and Al-Asfour.

In: adjacent words of a query. Out: where a compound may be spelled otherwise, and the terms of that spelling. Never
here: whether the collection has it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.query.words import QueryWord

#: Words, folded, that begin a compound name and are written with what follows or apart from it.
HEADS = ("عبد", "ابو", "ابي", "ابا", "ابن", "ام", "al", "el", "abdul", "abdel", "abu", "bin", "ibn")
#: Folded heads that stand for each other: سلمان بن عبد العزيز, ابن عبد العزيز.
PAIRS = (("ابن", "بن"), ("bin", "ibn"), ("al", "el"), ("abdul", "abdel"))
EXCHANGED = dict(PAIRS) | {other: head for head, other in PAIRS}
#: The rest of a compound is a name of at least so many letters.
SHORTEST_REST = 3


class Spelling(NamedTuple):
    """Words `first` to `last` (exclusive), and the exact terms of another spelling of them."""

    first: int
    last: int
    terms: tuple[str, ...]


def other_spellings(words: Sequence[QueryWord]) -> Iterator[Spelling]:
    """All other spellings of the compounds among the words."""
    exact = [word.token.exact for word in words]
    for index, term in enumerate(exact):
        yield from (Spelling(index, index + 1, parts) for parts in apart(term))
        if index + 1 < len(exact) and len(exact[index + 1]) >= SHORTEST_REST:
            following = exact[index + 1]
            if term in HEADS:
                yield Spelling(index, index + 2, (term + following,))
            if term in EXCHANGED:
                yield Spelling(index, index + 2, (EXCHANGED[term], following))
                yield Spelling(index, index + 2, (EXCHANGED[term] + following,))


def apart(term: str) -> Iterator[tuple[str, str]]:
    """The ways to write a word apart, behind a head."""
    for head in HEADS:
        rest = term.removeprefix(head)
        if rest != term and len(rest) >= SHORTEST_REST:
            yield head, rest
            if head in EXCHANGED:
                yield EXCHANGED[head], rest
