"""Arabic as a page draws it, to Arabic as it is written.

In: the glyphs of a line from left to right, each with the letters that it stands for. Out: the line in the order of
reading, in letters. Never here: where glyphs stand on a page (`pdf_page.py`).

A page is drawn in visual order: Arabic from right to left, numbers and Latin words in it from left to right. The
algorithm that brings text into that order brings it back. https://www.unicode.org/reports/tr9/
Forms of letters (U+FB50-FDFF, U+FE70-FEFC) become the letters, ligatures several.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bidi.algorithm import get_display

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f]")
UNKNOWN = "\ufffd"
#: What is never drawn: marks of direction, separators, control characters and what is no character.
UNDRAWN = re.compile(
    "[\0-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
STRONG = re.compile(f"{RIGHT_TO_LEFT.pattern}|{LEFT_TO_RIGHT.pattern}")
#: Letters as they are drawn in one place of a word, and ligatures of both scripts.
FORMS = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
#: Marks on their own are decomposed into a space and the mark.
SPACED_MARK = re.compile(" (?=[\u064b-\u0652])")
#: Words that begin with the article or end in a letter that only ends words; and what these are when turned around.
WRITTEN = re.compile(r"\b[وفبك]?ال\w\w|\w[ةى]\b")
TURNED = re.compile(r"\w\wلا[وفبك]?\b|\b[ةى]\w")
#: Brackets turned around: some fonts name a mirrored glyph by what it looks like, others by what it means.
BRACKETS = str.maketrans("()[]{}«»<>‹›", ")(][}{»«><›‹")
OPENING, CLOSING = "([{«‹", ")]}»›"
#: Fewer such words prove nothing.
FEWEST = 3


@lru_cache(maxsize=4096)
def letters_of(glyph: str) -> str:
    """The letters that a glyph stands for, in the order of reading, without marks of direction; U+FFFD for what is no
    character of Unicode."""
    glyph = UNDRAWN.sub("", glyph)
    if not all(map(unicodedata.bidirectional, glyph)):
        return UNKNOWN
    if not FORMS.search(glyph):
        return glyph
    return SPACED_MARK.sub("", unicodedata.normalize("NFKC", glyph))


def is_right_to_left(drawn: str, *, page: bool = False) -> bool:
    """Whether a line is written from right to left: most of its letters are; or the `page` is, and the line has Arabic
    at one end or no letters at all."""
    right, left = len(RIGHT_TO_LEFT.findall(drawn)), len(LEFT_TO_RIGHT.findall(drawn))
    if right > left:
        return True
    if not page or (left and not right):
        return False
    ends = STRONG.findall(drawn)
    return not ends or bool(RIGHT_TO_LEFT.match(ends[0])) != bool(RIGHT_TO_LEFT.match(ends[-1]))


def logical(glyphs: Iterable[str], *, right_to_left: bool) -> str:
    """The glyphs of a line, from left to right, in the order of reading."""
    letters = [letters_of(glyph) for glyph in glyphs]
    if not right_to_left and not any(map(RIGHT_TO_LEFT.search, letters)):
        return "".join(letters)
    drawn = "".join(one[::-1] if RIGHT_TO_LEFT.search(one) else one for one in letters)
    return str(get_display(drawn, base_dir="R" if right_to_left else "L"))


def bracketed(words: str) -> str:
    """The words with their brackets the right way round: each pair opens before it closes."""
    return words.translate(BRACKETS) if _is_closed(words, CLOSING, OPENING) else words


def _is_closed(words: str, opening: str, closing: str) -> bool:
    """Whether brackets open and close in turn, and there are some."""
    open_ones: list[int] = []
    found = False
    for letter in words:
        if letter in opening:
            found = True
            open_ones.append(opening.index(letter))
        elif letter in closing and (not open_ones or open_ones.pop() != closing.index(letter)):
            return False
    return found and not open_ones


def is_turned(lines: Sequence[str]) -> bool:
    """Whether a text that was brought into the order of reading is now turned around: some programs draw Arabic from
    left to right."""
    text = "\n".join(lines)
    turned = len(TURNED.findall(text))
    return turned >= FEWEST and turned > 2 * len(WRITTEN.findall(text))
