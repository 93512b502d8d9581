"""The words and names beside a name: before it, after it, and in one list with it.

In: a part of a reading and a name in it. Out: keys of words, and names. Never here: what they mean.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator

from indexer.extract.names.names import Name
from indexer.extract.names.reading import ArticlePart
from indexer.naming.forms import bare_forms

AND = frozenset({"و", "and", "&"})
COMMAS = frozenset({",", "،"})
WAW = "و"
#: Most names of a list that are looked at, to either side.
MOST_LISTED = 8


def words_before(part: ArticlePart, first: int) -> tuple[str, ...]:
    """The word before word `first`, with and without clitics, then the two words before it as one phrase."""
    if first <= 0:
        return ()
    before = part.words[first - 1].key
    return (*bare_forms(before), f"{part.key(first - 2)} {before}")


def comes_before(part: ArticlePart, first: int, words: Container[str]) -> bool:
    """Whether the word before word `first` is one of `words`, with or without clitics, or the last two are."""
    return any(form in words for form in words_before(part, first))


def comes_after(part: ArticlePart, last: int, words: Container[str]) -> bool:
    """Whether the word that follows the words before `last` is one of `words`; a number between does not matter."""
    following = part.key(last)
    return following in words or (following.isdecimal() and part.key(last + 1) in words)


def listed_with(part: ArticlePart, name: Name) -> Iterator[tuple[Name, str]]:
    """The other names of the list that a name is in, nearest first to either side, and what joins each to the name next
    to it: `,` or `و`."""
    at = _place(part, name)
    yield from _chain(part, at, -1)
    yield from _chain(part, at, 1)


def names_near(part: ArticlePart, name: Name) -> Iterator[Name]:
    """The nearest names to either side."""
    at = _place(part, name)
    for step in (-1, 1):
        yield from map(part.names.__getitem__, _indices(part, at, step))


def _place(part: ArticlePart, name: Name) -> int:
    return bisect_left(part.names, name.first, key=lambda other: other.first)


def _chain(part: ArticlePart, at: int, step: int) -> Iterator[tuple[Name, str]]:
    near = part.names[at]
    for other in map(part.names.__getitem__, _indices(part, at, step)):
        joint = _joint(part, *((near, other) if step > 0 else (other, near)))
        if not joint:
            return
        yield other, joint
        near = other


def _indices(part: ArticlePart, at: int, step: int) -> range:
    """The places of the nearest names to one side."""
    if step > 0:
        return range(at + 1, min(len(part.names), at + 1 + MOST_LISTED))
    return range(at - 1, max(-1, at - 1 - MOST_LISTED), -1)


def _joint(part: ArticlePart, left: Name, right: Name) -> str:
    """What joins two names in a list: `,` for a comma alone, `و` for a word "and", or ""."""
    if right.first < left.last:
        return ""
    between = part.between(left.last - 1, right.first).split()
    words = [word for piece in between for word in (piece.strip(",،"),) if word]
    if any(word not in AND for word in words):
        return ""
    if words or part.key(right.first).startswith(WAW):
        return WAW
    return "," if between and set("".join(between)) <= COMMAS else ""
