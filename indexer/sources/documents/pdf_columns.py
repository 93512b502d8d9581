"""The rows of a PDF page to columns in the order of reading.

In: `Row`s. Out: columns of rows. Never here: glyphs (`pdf_rows.py`).
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from indexer.sources.documents.pdf_rows import Row, beside

#: Columns have so many rows, at least,
FEWEST_ROWS = 3
#: and the widest of them this share of the width of all.
NARROWEST = 0.3


def columns_of(rows: list[Row], *, right_to_left: bool) -> list[list[Row]]:
    """The rows in columns, in the order of reading: they are cut between columns, otherwise at the widest gap."""
    if len(rows) < 2 * FEWEST_ROWS:
        return [rows] if rows else []
    sides = _cut(rows, lambda row: (row.left, row.right))
    if len(sides) > 1 and all(_is_column(side, rows) for side in sides):
        ordered = reversed(sides) if right_to_left else sides
        return [column for side in ordered for column in columns_of(side, right_to_left=right_to_left)]
    parts = _cut(rows, lambda row: (-row.top, -row.bottom))
    if len(parts) == 1:
        return [rows]
    widest = max(range(1, len(parts)), key=lambda n: _bottom(parts[n - 1]) - max(row.top for row in parts[n]))
    above, below = (list(chain(*some)) for some in (parts[:widest], parts[widest:]))
    return _stacked([columns_of(part, right_to_left=right_to_left) for part in (above, below)])


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


def joined_rows(rows: list[Row]) -> tuple[Row, ...]:
    """The rows from the top, those beside each other as one."""
    joined: list[Row] = []
    for row in sorted(rows, key=lambda row: -row.top):
        above = joined[-1] if joined else None
        if above and min(above.top, row.top) - max(above.bottom, row.bottom) > min(above.height, row.height) / 2:
            joined[-1] = beside(above, row)
        else:
            joined.append(row)
    return tuple(joined)
