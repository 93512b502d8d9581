"""A text as dates are looked for in it: folded, with a way back to the offsets of the text as published.

In: text as published. Out: `FoldedText`. Never here: a date, or a change to the text itself.
Beside what `analyzers.folding` folds (marks, digits, letters of other keyboards, presentation forms), the Arabic comma
is a comma, the Arabic date separator a slash, and apostrophes are left out (`Sha'ban`, `Rabi‘`).
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from analyzers.folding import fold

#: Signs that mean the same in a date, or nothing.
SIGNS = {
    "\u060c": ",",  # Arabic comma
    "\u060d": "/",  # Arabic date separator
    "\u2014": "-",  # em dash
    "'": "",
}
TATWEEL = "\u0640"
#: Superscripts and numbers in circles: notes, not digits of a date.
OTHER_NUMBER = "No"


class _Folds(dict[int, str]):
    """Code point -> its folded form, made when it is met for the first time; as `str.translate` reads it."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = " " if unicodedata.category(sign) == OTHER_NUMBER else fold(sign)
        self[code] = folded = SIGNS.get(folded, folded)
        return folded


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`words` is the folded `text`. `ends` has, for each character of the text, the end of its form in `words`; it is
    empty when every character has a form of one character."""

    text: str
    words: str
    ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a piece of `words`, which is not empty; with the marks that belong to its last
        letter."""
        if not self.ends:
            return start, end
        first, last = bisect_right(self.ends, start), bisect_right(self.ends, end - 1) + 1
        while last < len(self.text) and (self.text[last] == TATWEEL or unicodedata.combining(self.text[last])):
            last += 1
        return first, last


def fold_text(text: str) -> FoldedText:
    """The text as dates are looked for in it."""
    if not _changing_length().search(text):
        return FoldedText(text, text.translate(_FOLDS))
    forms = [_FOLDS[ord(sign)] for sign in text]
    return FoldedText(text, "".join(forms), tuple(accumulate(map(len, forms))))


@cache
def _changing_length() -> re.Pattern[str]:
    """Matches characters whose form has another length than one; and rare ones, whose form may have."""
    plain = [chr(code) for code in (*range(0x0250), *range(0x0600, 0x0700), *range(0x2010, 0x2027))]
    kept = "".join(re.escape(sign) for sign in plain if len(_FOLDS[ord(sign)]) == 1)
    return re.compile(f"[^{kept}]")
