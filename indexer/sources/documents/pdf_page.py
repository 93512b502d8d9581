"""A page of a PDF file to its rows of text, by where the glyphs stand.

In: a page as pdfminer.six lays it out. Out: `Page`, with its columns and rows in the order of reading. Never here:
paragraphs, or what repeats on other pages (`pdf_text.py`).

The order in which a file draws its glyphs means nothing: programs draw Arabic in either direction, and headers last.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pdfminer.layout import LTChar, LTFigure, LTImage, LTItem, LTPage, LTTextBox

from indexer.sources.documents.pdf_columns import columns_of, joined_rows
from indexer.sources.documents.pdf_rows import Row, row_of
from indexer.sources.documents.visual_order import is_right_to_left


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
    columns = [joined_rows(column) for column in columns_of(lines, right_to_left=right_to_left)]
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
            yield row_of(chars)
