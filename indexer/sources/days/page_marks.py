"""The dates that a page marks as its own, in its head, in microdata and RDFa, in `<time>`, and in classes.

In: the element tree of a page, and its address. Out: `DateMark`s in the order of the page. Never here: a choice between
them (`page_dates.py`), JSON-LD (`page_data.py`), or a date of another article, a comment or the page's frame.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice

from lxml import etree, html

from indexer.sources.days.page_bylines import find_byline_day, is_change
from indexer.sources.days.page_heading import short_text
from indexer.sources.days.page_parts import ROOTS, PageParts
from indexer.sources.found.values import line_of
from indexer.tables import rules

#: More marks than this are no evidence for one date, and the walk over a hostile page ends there.
MOST_MARKS = 400
#: The text of an element that is marked as a date is no longer than this.
LONGEST_TEXT = 160
INLINE = frozenset(["span", "b", "strong", "em", "i", "small", "label", "dt"])
#: Characters before a mark that may say what it is.
MOST_BEFORE = 60
#: In the name of any other field, a change.
CHANGE = re.compile("modif|updat|revis")
#: What may mark a date.
NAMED = etree.XPath("//*[self::time or @class or @id or @itemprop or @property][not(self::meta)]")
#: Names of classes that are remembered from element to element.
MOST_NAMES = 4096
#: Where a mark's element has its date, best first; otherwise it is its text.
VALUES = ("content", "datetime", "title")


class Means(StrEnum):
    """What a mark says of its date."""

    PUBLISHED = "published"
    CHANGED = "changed"
    DATE = "date"


class Trust(StrEnum):
    """How far a mark is trusted: stated for machines as the day of publication, stated as some day of the article, or
    shown to readers."""

    DECLARED = "declared"
    WEAK = "weak"
    VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class DateMark:
    """A marked date: its words as written, what it means, the rule by which it was found, and how far that is
    trusted. `day` is in ISO 8601, where more than the words was needed to read it; `near` when it stands in the part of
    the page around the heading."""

    words: str
    means: Means
    rule: str
    trust: Trust = Trust.VISIBLE
    day: str = ""
    near: bool = False


def find_marks(tree: html.HtmlElement, parts: PageParts) -> Iterator[DateMark]:
    """The marks in the body of a page."""
    seen: set[html.HtmlElement] = set()
    reached = parts.part is None
    for element in islice(_marked(tree), MOST_MARKS):
        near = parts.is_near(element)
        reached = reached or near
        if element in seen or parts.is_outside(element):
            continue
        marks = list(_of_element(element, arabic=parts.arabic))
        seen.update(element.iter() if marks else ())
        # above the part of the heading, a page shows the day of today
        yield from (replace(mark, near=near) for mark in marks if reached or mark.trust is not Trust.VISIBLE)


def find_fields(tree: html.HtmlElement) -> Iterator[DateMark]:
    """The dates that the head declares, the most trusted name first."""
    found: dict[int, DateMark] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            words = line_of(meta.get("content") or "")
            if name in _fields() and words:
                rank, means, trust = _fields()[name]
                found.setdefault(rank, DateMark(words, means, name, trust))
            elif words and CHANGE.search(name):
                found[len(_fields()) + len(found)] = DateMark(words, Means.CHANGED, name, Trust.DECLARED)
    yield from (found[rank] for rank in sorted(found))


def _marked(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in NAMED(tree):
        if element.tag not in ROOTS and (
            element.tag == "time" or _class_means(element) is not None or _property(element)
        ):
            yield element


def _of_element(element: html.HtmlElement, *, arabic: bool) -> Iterator[DateMark]:
    name, means = _property(element), _class_means(element)
    if not name and is_change(_before(element)):
        means = Means.CHANGED
    if name:
        _, field_means, trust = _fields()[name]
        yield from (DateMark(words, field_means, name, trust, day) for words, day in _words(element, arabic))
        return
    if element.tag == "time":
        rule = "time pubdate" if element.get("pubdate") is not None else "time"
        kind = (
            Means.PUBLISHED
            if element.get("pubdate") is not None and means is not Means.CHANGED
            else means or Means.DATE
        )
        yield from (DateMark(words, kind, rule, day=day) for words, day in _words(element, arabic))
    elif means is not None:
        inner = next(iter(element.iter("time")), None)
        if inner is not None:
            yield from (DateMark(words, means, "time", day=day) for words, day in _words(inner, arabic))
        else:
            yield from (DateMark(words, means, "class of a date", day=day) for words, day in _words(element, arabic))


def _before(element: html.HtmlElement) -> str:
    """The words just before the date of an element, in it or in the same line."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    if previous is not None and not (before or "").strip() and previous.tag in INLINE:
        before = short_text(previous, MOST_BEFORE)
    return f"{before or ''} {(element.text or '') if element.get('datetime') else ''}"[-MOST_BEFORE:]


def _words(element: html.HtmlElement, arabic: bool) -> Iterator[tuple[str, str]]:
    """The date of an element, as written for machines or people; with the day if it was read from a line."""
    stated = next((words for name in VALUES if (words := line_of(element.get(name) or ""))), "")
    text = short_text(element, LONGEST_TEXT)
    if stated and any(map(str.isdigit, stated)):
        yield stated, ""
    elif text and (found := find_byline_day(text, arabic=arabic)) is not None:
        yield found.words, found.day


@cache
def _fields() -> Mapping[str, tuple[int, Means, Trust]]:
    """Name of a field -> its rank, its meaning, and its trust."""
    rows = rules.rows("date_fields.tsv", "means", "trust", "names")
    names = [(name, Means(row["means"]), Trust(row["trust"])) for row in rows for name in row.values("names")]
    return {name: (rank, means, trust) for rank, (name, means, trust) in enumerate(names)}


@cache
def _classes() -> tuple[tuple[Means, tuple[str, ...], re.Pattern[str]], ...]:
    """What a class means, parts of names one of which each such class has, and the pattern that decides."""
    rows = rules.rows("date_classes.tsv", "means", "hints", "pattern")
    return tuple((Means(row["means"]), row.values("hints"), re.compile(row["pattern"])) for row in rows)


def _property(element: html.HtmlElement) -> str:
    """The field that an element holds in microdata or RDFa, or ""."""
    item, rdf = element.get("itemprop"), element.get("property")
    names = f"{item or ''} {rdf or ''}".lower().split() if item or rdf else ()
    return next((name for name in names if name in _fields()), "")


def _class_means(element: html.HtmlElement) -> Means | None:
    classes, identifier = element.get("class") or "", element.get("id") or ""
    return _means(classes, identifier) if classes or identifier else None


@lru_cache(maxsize=MOST_NAMES)
def _means(classes: str, identifier: str) -> Means | None:
    named = f"{classes} {identifier}".lower()
    for means, hints, pattern in _classes():
        for hint in hints:
            if hint in named:
                if pattern.search(named):
                    return means
                break
    return None
