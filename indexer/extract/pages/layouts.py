"""The items of a page whose elements are laid out alike, and the evidence that they are items.

In: `Repetition`. Out: items, or why they are none. Never here: HTML (`indexer/sources/layout/`), or a cut that would
lose an article outside the repetition.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analyzers.folding import fold
from indexer.dates.calendar import DateStamp
from indexer.dates.date_expressions import find_dates
from indexer.dates.stamps import read_stamp
from indexer.extract.pages import timelines
from indexer.extract.pages.headings import LONGEST_HEADING, find_closing_lines, heading_date
from indexer.extract.pages.pieces import SHORTEST_BODY, PageItem
from indexer.model.notes import Note, note
from indexer.model.page_layout import LayoutItem, Repetition
from indexer.tables import rules

#: The share of items that must meet a condition: a few of many may be a picture or a film with little text.
SHARE = 0.8
#: Longest introduction of a page, in characters of running text; more may be an article, which would be lost.
LONGEST_OUTSIDE = 200
#: The lines at the head and at the foot of an item where its date may be.
HEAD_LINES, FOOT_LINES = 4, 2
#: Shortest line of running text, in characters; a shorter one is a date, a name or a link.
SHORTEST_RUNNING = 40
#: The first number of ids that count the elements from the top; such ids change when an item is added.
FIRST_NUMBERS = (0, 1)
NUMBERED = re.compile(r"(.*?)(\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One kind of evidence. `declared`: the markup must call the elements articles. `dated`: most must have a date.
    `fewest`: the least number of them. `words`: the evidence, for people."""

    declared: bool
    dated: bool
    fewest: int
    words: Note


EVIDENCE = (
    _Rule(declared=True, dated=True, fewest=2, words=note("each with a title, a date and a text")),
    _Rule(declared=False, dated=True, fewest=2, words=note("each with a title, a date and a text")),
    _Rule(declared=True, dated=False, fewest=3, words=note("each with a title and a text")),
)


def items_of(found: Repetition) -> tuple[list[PageItem], Note]:
    """The items and the evidence for them, or none and why."""
    pieces = _stably_named([_piece(part) for part in found.parts])
    fault = _fault(found, pieces)
    if fault is not None:
        return [], fault
    dated = _most(piece.date != "" for piece in pieces)
    for rule in EVIDENCE:
        if (found.declared or not rule.declared) and (dated or not rule.dated) and len(pieces) >= rule.fewest:
            return pieces, rule.words
    return [], note("most of them have no date")


def _fault(found: Repetition, pieces: Sequence[PageItem]) -> Note | None:
    """Why the elements are no items under any rule, or None."""
    if fold(found.heading).startswith(_box_headings()):
        return note("they stand under the heading %(heading)s", heading=found.heading)
    if found.outside > LONGEST_OUTSIDE:
        return note("much text stands beside them")
    if found.rival:
        return note("an article of its own stands beside them")
    if not _most(_has_text(piece) for piece in pieces):
        return note("most of them have hardly any text of their own")
    return timelines.fault(found.heading, pieces) if _most(piece.date != "" for piece in pieces) else None


@cache
def _box_headings() -> tuple[str, ...]:
    return tuple(fold(line) for line in rules.lines("box_headings.txt"))


def _most(each: Iterable[bool]) -> bool:
    values = list(each)
    return sum(values) >= SHARE * len(values)


def _has_text(piece: PageItem) -> bool:
    lengths = map(len, piece.text.split("\n"))
    return sum(length for length in lengths if length >= SHORTEST_RUNNING) >= SHORTEST_BODY


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date on a line of an item: number of the line, the date as written, and whether it is alone on the line."""

    line: int
    words: str
    stamp: DateStamp
    alone: bool


def _piece(part: LayoutItem) -> PageItem:
    """An element as an item, without the line of its date and without closing lines (`Read more`)."""
    lines = part.text.split("\n")
    while lines and find_closing_lines(lines[-1]):
        lines.pop()
    declared = read_stamp(part.published) if part.published else None
    written = _written_date(lines)
    if written and written.alone and (declared is None or written.stamp == declared):
        del lines[written.line]
    item = PageItem(part.title, "\n".join(lines).strip(), anchor=part.anchor, link=part.link)
    if declared:
        return replace(item, date=declared.date, published=part.published, published_from="metadata")
    if written:
        return replace(item, date=written.stamp.date, published=written.words, published_from="heading")
    return item


def _written_date(lines: Sequence[str]) -> _Dated | None:
    """The first whole date on one of the short lines at both ends of an item, as written."""
    for number, line in enumerate(lines):
        if HEAD_LINES <= number < len(lines) - FOOT_LINES or len(line) > LONGEST_HEADING:
            continue
        if stamp := heading_date(line):
            return _Dated(number, line.strip(), stamp, alone=True)
        for one in find_dates(line):
            if one.day is not None and (stamp := one.stamp()):
                return _Dated(number, line[one.start : one.end], stamp, alone=False)
    return None


def _stably_named(pieces: Sequence[PageItem]) -> list[PageItem]:
    """The items, with their ids only if these are stable when an item is added above."""
    times = Counter(piece.anchor for piece in pieces)
    counted = _count_from_the_top([piece.anchor for piece in pieces])
    return [replace(one, anchor="") if counted or times[one.anchor] > 1 else one for one in pieces]


def _count_from_the_top(anchors: Sequence[str]) -> bool:
    """Whether ids only number the items of the page: `item-1`, `item-2` ..."""
    parts = [NUMBERED.fullmatch(anchor) for anchor in anchors]
    if not all(parts):
        return False
    numbers = [int(part[2]) for part in parts if part]
    alike = len({part[1] for part in parts if part}) == 1
    return alike and numbers[0] in FIRST_NUMBERS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
