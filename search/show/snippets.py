"""The passage of a text that shows best why it was found.

In: a text, its tokens that matched, where its sentences begin. Out: a span of whole words of about SNIPPET characters,
or the text's lead when nothing matched. Never here: analysis, or HTML.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from search.show.highlight import Mark

SNIPPET = 240
#: A sentence is shown from its start when the match is at most this far into it.
REACH = 150
#: Otherwise this much is shown before the match.
BEFORE = 60
#: A cut looks this far back for the end of a word.
WORD = 40

SPACE = re.compile(r"\s")
LAST_SPACE = re.compile(r".*\s", re.DOTALL)


def passage(text: str, matched: Sequence[Mark], starts: Sequence[int] = (0,), length: int = SNIPPET) -> tuple[int, int]:
    """Start and end of the best passage: most different matched words, then most of them, then the earliest. `starts`
    are the offsets of sentences and lines, 0 among them."""
    if not matched:
        return 0, _word_end(text, 0, length)
    offsets = [token.start for token in matched]
    best, best_worth, span = (0, 0), (-1, -1, 0), (-1, -1)
    for token in matched:
        before, span = span, _around(text, token, starts, length)
        if span == before:
            continue
        inside = matched[bisect_left(offsets, span[0]) : bisect_left(offsets, span[1])]
        worth = (len({other.word for other in inside}), min(len(inside), 6), -span[0])
        if worth > best_worth:
            best, best_worth = span, worth
    return best


def _around(text: str, token: Mark, starts: Sequence[int], length: int) -> tuple[int, int]:
    """The passage that shows one match."""
    start = starts[bisect_right(starts, token.start) - 1]
    if token.end - start > min(REACH, length):
        start = _word_start(text, max(0, token.start - min(BEFORE, length // 4)), token.start)
    return start, max(_word_end(text, start, length), min(token.end, start + 2 * length))


def _word_start(text: str, earliest: int, latest: int) -> int:
    """The first start of a word from `earliest` on; `latest` when there is none before it."""
    if earliest == 0:
        return 0
    space = SPACE.search(text, earliest - 1, latest)
    return space.end() if space else latest


def _word_end(text: str, start: int, length: int) -> int:
    """The last end of a word at most `length` characters after `start`; a longer word is cut."""
    end = start + length
    if end >= len(text):
        return len(text)
    words = LAST_SPACE.match(text, max(start, end - WORD) + 1, end + 1)
    return words.end() - 1 if words else end
