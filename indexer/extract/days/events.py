"""The days of events in a text: signings, meetings, laws. None of them is the date of publication.

In: a text, and the publication date when it is known. Out: `EventDate`s of a day or a month. Never here: a day whose
year is neither written nor implied by the publication date.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from indexer.dates.calendar import Calendar, DateStamp
from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.extract.days.bylines import find_bylines
from indexer.extract.names.dateline import SAME_DAY
from indexer.model.article import EventDate, Evidence, Precision, PublishedDate, Rule

#: A day without a year is at most this far from the publication date.
NEAR = timedelta(days=183)


def find_events(text: str, published: PublishedDate) -> tuple[EventDate, ...]:
    """The dates in a text, without those in bylines and the one that the date of publication was read from."""
    return tuple(_events(text, published))


def _events(text: str, published: PublishedDate) -> Iterator[EventDate]:
    read_from = published.evidence
    dates = find_dates(text)
    bylines = {one.start for one, _ in find_bylines(text)} if dates else set()
    for one in dates:
        if one.start in bylines:
            continue
        if read_from and read_from.field == "text" and _same(text, one, read_from):
            continue
        found = one.stamp() if one.year is not None else None
        if one.year is None and published.precision is Precision.DAY and published.first_day:
            found = _near(one, published.first_day)
        if found is not None and found.precision in {Precision.DAY, Precision.MONTH}:
            evidence = Evidence("text", one.start, one.end, text[one.start : one.end], Rule(one.form))
            yield EventDate(found.date, found.precision, evidence)


def _same(text: str, one: DateExpression, read_from: Evidence) -> bool:
    """Whether a date is the one that was read, or the same day next to it in the other calendar."""
    if one.start < read_from.end and read_from.start < one.end:
        return True
    between = (one.end, read_from.start) if one.end <= read_from.start else (read_from.end, one.start)
    return one.calendar is Calendar.HIJRI and SAME_DAY.fullmatch(text, *between) is not None


def _near(one: DateExpression, published: date) -> DateStamp | None:
    for year in (published.year, published.year - 1, published.year + 1):
        found = one.stamp(year)
        if found and found.precision is Precision.DAY and abs(date.fromisoformat(found.date) - published) <= NEAR:
            return found
    return None
