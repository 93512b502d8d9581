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
    """`words` is the folded `text`. For each character of the text whose form is not one character, `starts` and `ends`
    have the offsets of its form in `words`, and `origins` its own offset."""

    text: str
    words: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a piece of `words`, which is not empty; with the marks that belong to its last
        letter."""
        if not self.starts:
            return start, end
        first, last = self._origin(start), self._origin(end - 1) + 1
        while last < len(self.text) and (self.text[last] == TATWEEL or unicodedata.combining(self.text[last])):
            last += 1
        return first, last

    def _origin(self, offset: int) -> int:
        """The offset in the text of the character that one of `words` comes from."""
        before = bisect_right(self.starts, offset) - 1
        if before < 0:
            return offset
        beyond = offset - self.ends[before]
        return self.origins[before] + (1 + beyond if beyond >= 0 else 0)


def fold_text(text: str) -> FoldedText:
    """The text as dates are looked for in it."""
    words = text.translate(_FOLDS)
    starts, ends, origins = [], [], []
    shift = 0
    for match in _changing_length().finditer(text):
        length = len(_FOLDS[ord(match[0])])
        if length != 1:
            origins.append(match.start())
            starts.append(match.start() + shift)
            ends.append(match.start() + shift + length)
            shift += length - 1
    return FoldedText(text, words, tuple(starts), tuple(ends), tuple(origins))


@cache
def _changing_length() -> re.Pattern[str]:
    """Matches characters whose form has another length than one; and rare ones, whose form may have."""
    plain = [chr(code) for code in (*range(0x0250), *range(0x0600, 0x0700), *range(0x2010, 0x2027))]
    kept = "".join(re.escape(sign) for sign in plain if len(_FOLDS[ord(sign)]) == 1)
    return re.compile(f"[^{kept}]")
