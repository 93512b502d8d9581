"""The day of publication of a page, from the evidence that it gives, most trusted first.

In: the element tree of a page, its address, and the moment of the fetch. Out: `PageDate`: the words that name the day,
and the rule by which they were chosen. Never here: a day from running text, that of a change, or one after the fetch.
Where no rule of ours is sure, htmldate looks for the day (`guessed_dates.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lxml import html

from indexer.dates.address_days import find_address_day
from indexer.dates.stamps import read_moment, read_stamp
from indexer.model.article import Precision
from indexer.sources.days.guessed_dates import guess
from indexer.sources.days.page_bylines import find_byline_day
from indexer.sources.days.page_data import find_data
from indexer.sources.days.page_heading import find_heading, is_arabic, titles_of
from indexer.sources.days.page_lines import lines_around
from indexer.sources.days.page_marks import DateMark, Means, Trust, find_fields, find_marks
from indexer.sources.days.page_parts import PageParts

DAY = timedelta(days=1)
IN_THE_ADDRESS = "day in the address"
BY_HTMLDATE = "htmldate"
IN_A_BYLINE = "byline on the page"
NEAR_THE_HEADING = "day beside the heading"


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

    @property
    def is_utc(self) -> bool:
        moment = read_moment(self.mark.words)
        return moment is not None and moment.is_utc


def find_page_date(
    tree: html.HtmlElement, address: str, fetched: datetime, *, thorough: bool = True, described: bool = True
) -> PageDate | None:
    """The day of publication of a page, or what it declares in vain, or None. `thorough` allows what takes long on
    a large page; `described`: its JSON-LD is not that of another article alone."""
    latest = fetched.astimezone(UTC).date() + DAY
    titles = titles_of(tree)
    in_address = _in_address(address, latest)
    declared = [*(find_data(tree, address, titles) if described else ()), *find_fields(tree)]
    days = _days(declared, latest)
    if not _is_settled(days, in_address):
        heading = find_heading(tree, titles)
        parts = PageParts(heading, address, arabic=is_arabic(tree))
        days += _days(find_marks(tree, parts), latest)
        days += _days(_written(heading, parts), latest) if heading is not None else []
    found = _chosen(days, in_address)
    if found is not None:
        words = found.mark.words
        stamp = read_stamp(words)
        is_clear = stamp is not None and stamp.date == found.day.isoformat()
        return PageDate(words if is_clear else found.day.isoformat(), found.mark.rule)
    changed = {one.day for one in days if one.mark.means is Means.CHANGED}
    guessed = guess(tree, address, latest, changed) if thorough else None
    return PageDate(guessed, BY_HTMLDATE) if guessed else _refused(declared)


def _refused(declared: Sequence[DateMark]) -> PageDate | None:
    """The first declaration that names no day, so that extraction can say why it is not taken."""
    published = (one for one in declared if one.means is Means.PUBLISHED)
    return next((PageDate(one.words, one.rule) for one in published), None)


def _days(marks: Iterable[DateMark], latest: date) -> list[_Day]:
    return [one for one in map(_day, marks) if one is not None and one.day <= latest]


def _is_settled(days: Sequence[_Day], in_address: _Day | None) -> bool:
    """Whether the head of a page declares one day, by the publisher's own clock or as its address has it."""
    declared = [one for one in days if one.mark.trust is Trust.DECLARED and one.mark.means is Means.PUBLISHED]
    if len({one.day for one in declared}) != 1:
        return False
    if in_address is not None:
        return declared[0].day == in_address.day
    return any(not one.is_utc for one in declared)


def _chosen(days: Sequence[_Day], in_address: _Day | None) -> _Day | None:
    """The day by the most trusted evidence, or None."""
    published = [one for one in days if one.mark.means is not Means.CHANGED]
    declared = [one for one in published if one.mark.trust is Trust.DECLARED]
    weak = [one for one in published if one.mark.trust is Trust.WEAK]
    visible = [one for one in published if one.mark.trust is Trust.VISIBLE]
    shown = _visible(visible)
    if declared:
        return _own(_agreeing(declared, in_address, visible), in_address, published)
    if in_address is not None:
        return in_address
    if shown is not None:
        return _own(shown, in_address, published)
    return _own(weak[0], in_address, published) if weak and not visible else None


def _agreeing(declared: Sequence[_Day], in_address: _Day | None, visible: Sequence[_Day]) -> _Day:
    """The first declared day that the address agrees with, else that the page shows; else the day of the address, which
    stays when an article is published again, else the first one."""
    for others in ([in_address] if in_address else [], visible):
        for one in declared:
            if any(abs(one.day - other.day) <= DAY for other in others):
                return one
    return in_address or declared[0]


def _own(chosen: _Day, in_address: _Day | None, days: Sequence[_Day]) -> _Day:
    """The day itself; if it is in UTC, that of the address or of evidence in the publisher's own time next to it."""
    if not chosen.is_utc:
        return chosen
    own = ([in_address] if in_address else []) + [one for one in days if not one.is_utc]
    near = [one for one in own if abs(one.day - chosen.day) <= DAY]
    return chosen if not near or any(one.day == chosen.day for one in near) else near[0]


def _visible(days: Sequence[_Day]) -> _Day | None:
    """The day that is shown as that of publication, by the best kind of evidence that names a single one: first what
    stands around the heading."""
    near = [one for one in days if one.mark.near]
    for some in (_published(near), near, _published(days), days):
        if len({one.day for one in some}) == 1:
            return some[0]
    return None


def _published(days: Sequence[_Day]) -> list[_Day]:
    return [one for one in days if one.mark.means is Means.PUBLISHED]


def _written(heading: html.HtmlElement, parts: PageParts) -> Iterator[DateMark]:
    """The days in the lines around the heading."""
    lines = lines_around(heading, parts.is_frame)
    for line in (*lines.below, *lines.above):
        found = find_byline_day(line, arabic=parts.arabic)
        if found is not None:
            means, rule = (Means.PUBLISHED, IN_A_BYLINE) if found.cued else (Means.DATE, NEAR_THE_HEADING)
            yield DateMark(found.words, means, rule, day=found.day, near=True)


def _in_address(address: str, latest: date) -> _Day | None:
    found = find_address_day(address)
    if found is None or (day := date.fromisoformat(found.stamp.date)) > latest:
        return None
    return _Day(day, DateMark(address[found.start : found.end], Means.PUBLISHED, IN_THE_ADDRESS))


def _day(mark: DateMark) -> _Day | None:
    if mark.day:
        return _Day(date.fromisoformat(mark.day), mark)
    stamp = read_stamp(mark.words)
    if stamp is None or stamp.precision is not Precision.DAY:
        return None
    return _Day(date.fromisoformat(stamp.date), mark)
