"""The glyphs of a line of a PDF page to a row of text.

In: the characters of a line, as pdfminer.six gives it. Out: `Row`. Never here: the order of rows (`pdf_columns.py`).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from pdfminer.layout import LTChar

from indexer.sources.documents.visual_order import UNKNOWN, letters_of, logical

#: Glyphs that are further apart, in heights of the letters, belong to two words.
WORD_GAP = 0.18
#: A glyph that is drawn again so near to itself, in its widths, is bold by repetition.
REPEATED = 0.2
#: What pdfminer gives for a glyph without letters, and the letters that only one font knows.
NO_LETTERS = "(cid:"
PRIVATE = ("\ue000", "\uf8ff")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a page draws in one place: its letters, and its left and right edge."""

    letters: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text: its glyphs from left to right with the spaces between them, its edges, the height of its letters,
    and whether it is read from right to left. Lengths are in points."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    bottom: float
    top: float
    height: float
    right_to_left: bool = False

    @property
    def drawn(self) -> str:
        """The row from left to right."""
        return " ".join("".join(letters_of(glyph.letters) for glyph in self.glyphs).split())

    @property
    def written(self) -> str:
        """The row in the order of reading."""
        glyphs = (glyph.letters for glyph in self.glyphs)
        return " ".join(logical(glyphs, right_to_left=self.right_to_left).split())


def row_of(chars: list[LTChar]) -> Row:
    """The row of some characters."""
    glyphs = [Glyph(_letters(char.get_text()), char.x0, char.x1) for char in chars]
    height = median(char.size for char in chars)
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    bottom, top = min(char.y0 for char in chars), max(char.y1 for char in chars)
    return Row(tuple(_spaced(_marked(glyphs), height)), left, right, bottom, top, height)


def _letters(text: str) -> str:
    if text.startswith(NO_LETTERS):
        return UNKNOWN
    return BULLET if PRIVATE[0] <= text <= PRIVATE[1] else text


def _marked(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs from left to right, each mark with the letter that it stands on, none drawn twice.

    `glyphs` are in the order in which they were drawn. A mark without a width was drawn beside its letter.
    """
    bases = [glyph for glyph in glyphs if not _is_mark(glyph)]
    if not bases:
        return []
    marks: dict[int, str] = {}
    step = 0 if bases[-1].left >= bases[0].left else -1
    before = 0
    for glyph in glyphs:
        if not _is_mark(glyph):
            before += 1
            continue
        is_flat = glyph.right - glyph.left < 1e-3
        place = before + step if is_flat else _nearest(bases, (glyph.left + glyph.right) / 2)
        place = min(max(place, 0), len(bases) - 1)
        marks[place] = marks.get(place, "") + glyph.letters
    marked = [replace(base, letters=base.letters + marks.get(number, "")) for number, base in enumerate(bases)]
    return _once(sorted(marked, key=lambda one: (one.left, one.right)))


def _is_mark(glyph: Glyph) -> bool:
    letters = letters_of(glyph.letters)
    return bool(letters) and all(map(unicodedata.combining, letters))


def _nearest(bases: Sequence[Glyph], middle: float) -> int:
    return min(range(len(bases)), key=lambda number: abs((bases[number].left + bases[number].right) / 2 - middle))


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those that are drawn again at nearly the same place, which makes them bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        same = bool(kept) and kept[-1].letters == glyph.letters and not glyph.letters.isspace()
        if not same or glyph.left - kept[-1].left > REPEATED * (glyph.right - glyph.left):
            kept.append(glyph)
    return kept


def _spaced(glyphs: Iterable[Glyph], height: float) -> Iterator[Glyph]:
    """The glyphs with a space wherever the next one is further away."""
    end: float | None = None
    for glyph in glyphs:
        if end is not None and glyph.left - end > WORD_GAP * height:
            yield Glyph(" ", end, glyph.left)
        yield glyph
        end = glyph.right if end is None else max(end, glyph.right)


def beside(one: Row, other: Row) -> Row:
    glyphs = sorted((*one.glyphs, *other.glyphs), key=lambda glyph: (glyph.left, glyph.right))
    return Row(
        tuple(_spaced(glyphs, max(one.height, other.height))),
        min(one.left, other.left),
        max(one.right, other.right),
        min(one.bottom, other.bottom),
        max(one.top, other.top),
        max(one.height, other.height),
    )
