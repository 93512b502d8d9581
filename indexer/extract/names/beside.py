"""The words and names beside a name: before it, after it, and in one list with it.

In: a part of a reading and a name in it. Out: keys of words, and names. Never here: what they mean.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from functools import cache

from indexer.extract.names.names import Name
from indexer.extract.names.reading import ArticlePart
from indexer.naming.forms import bare_forms
from indexer.naming.words import phrase_key
from indexer.tables import rules

#: Signs between two names of a list.
SIGNS = ",،;؛/-–•*"
SPACES = " \t\n\r\u00a0"
#: A number behind a name of a list: `عمان 66 والأردن 67`, `الأردن (2-1)`.
NUMBER = re.compile(r"\(?\d[\d.,%-]*\)?")
COMMA = ","
WAW = "و"
#: Most words between two names of a list.
MOST_BETWEEN = 3
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
    """Whether the word that follows the words before `last` is one of `words`, or the two that do; a number between
    does not matter."""
    following = part.key(last)
    if following in words or f"{following} {part.key(last + 1)}" in words:
        return True
    return following.isdecimal() and part.key(last + 1) in words


def joined(part: ArticlePart, first: int) -> bool:
    """Whether only a space, or the stop of an abbreviation, precedes a word."""
    return first > 0 and not part.between(first - 1, first).strip(" .")


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


def next_name(part: ArticlePart, name: Name) -> Name | None:
    """The name that follows a name, or None."""
    at = _place(part, name) + 1
    return part.names[at] if at < len(part.names) else None


def previous_name(part: ArticlePart, name: Name) -> Name | None:
    """The name before a name, or None."""
    at = _place(part, name)
    return part.names[at - 1] if at else None


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
    """What joins two names in a list: `,` for a sign alone, `و` for a word "and", or ""."""
    if not left.last <= right.first <= left.last + MOST_BETWEEN:
        return ""
    between = part.between(left.last - 1, right.first)
    rest = NUMBER.sub("", between).strip(SIGNS + SPACES)
    if rest and phrase_key(rest) not in _joining_words():
        return ""
    if rest or part.key(right.first).startswith(WAW):
        return WAW
    return COMMA if between.strip() or "\n" in between else ""


@cache
def _joining_words() -> frozenset[str]:
    return frozenset(map(phrase_key, rules.lines("list_joints.txt")))
