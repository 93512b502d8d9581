"""The parts of a page: the heading, the part and the article around it, and what lies outside of that.

In: the heading of a page, and the page's address. Out: whether an element is of the page's own article.
Never here: a date.
"""

import re
from functools import cache, cached_property, lru_cache
from urllib.parse import urlsplit

from lxml import html

from indexer.sources.page_heading import part_of
from indexer.tables import rules

FRAME_TAGS = frozenset(["aside", "footer", "nav", "form", "select"])
ROOTS = frozenset(["html", "body", "main"])
MAIN = "article"
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
        return self._is_of_another(element) or any(map(self.is_frame, (element, *element.iterancestors())))

    def is_frame(self, element: html.HtmlElement) -> bool:
        """Whether an element itself is of the frame, a comment, or leads to another page."""
        if element.tag in ROOTS or element in self._around_heading:
            return False
        if element.tag in FRAME_TAGS or (element.tag == "a" and _leads_elsewhere(element, self._address)):
            return True
        if element.tag == "header" and _around(element) is None:
            return True
        return _is_frame(element.get("class") or "", element.get("id") or "")

    @cached_property
    def _around_heading(self) -> frozenset[html.HtmlElement]:
        return frozenset(self.heading.iterancestors()) if self.heading is not None else frozenset()

    def _is_of_another(self, element: html.HtmlElement) -> bool:
        around = _around(element)
        return around is not None and self._article is not None and around is not self._article


@cache
def _outside() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, rules.lines("date_outside.txt"))))


@lru_cache(maxsize=MOST_NAMES)
def _is_frame(classes: str, identifier: str) -> bool:
    return bool(classes or identifier) and _outside().search(f"{classes} {identifier}".lower()) is not None


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
