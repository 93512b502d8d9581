"""Which script a word is in, which way a text runs, which language it is in.

In: text. Out: `Script`, `"rtl"` or `"ltr"`, `"ar"`, `"en"` or `"mixed"`. Never here: a guess from a dictionary;
the share of each script decides on the language.
"""

import re
from enum import StrEnum
from typing import Literal

from analyzers.tokenizer import ARABIC

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a"
_ARABIC = re.compile(f"[{ARABIC}]+")
_LATIN = re.compile(f"[{LATIN}]+")
_FIRST_LETTER = re.compile(f"([{ARABIC}])|[{LATIN}]")
_HEBREW_TO_THAANA = re.compile("[\u0590-\u05ff\u0700-\u07bf]+")

#: Share of Arabic letters from which a text is Arabic, and up to which it is English.
ARABIC_FROM = 0.7
ENGLISH_UP_TO = 0.2


class Script(StrEnum):
    """The scripts that have a chain of their own."""

    ARABIC = "arabic"
    LATIN = "latin"
    OTHER = "other"


def _letters(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def script(word: str) -> Script:
    """The script of a word, by its first letter."""
    found = _FIRST_LETTER.search(word)
    if found is None:
        return Script.OTHER
    return Script.LATIN if found[1] is None else Script.ARABIC


def direction(text: str) -> Literal["rtl", "ltr"]:
    """The direction of most letters of the text; a text without letters runs left to right."""
    right_to_left = _letters(_ARABIC, text) + _letters(_HEBREW_TO_THAANA, text)
    return "rtl" if right_to_left and right_to_left >= _letters(_LATIN, text) else "ltr"


def language(text: str) -> Literal["ar", "en", "mixed"]:
    """The language by share of letters; a text without letters of either counts as English."""
    arabic, latin = _letters(_ARABIC, text), _letters(_LATIN, text)
    share = arabic / (arabic + latin) if arabic else 0.0
    if share >= ARABIC_FROM:
        return "ar"
    return "en" if share <= ENGLISH_UP_TO else "mixed"
