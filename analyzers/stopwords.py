"""Stop words, which are too common to be searched by: they have an exact form, and no stem.

In: folded words, and how they are written. Out: whether they are stop words. Never here: dropping a token; a quoted
phrase needs them all.

Folding makes some words alike that are two: آلية (mechanism) and إليه (to him), إمام (imam) and أمام (before). A letter
may be written plainly for its marked form, not with the mark of another: so written, a word is no stop word.
"""

import unicodedata
from collections import defaultdict

from pyarabic import araby_const as letter

from analyzers.folding import fold
from analyzers.lexicon import read_words
from analyzers.shipped import path_of, rows_of

#: و and ف before a stop word make a stop word.
CONJUNCTIONS = ("و", "ف")
#: In capitals these are names: the World Health Organization, the United States, information technology.
ACRONYMS = frozenset({"WHO", "US", "U.S", "U.S.", "IT"})
#: Letters that nobody writes for a plain one.
NEVER_PLAIN = frozenset({letter.ALEF_MADDA, letter.TEH_MARBUTA})
#: Letters that nobody writes for each other: (written, in the stop word).
NEVER_MIXED = frozenset({(letter.ALEF_HAMZA_BELOW, letter.ALEF_HAMZA_ABOVE)})
#: And at the end of a word: هنأ (he congratulated) is not هنا (here).
NEVER_MIXED_AT_END = frozenset({(letter.ALEF_HAMZA_ABOVE, letter.ALEF)})


class StopWords:
    """The two shipped lists, question words included."""

    def __init__(self) -> None:
        self._arabic: dict[str, list[str]] = defaultdict(list)
        for word in (word for row in rows_of(path_of("analyzers", "data/stop_ar.txt")) for word in row[0].split()):
            self._arabic[fold(word)].append(word)
        self._english = read_words("stop_en.txt")

    def arabic(self, exact: str, surface: str) -> bool:
        """Whether a folded Arabic word, written as `surface`, is a stop word, with or without a conjunction before
        it."""
        if exact not in self._arabic:
            exact = exact[1:] if exact.startswith(CONJUNCTIONS) else ""
        spellings = self._arabic.get(exact, ())
        return any(_may_be(_letters(surface)[-len(exact) :], spelling) for spelling in spellings)

    def english(self, exact: str, surface: str) -> bool:
        """Whether a folded English word is a stop word; the acronyms in capitals are names."""
        return exact in self._english and surface not in ACRONYMS


def _letters(surface: str) -> str:
    """The letters of a word as written, without marks and tatweel."""
    composed = unicodedata.normalize("NFKC", surface)
    return "".join(one for one in composed if one.isalpha() and one != letter.TATWEEL)


def _may_be(written: str, spelling: str) -> bool:
    """Whether a word as written may be the stop word of that spelling; both fold alike."""
    if len(written) != len(spelling):
        return True
    pairs = list(zip(written, spelling, strict=True))
    differing = [(one, other) for one, other in pairs if one != other]
    mixed = any(one in NEVER_PLAIN or (one, other) in NEVER_MIXED for one, other in differing)
    return not mixed and pairs[-1] not in NEVER_MIXED_AT_END
