"""The day of publication of a page by htmldate, for pages on which no rule of ours is sure.

In: the element tree of a page. Out: an ISO day, or None. Never here: the day of a change, one
after the fetch, or the first day of a year or a month that stands alone on the page (a footer's year).
Barbaresi 2020, https://doi.org/10.21105/joss.02439
"""

import re
from collections.abc import Collection
from copy import deepcopy
from datetime import date

from lxml import etree, html

from indexer.dates.date_expressions import find_dates
from indexer.sources.days.page_bylines import is_change
from indexer.sources.days.page_heading import find_heading, is_arabic, titles_of
from indexer.sources.days.page_parts import PageParts

LINKED_DATA = '//script[contains(@type, "ld+json")]'
EARLIEST = "1995-01-01"
#: A longer piece of text is a script or a paragraph, and no note of a day.
LONGEST_PIECE = 300


def guess(tree: html.HtmlElement, address: str, latest: date, changed: Collection[date]) -> str | None:
    """The day as htmldate finds it in the page's own article, if it stands there; `changed` are days of changes."""
    from htmldate import find_date  # a tenth of a second to import, and few pages need it

    tree = _own_part(tree, address)
    try:
        words = find_date(
            tree,
            extensive_search=False,
            original_date=True,
            url=address or None,
            min_date=EARLIEST,
            max_date=latest.isoformat(),
        )
    except (ValueError, RecursionError):
        return None
    if not words:
        return None
    day = date.fromisoformat(words)
    if day in changed or day > latest or _is_change(tree, day) or (day.day == 1 and not _stands(tree, day)):
        return None
    return words


def _own_part(tree: html.HtmlElement, address: str) -> html.HtmlElement:
    """A copy of the page without what is not of its article, and without the data that our own rules read."""
    own = deepcopy(tree)
    parts = PageParts(find_heading(own, titles_of(own)), address, arabic=is_arabic(own))
    beside = [element for element in own.iter(etree.Element) if parts.is_beside(element)]
    for element in [*beside, *own.xpath(LINKED_DATA)]:
        if element.getparent() is not None:
            element.drop_tree()
    return own


def _is_change(tree: html.HtmlElement, day: date) -> bool:
    """Whether the page writes the day only as that of a change or of a copyright: `last edited on 4 November 2020`."""
    found = False
    for piece in tree.itertext():
        if str(day.year) not in piece or len(piece) > LONGEST_PIECE:
            continue
        for one in find_dates(piece):
            stamp = one.stamp()
            if stamp is not None and stamp.date == day.isoformat():
                if not is_change(piece[: one.start]):
                    return False
                found = True
    return found


def _stands(tree: html.HtmlElement, day: date) -> bool:
    """Whether the first of a month stands on the page as a day. htmldate gives it also for a month or a year alone."""
    month, year = f"0?{day.month}", day.year
    forms = (
        rf"{year}[-/._]?{month}[-/._]?0?1(?!\d)",
        rf"(?<!\d)0?1[-/.]\s?{month}[-/.]\s?{year}",
        rf"(?<!\d){month}/0?1/{year}",
        rf"(?<!\d)0?1(?:st|er|\.|º)?\s(?:de\s)?\w{{3,12}}\.?,?\s(?:de\s)?{year}",
        rf"\w{{3,12}}\.?\s0?1(?:st)?,?\s{year}",
    )
    markup = html.tostring(tree, encoding="unicode")
    return any(re.search(form, markup) for form in forms)
