"""The rows of a document's pages to its paragraphs and its title.

In: pages (`pdf_page.py`). Out: paragraphs without what stands at the edges of every page, and the title. Never here:
the format of a file.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from indexer.sources.documents.first_lines import mastheads, squeezed
from indexer.sources.documents.pdf_page import Page
from indexer.sources.documents.pdf_rows import Row
from indexer.sources.documents.visual_order import bracketed, is_turned

#: The shares of a page above and below which headers, footers and page numbers stand.
TOP, BOTTOM = 0.86, 0.14
#: What stands on this share of the pages at the same height is no text.
REPEATED_SHARE = 0.5
MANY_PAGES = 4
PAGE_NUMBER = re.compile(
    r"\W*+(?:(?:page|pg|p|صفحة|الصفحة|ص)\W++)?\d{1,4}+(?:\W*+(?:of|from|من)?\W*+\d{1,4}+)?\W*+", re.IGNORECASE
)
#: What a browser prints around a page: its address with the number of the page, and the time of printing.
PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?$|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d|\d+/\d+\s+(?:https?|file)://\S+$"
)
DIGITS = re.compile(r"\d+")
#: A row that ends so far before the others, in widths of its column, ends its paragraph.
SHORT = 0.18
#: A gap between rows that is so many times as large as usual parts paragraphs; so does a change of the letters' height.
WIDE_GAP = 1.35
OTHER_HEIGHT = 1.15
ITEM = re.compile(r"(?:[•▪■●◦*–—-]|\(?\d{1,3}[.)-]|[A-Za-zأ-ي][.)])\s")
SENTENCE_END = re.compile(r"[.!?؟:؛…][»”\")]?$")
DIVIDED = re.compile(r"[a-z]-$")
#: A title is larger than the text by this, and stands in the upper part of the first page.
LARGER = 1.15
UPPER = 0.4
LONGEST_TITLE = 300
FEWEST_WORDS, USUAL_WORDS = 3, 4


def without_edges(pages: Sequence[Page]) -> list[list[list[Row]]]:
    """The rows of each column of each page, without headers, footers and page numbers."""
    edges = Counter(key for page in pages for key in {_key(page, row) for row in page.rows if _is_at_edge(page, row)})
    most = max(2 if len(pages) < MANY_PAGES else 3, REPEATED_SHARE * len(pages))
    return [
        [
            [
                row
                for row in column
                if not (_is_at_edge(page, row) and (edges[_key(page, row)] >= most or _is_added(row.drawn)))
            ]
            for column in page.columns
        ]
        for page in pages
    ]


def words_of(pages: Sequence[Sequence[Sequence[Row]]]) -> Callable[[Row], str]:
    """How the rows of a document are read: as they were brought into the order of reading, or as they are drawn."""
    rows = [row for page in pages for column in page for row in column]
    return _drawn if is_turned([row.written for row in rows]) else _written


def _drawn(row: Row) -> str:
    return row.drawn


def _written(row: Row) -> str:
    return row.written


def paragraphs(columns: Sequence[Sequence[Row]], read: Callable[[Row], str]) -> list[str]:
    """The paragraphs of the columns. One that goes on in the next column or on the next page stays one."""
    found: list[str] = []
    open_height = 0.0
    for column in columns:
        for rows, is_whole in _grouped(column):
            words = _flowing([read(row) for row in rows])
            is_same = open_height / OTHER_HEIGHT < rows[0].height < open_height * OTHER_HEIGHT
            if found and is_same and not ITEM.match(words) and not SENTENCE_END.search(found[-1]):
                found[-1] = _flowing([found[-1], words])
            elif words:
                found.append(words)
            open_height = 0.0 if is_whole else rows[-1].height
    return [bracketed(words) for words in found]


def title(pages: Sequence[list[list[Row]]], height: float, read: Callable[[Row], str]) -> str:
    """The rows of the first page that are the title by their size; "" if all letters are of one size.

    A letterhead may be larger than the title: what is short, or stands at the upper edge, counts only if no other rows
    are large, and a word or two never.
    """
    rows = [row for column in (pages[0] if pages else ()) for row in column if row.bottom > UPPER * height]
    letters = [row.height for page in pages for column in page for row in column for _ in row.glyphs]
    found = [(group, bracketed(_flowing(list(map(read, group))))) for group in _large(rows, median(letters or [0.0]))]
    found = [(group, words) for group, words in found if _may_be_title(words)]
    below = [one for one in found if one[0][0].bottom <= TOP * height] or found
    likely = [one for one in below if len(one[1].split()) >= USUAL_WORDS] or below
    return max(likely, key=lambda one: one[0][0].height, default=([], ""))[1]


def _large(rows: Sequence[Row], usual: float) -> Iterator[list[Row]]:
    """Groups of rows in a row that are larger than the text, those of each group of one size."""
    group: list[Row] = []
    for row in rows:
        if group and not group[-1].height / OTHER_HEIGHT < row.height < group[-1].height * OTHER_HEIGHT:
            yield group
            group = []
        if row.height >= LARGER * usual:
            group.append(row)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _may_be_title(words: str) -> bool:
    return len(words.split()) >= FEWEST_WORDS and len(words) <= LONGEST_TITLE and squeezed(words) not in mastheads()


def _is_at_edge(page: Page, row: Row) -> bool:
    return row.bottom > TOP * page.height or row.top < BOTTOM * page.height


def _is_added(drawn: str) -> bool:
    """Whether a row at the edge of a page is its number, or was added by printing."""
    return bool(PAGE_NUMBER.fullmatch(drawn) or PRINTED.search(drawn))


def _key(page: Page, row: Row) -> tuple[str, bool]:
    """What is the same of a row on every page: its words without numbers, and whether it stands above."""
    return DIGITS.sub("0", row.drawn).casefold(), row.bottom > page.height / 2


def _grouped(column: Sequence[Row]) -> Iterator[tuple[list[Row], bool]]:
    """The rows of each paragraph of a column, and whether the paragraph surely ends there."""
    if not column:
        return
    gaps = [above.top - below.top for above, below in pairwise(column)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    left, right = min(row.left for row in column), max(row.right for row in column)
    group = [column[0]]
    for above, below in pairwise(column):
        is_other = max(above.height, below.height) > OTHER_HEIGHT * min(above.height, below.height)
        if (
            is_other
            or above.top - below.top > WIDE_GAP * usual
            or _is_short(above, left, right)
            or ITEM.match(below.written)
        ):
            yield group, True
            group = []
        group.append(below)
    yield group, len(column) == 1 or _is_short(group[-1], left, right)


def _is_short(row: Row, left: float, right: float) -> bool:
    room = row.left - left if row.right_to_left else right - row.right
    return room > SHORT * (right - left)


def _flowing(rows: Sequence[str]) -> str:
    """The rows as one line; a word that is divided at the end of a row is one again."""
    line = ""
    for row in rows:
        is_divided = DIVIDED.search(line) and row[:1].islower()
        line = line[:-1] + row if is_divided else f"{line} {row}".strip()
    return line
