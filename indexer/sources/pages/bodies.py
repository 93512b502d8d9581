"""Of the text that a page's JSON-LD declares and the text that the page shows, the one that counts.

In: two texts of one article. Out: one text. Never here: HTML.

`articleBody` is often cut off, and nearly always without paragraphs and headings. So the shown text counts where it has
the declared one in it; the declared one counts where the page shows another or less, as pages behind a paywall do.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from analyzers.folding import fold

WORD = re.compile(r"\w+")
CUT_OFF = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|\[…\]|\[&hellip;\])\s*$")
#: The share of pairs of words of the declared text that the page must show to have it in it.
COVERED = 0.7
#: The share of pairs of words of a line that the declared text must have for the line to be of it.
LINE_COVERED = 0.5
#: A shown text that goes on for more than this share of the declared one goes on with the article.
LONGEST_TAIL = 0.3

Pairs = set[tuple[str, str]]


def chosen(declared: str, shown: str) -> str:
    """The text of the article: `declared` in JSON-LD, or `shown` on the page."""
    if not declared.strip():
        return shown
    wanted, got = _pairs(declared), _pairs(shown)
    if not wanted or not got:
        return shown if len(shown) > len(declared) else declared
    if len(wanted & got) < COVERED * len(wanted):
        return shown if CUT_OFF.search(declared) and len(got) > len(wanted) else declared
    return shown if CUT_OFF.search(declared) else _without_tail(shown, wanted)


def _without_tail(shown: str, wanted: Pairs) -> str:
    """The shown text from the first to the last line that the declared one has too; a long rest belongs to it as well,
    because then the declared text is only its beginning."""
    lines = shown.split("\n")
    numbers = [number for number, line in enumerate(lines) if _is_of(line, wanted)]
    if not numbers:
        return shown
    last = numbers[-1] + 1
    tail = len(_pairs(" ".join(lines[last:])))
    return "\n".join(lines if tail > LONGEST_TAIL * len(wanted) else lines[:last])


def _is_of(line: str, wanted: Pairs) -> bool:
    pairs = _pairs(line)
    return bool(pairs) and len(pairs & wanted) >= LINE_COVERED * len(pairs)


def _pairs(text: str) -> Pairs:
    words: Sequence[str] = WORD.findall(fold(text))
    return set(pairwise(words))
