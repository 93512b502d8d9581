"""Where a folded word stands in a text.

In: a text as published, and a folded word. Out: the offsets of the places. Never here: which article to read.

To tokenize a text takes long. So the whole text is folded at once, and only the pieces between its spaces that have the
word's letters are tokenized.
"""

import re
from collections.abc import Iterator

from analyzers.folding import fold
from analyzers.tokenizer import spans

PIECE = re.compile(r"\S+")
#: Marks that folding drops make a word at most so many letters longer.
MARKS = 3


def places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """The places of a word, from first to last."""
    pieces, folded = list(PIECE.finditer(text)), fold(text).split()
    if len(pieces) != len(folded):
        yield from _within(text, word, 0)
        return
    for piece, letters in zip(pieces, folded, strict=True):
        if word in letters:
            yield from _within(piece[0], word, piece.start())


def _within(piece: str, word: str, before: int) -> Iterator[tuple[int, int]]:
    """The places of a word in a piece of a text that has so many characters before."""
    for start, end in spans(piece):
        if len(word) <= end - start <= len(word) + MARKS and fold(piece[start:end]) == word:
            yield before + start, before + end
