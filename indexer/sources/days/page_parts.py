"""The parts of a page: the heading, the part and the article around it, and what lies outside of that.

In: the heading of a page, and the page's address. Out: whether an element is of the page's own article.
Never here: a date.
"""

import re
from functools import cache, cached_property, lru_cache
from urllib.parse import urlsplit

from lxml import html

from indexer.sources.days.page_heading import part_of
from indexer.tables import rules

FRAME_TAGS = frozenset(["aside", "footer", "nav", "form", "select"])
ROOTS = frozenset(["html", "body", "main"])
MAIN = "article"
#: Where a name of the table `date_outside.tsv` counts: on all of the page, or away from the heading.
ANYWHERE, AWAY = "anywhere", "away"
#: Names of classes that are remembered from element to element.
MOST_NAMES = 4096


class PageParts:
    """The heading of a page, the part and the article around it, and what lies outside of that; `address` is the
    page's own, or ""."""

    def __init__(self, heading: html.HtmlElement | None, address: str, *, arabic: bool) -> None:
        self.heading = heading
        self.arabic = arabic
        self.part = part_of(heading) if heading is not None else None
        self._address = address
        self._article = _around(heading) if heading is not None else None

    def is_outside(self, element: html.HtmlElement) -> bool:
        """Whether an element, or one around it, is of the frame of the page, a comment, or another article."""
        return any(map(self.is_frame, (element, *element.iterancestors())))

    def is_frame(self, element: html.HtmlElement) -> bool:
        """Whether an element itself is of the frame, a comment, another article, or leads to another page."""
        return (element.tag == "a" and _leads_elsewhere(element, self._address)) or self.is_beside(element)

    def is_beside(self, element: html.HtmlElement) -> bool:
        """Whether an element itself is of the frame, a comment, or another article."""
        if element.tag in ROOTS or element in self._around_heading:
            return False
        if element.tag == MAIN and self._article is not None:
            return True
        where = _outside_where(element.get("class") or "", element.get("id") or "")
        is_frame = element.tag in FRAME_TAGS or (element.tag == "header" and _around(element) is None)
        return where == ANYWHERE or ((where == AWAY or is_frame) and not self.is_near(element))

    def is_near(self, element: html.HtmlElement) -> bool:
        """Whether an element is in the part of the page around the heading."""
        return self.part is not None and (element is self.part or self.part in element.iterancestors())

    @cached_property
    def _around_heading(self) -> frozenset[html.HtmlElement]:
        return frozenset(self.heading.iterancestors()) if self.heading is not None else frozenset()


@lru_cache(maxsize=MOST_NAMES)
def _outside_where(classes: str, identifier: str) -> str:
    """Where on a page an element with these names holds no date of its article, or "" where it may hold one."""
    if not classes and not identifier:
        return ""
    named = f"{classes} {identifier}".lower()
    return next((where for where, pattern in _outside() if pattern.search(named)), "")


@cache
def _outside() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = rules.rows("date_outside.tsv", "where", "words")
    return tuple((row["where"], re.compile("|".join(map(re.escape, row.values("words"))))) for row in rows)


def _around(element: html.HtmlElement) -> html.HtmlElement | None:
    """The article around an element."""
    return next(iter(element.iterancestors(MAIN)), None)


def _leads_elsewhere(link: html.HtmlElement, address: str) -> bool:
    href = (link.get("href") or "").strip()
    if not href or not address or "bookmark" in (link.get("rel") or ""):
        return False
    try:
        return urlsplit(href).path.rstrip("/") not in ("", urlsplit(address).path.rstrip("/"))
    except ValueError:
        return True
