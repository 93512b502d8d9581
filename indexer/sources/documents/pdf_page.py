"""A page of a PDF file to its rows of text, by where the glyphs stand.

In: a page as pdfminer.six lays it out. Out: `Page`, with its columns and rows in the order of reading. Never here:
paragraphs, or what repeats on other pages (`pdf_text.py`).

The order in which a file draws its glyphs means nothing: programs draw Arabic in either direction, and headers last.
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median

from pdfminer.layout import LTChar, LTFigure, LTImage, LTItem, LTPage, LTTextBox

from indexer.sources.documents.visual_order import UNKNOWN, is_right_to_left, letters_of, logical

#: Glyphs that are further apart, in heights of the letters, belong to two words.
WORD_GAP = 0.18
#: A glyph that is drawn again so near to itself, in its widths, is bold by repetition.
REPEATED = 0.2
#: Columns have so many rows, at least,
FEWEST_ROWS = 3
#: and the widest of them this share of the width of all.
NARROWEST = 0.3
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


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its columns of rows in the order of reading, its height, and whether it has pictures."""

    columns: tuple[tuple[Row, ...], ...]
    height: float
    has_pictures: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of reading."""
        return tuple(row for column in self.columns for row in column)


def page_of(layout: LTPage) -> Page:
    """The page that pdfminer laid out."""
    items = list(_items(layout))
    lines = [row for item in items if isinstance(item, LTTextBox) for row in _lines(item)]
    right_to_left = is_right_to_left("".join(row.drawn for row in lines))
    columns = [_joined(column) for column in _columns(lines, right_to_left=right_to_left)]
    directed = tuple(tuple(_directed(row, right_to_left) for row in column) for column in columns)
    return Page(directed, layout.height, any(isinstance(item, LTImage) for item in items))


def _directed(row: Row, page: bool) -> Row:
    return replace(row, right_to_left=is_right_to_left(row.drawn, page=page))


def _items(container: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in container:
        yield item
        if isinstance(item, LTFigure):
            yield from _items(item)


def _lines(box: LTTextBox) -> Iterator[Row]:
    for line in box:
        chars = [char for char in line if isinstance(char, LTChar) and char.upright]
        if any(not char.get_text().isspace() for char in chars):
            yield _row(chars)


def _row(chars: list[LTChar]) -> Row:
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


def _columns(rows: list[Row], *, right_to_left: bool) -> list[list[Row]]:
    """The rows in columns, in the order of reading: they are cut between columns, otherwise at the widest gap."""
    if len(rows) < 2 * FEWEST_ROWS:
        return [rows] if rows else []
    sides = _cut(rows, lambda row: (row.left, row.right))
    if len(sides) > 1 and all(_is_column(side, rows) for side in sides):
        ordered = reversed(sides) if right_to_left else sides
        return [column for side in ordered for column in _columns(side, right_to_left=right_to_left)]
    parts = _cut(rows, lambda row: (-row.top, -row.bottom))
    if len(parts) == 1:
        return [rows]
    widest = max(range(1, len(parts)), key=lambda n: _bottom(parts[n - 1]) - max(row.top for row in parts[n]))
    above, below = (list(chain(*some)) for some in (parts[:widest], parts[widest:]))
    return _stacked([_columns(part, right_to_left=right_to_left) for part in (above, below)])


def _bottom(rows: Sequence[Row]) -> float:
    return min(row.bottom for row in rows)


def _is_column(side: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether one of the sides of a cut is a column of text, not of names beside values."""
    width = max(row.right for row in rows) - min(row.left for row in rows)
    return len(side) >= FEWEST_ROWS and max(row.right - row.left for row in side) >= NARROWEST * width


def _cut(rows: Sequence[Row], extent: Callable[[Row], tuple[float, float]]) -> list[list[Row]]:
    """The rows in groups between which nothing stands, in one direction of the page."""
    groups: list[list[Row]] = []
    end = -math.inf
    for row in sorted(rows, key=extent):
        start, row_end = extent(row)
        if not groups or start >= end:
            groups.append([])
        groups[-1].append(row)
        end = max(end, row_end)
    return groups


def _stacked(parts: Iterable[list[list[Row]]]) -> list[list[Row]]:
    """Parts of a page that stand below each other; those of one column are one."""
    stacked: list[list[Row]] = []
    is_one = False
    for columns in parts:
        if is_one and len(columns) == 1:
            stacked[-1] += columns[0]
        else:
            stacked += [list(column) for column in columns]
        is_one = len(columns) == 1
    return stacked


def _joined(rows: list[Row]) -> tuple[Row, ...]:
    """The rows from the top, those beside each other as one."""
    joined: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.top):
        above = joined[-1] if joined else None
        if above and min(above.top, row.top) - max(above.bottom, row.bottom) > min(above.height, row.height) / 2:
            joined[-1] = _beside(above, row)
        else:
            joined.append(row)
    return tuple(joined)


def _beside(one: Row, other: Row) -> Row:
    glyphs = sorted((*one.glyphs, *other.glyphs), key=lambda glyph: (glyph.left, glyph.right))
    return Row(
        tuple(_spaced(glyphs, max(one.height, other.height))),
        min(one.left, other.left),
        max(one.right, other.right),
        min(one.bottom, other.bottom),
        max(one.top, other.top),
        max(one.height, other.height),
    )
