"""Where the sentences of a text begin.

In: a text, and where its tokens begin. Out: offsets. Never here: the sentences of extraction, which knows abbreviations
(`indexer.extract.names.reading`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

#: What stands between two sentences, or between two lines.
SENTENCE_END = re.compile(r"(?<=[.!?؟…])\s+|\n\s*")


def sentence_starts(text: str) -> list[int]:
    """The offset of each sentence and line but the first."""
    return [match.end() for match in SENTENCE_END.finditer(text)]


def opened_by(text: str, token_starts: Sequence[int]) -> dict[int, int]:
    """The number of each token that a sentence begins with -> the offset of the sentence, at most that of the token."""
    found = {bisect_left(token_starts, start): start for start in sentence_starts(text)}
    return {token: start for token, start in found.items() if token < len(token_starts)}
