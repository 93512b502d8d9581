"""Which words of a query are a date.

In: the words of a run, each with the text that it was cut from. Out: the dates among them, with the indices of their
words. Never here: what a date means (`search.dates`), or whether anything was published then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.dates.typed import TypedDate, find_typed
from search.query.words import QueryWord


@dataclass(frozen=True, slots=True)
class DatedWords:
    """Words `first` to `last` (exclusive) of a run that are a date, as typed."""

    first: int
    last: int
    typed: str
    date: TypedDate


def dated_words(words: Sequence[QueryWord]) -> Iterator[DatedWords]:
    """The dates of a run in order; none that begins or ends within a word."""
    if not words:
        return
    base, text = words[0].leaf_start, _text(words)
    for one in find_typed(text):
        inside = [index for index, word in enumerate(words) if one.start <= word.start - base < one.end]
        if inside and not any(word.start - base < edge < word.end - base for word in words for edge in _edges(one)):
            yield DatedWords(inside[0], inside[-1] + 1, text[one.start : one.end], one)


def _edges(one: TypedDate) -> tuple[int, int]:
    return one.start, one.end


def _text(words: Sequence[QueryWord]) -> str:
    """A run of words with spaces for what is between their leaves, from the beginning of the first leaf on."""
    start, text = words[0].leaf_start, ""
    for at, leaf in sorted({(word.leaf_start, word.leaf) for word in words}):
        text = text.ljust(at - start) + leaf
    return text
