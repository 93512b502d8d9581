"""The dates that a page marks as its own, in its head, in microdata and RDFa, in `<time>`, and in classes.

In: the element tree of a page, and its address. Out: `DateMark`s in the order of the page. Never here: a choice between
them (`page_dates.py`), JSON-LD (`page_data.py`), or a date that belongs to another article, a comment or the page's frame.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from indexer.sources.values import line_of
from indexer.tables import rules

#: More marks than this are no evidence for one date, and the walk over a hostile page ends there.
MOST_MARKS = 400
#: The text of an element that is marked as a date is no longer than this.
LONGEST_TEXT = 160
FRAME_TAGS = frozenset(["aside", "footer", "nav", "form", "select"])
MAIN = "article"
#: Where a mark's element has its date, best first; otherwise it is its text.
VALUES = ("content", "datetime", "title")


class Means(StrEnum):
    """What a mark says of its date."""

    PUBLISHED = "published"
    CHANGED = "changed"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class DateMark:
    """A marked date: its words as written, what it means, and the rule by which it was found, for a person.
    `declared` when the page states it for machines as that of the article."""

    words: str
    means: Means
    rule: str
    declared: bool = False


def find_marks(tree: html.HtmlElement, address: str) -> Iterator[DateMark]:
    """The marks of a page; `address` is its own, or ""."""
    yield from _metas(tree)
    heading = next(iter(tree.iter("h1")), None)
    article = _around(heading) if heading is not None else next(iter(tree.iter(MAIN)), None)
    seen: set[html.HtmlElement] = set()
    for element in islice(_marked(tree), MOST_MARKS):
        if element in seen or _is_outside(element, article, address):
            continue
        seen.update(element.iter())
        yield from _of_element(element)


def _metas(tree: html.HtmlElement) -> Iterator[DateMark]:
    """The dates that the head declares, the most trusted name first."""
    found: dict[int, DateMark] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            rank, means = _fields().get(name, (0, None))
            words = line_of(meta.get("content") or "")
            if means is not None and words:
                found.setdefault(rank, DateMark(words, means, name, declared=True))
    yield from (found[rank] for rank in sorted(found))


def _marked(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in tree.iter(etree.Element):
        if element.tag in ("meta", "html", "body", "script", "style"):
            continue
        if element.tag == "time" or _property(element) or _class_means(element) is not None:
            yield element


def _of_element(element: html.HtmlElement) -> Iterator[DateMark]:
    name, means = _property(element), _class_means(element)
    if name:
        yield from (DateMark(words, _fields()[name][1], name, declared=True) for words in _words(element))
        return
    if element.tag == "time":
        rule = "time pubdate" if element.get("pubdate") is not None else "time"
        kind = Means.PUBLISHED if element.get("pubdate") is not None else means or Means.DATE
        yield from (DateMark(words, kind, rule) for words in _words(element))
    elif means is not None:
        inner = next(iter(element.iter("time")), None)
        if inner is not None:
            yield from (DateMark(words, means, "time") for words in _words(inner))
        else:
            yield from (DateMark(words, means, "class of a date") for words in _words(element))


def _words(element: html.HtmlElement) -> Iterator[str]:
    """The date of an element, as written for machines or people."""
    stated = next((words for name in VALUES if (words := line_of(element.get(name) or ""))), "")
    text = " ".join(line_of(element.text_content()).split())
    if stated and any(map(str.isdigit, stated)):
        yield stated
    elif text and len(text) <= LONGEST_TEXT:
        yield text


@cache
def _fields() -> Mapping[str, tuple[int, Means]]:
    """Name of a field -> its rank and meaning."""
    rows = rules.rows("date_fields.tsv", "trust", "names")
    names = [(name, row["trust"]) for row in rows for name in row.values("names")]
    return {
        name: (rank, Means.CHANGED if trust == "changed" else Means.PUBLISHED)
        for rank, (name, trust) in enumerate(names, 1)
    }


@cache
def _classes() -> tuple[tuple[Means, re.Pattern[str]], ...]:
    rows = rules.rows("date_classes.tsv", "means", "pattern")
    return tuple((Means(row["means"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)


@cache
def _outside() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rules.lines("date_outside.txt"))), re.IGNORECASE)


def _property(element: html.HtmlElement) -> str:
    """The field that an element holds in microdata or RDFa, or ""."""
    names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
    return next((name for name in names if name in _fields()), "")


def _class_means(element: html.HtmlElement) -> Means | None:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return next((means for means, pattern in _classes() if pattern.search(named)), None) if named.strip() else None


def _around(element: html.HtmlElement) -> html.HtmlElement | None:
    """The article around an element."""
    return next(iter(element.iterancestors(MAIN)), None)


def _is_outside(element: html.HtmlElement, article: html.HtmlElement | None, address: str) -> bool:
    """Whether an element belongs to the frame of the page, a comment, or another article than that of the heading."""
    around = _around(element) if element.tag != MAIN else element
    if around is not None and article is not None and around is not article:
        return True
    for one in (element, *element.iterancestors()):
        if one.tag in FRAME_TAGS or (one.tag == "a" and _leads_elsewhere(one, address)):
            return True
        named = f"{one.get('class') or ''} {one.get('id') or ''}"
        if one.tag not in ("html", "body") and named.strip() and _outside().search(named):
            return True
    return False


def _leads_elsewhere(link: html.HtmlElement, address: str) -> bool:
    href = (link.get("href") or "").strip()
    if not href or not address or "bookmark" in (link.get("rel") or ""):
        return False
    try:
        return urlsplit(href).path.rstrip("/") not in ("", urlsplit(address).path.rstrip("/"))
    except ValueError:
        return True
