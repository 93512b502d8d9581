"""The words of a text as they are compared with names: folded, without the English possessive.

In: text as published. Out: words with offsets into it. Never here: which names there are.
"""

from functools import lru_cache
from typing import NamedTuple

from analyzers.folding import fold
from analyzers.tokenizer import chunks, words_of

REMEMBERED_WORDS = 1 << 17
POSSESSIVE = "'s"
ACRONYM_STOP = "."


class NameWord(NamedTuple):
    """One word: offsets, end exclusive, and the key that it is compared by."""

    start: int
    end: int
    key: str


@lru_cache(REMEMBERED_WORDS)
def key_of(word: str) -> str:
    """The comparison key of a word as published: `Kuwait's` -> `kuwait`, `U.S.` -> `u.s`."""
    key = fold(word)
    if key.endswith(POSSESSIVE):
        key = key[: -len(POSSESSIVE)]
    return key.rstrip(ACRONYM_STOP) or key


@lru_cache(REMEMBERED_WORDS)
def _words_in(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """The words of a chunk, with offsets into it. Cached, because a collection repeats its chunks."""
    return tuple([(start, end, key_of(chunk[start:end])) for start, end in words_of(chunk)])


def phrase_key(phrase: str) -> str:
    """The comparison key of a name of several words: the keys of its words, between spaces."""
    return " ".join([key for match in chunks(phrase) for _, _, key in _words_in(match[0])])


def read_words(text: str) -> list[NameWord]:
    """The words of a text, in order."""
    words: list[NameWord] = []
    append, build = words.append, tuple.__new__  # as `NameWord` is built, without a call in Python for each word
    for match in chunks(text):
        base = match.start()
        for start, end, key in _words_in(match[0]):
            append(build(NameWord, (base + start, base + end, key)))
    return words
