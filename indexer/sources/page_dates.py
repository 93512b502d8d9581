"""The day of publication of a page, from the evidence that it gives, most trusted first.

In: the element tree of a page, its address, and the moment of the fetch. Out: `PageDate`: the words that name the day,
and the rule by which they were chosen. Never here: a day from running text, the day of a change, or one after the fetch.
Where no rule of ours is sure, htmldate looks for the day (Barbaresi 2020, https://doi.org/10.21105/joss.02439); its
answer has to stand on the page as a whole day.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lxml import html

from indexer.dates.address_days import find_address_day
from indexer.dates.stamps import read_moment, read_stamp
from indexer.model.article import Precision
from indexer.sources.page_data import find_data
from indexer.sources.page_marks import DateMark, Means, find_marks

DAY = timedelta(days=1)
IN_THE_ADDRESS = "day in the address"
BY_HTMLDATE = "htmldate"
#: The first day that htmldate may find.
EARLIEST = "1995-01-01"
TITLES = ('//meta[@property="og:title"]/@content', "string(//h1)", "string(//title)")


@dataclass(frozen=True, slots=True)
class PageDate:
    """The words that name the day of publication, and the rule that found them."""

    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Day:
    """A day, and the mark that names it."""

    day: date
    mark: DateMark


def find_page_date(tree: html.HtmlElement, address: str, fetched: datetime, *, thorough: bool = True) -> PageDate | None:
    """The day of publication of a page, or None. `thorough` allows a look by htmldate, whose time grows with the page."""
    latest = fetched.astimezone(UTC).date() + DAY
    titles = [" ".join(str(one).casefold().split()) for path in TITLES for one in _listed(tree.xpath(path))]
    marks = [*find_data(tree, address, titles), *find_marks(tree, address)]
    days = [one for one in map(_day, marks) if one is not None and one.day <= latest]
    changed = {one.day for one in days if one.mark.means is Means.CHANGED}
    in_address = _in_address(address, latest)
    found = _declared(days, in_address) or in_address or _marked(days, changed)
    if found is not None:
        return PageDate(found.mark.words, found.mark.rule)
    return _by_htmldate(tree, address, latest, changed) if thorough else None


def _declared(days: Sequence[_Day], in_address: _Day | None) -> _Day | None:
    """The first declared day; another one, if only that agrees with the address. One in UTC gives way to a visible day
    next to it, which is the publisher's own."""
    declared = [one for one in days if one.mark.declared and one.mark.means is Means.PUBLISHED]
    if not declared:
        return None
    agreeing = [one for one in declared if in_address and abs(one.day - in_address.day) <= DAY]
    chosen = (agreeing or declared)[0]
    moment = read_moment(chosen.mark.words)
    if moment is not None and moment.is_utc:
        visible = (one for one in days if not one.mark.declared and one.mark.means is not Means.CHANGED)
        return next((one for one in visible if _is_own(one, chosen.day)), chosen)
    return chosen


def _is_own(one: _Day, day: date) -> bool:
    """Whether a visible day is next to that of a stamp, and not in UTC itself."""
    moment = read_moment(one.mark.words)
    return abs(one.day - day) == DAY and not (moment is not None and moment.is_utc)


def _marked(days: Sequence[_Day], changed: set[date]) -> _Day | None:
    """The day that is marked as that of publication, otherwise the only one that is marked at all."""
    visible = [one for one in days if not one.mark.declared and one.mark.means is not Means.CHANGED]
    published = [one for one in visible if one.mark.means is Means.PUBLISHED]
    for some in (published, visible):
        if len({one.day for one in some}) == 1:
            return some[0]
    return None


def _in_address(address: str, latest: date) -> _Day | None:
    found = find_address_day(address)
    if found is None or (day := date.fromisoformat(found.stamp.date)) > latest:
        return None
    return _Day(day, DateMark(address[found.start : found.end], Means.PUBLISHED, IN_THE_ADDRESS))


def _day(mark: DateMark) -> _Day | None:
    stamp = read_stamp(mark.words)
    if stamp is None or stamp.precision is not Precision.DAY:
        return None
    return _Day(date.fromisoformat(stamp.date), mark)


def _by_htmldate(tree: html.HtmlElement, address: str, latest: date, changed: set[date]) -> PageDate | None:
    from htmldate import find_date  # a tenth of a second to import, and few pages need it

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
    if day in changed or day > latest or (day.day == 1 and not _stands(tree, day)):
        return None
    return PageDate(words, BY_HTMLDATE)


def _stands(tree: html.HtmlElement, day: date) -> bool:
    """Whether the first of a month stands on the page as a day. htmldate gives it also for a month or a year alone."""
    month, year = f"0?{day.month}", day.year
    forms = (
        rf"{year}[-/._年]?{month}[-/._月]?0?1(?!\d)",
        rf"(?<!\d)0?1[-/.]\s?{month}[-/.]\s?{year}",
        rf"(?<!\d){month}/0?1/{year}",
        rf"(?<!\d)0?1(?:st|er|\.|º)?\s(?:de\s)?\w{{3,12}}\.?,?\s(?:de\s)?{year}",
        rf"\w{{3,12}}\.?\s0?1(?:st)?,?\s{year}",
    )
    markup = html.tostring(tree, encoding="unicode")
    return any(re.search(form, markup) for form in forms)


def _listed(found: object) -> Iterable[object]:
    return found if isinstance(found, list) else [found]
