"""The days that a text speaks of: signings, meetings, laws. None of them is the date of publication.

In: a text, and the publication date when it is known. Out: `EventDate`s of a day or a month. Never here: a day whose
year is neither written nor told by the publication date.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from indexer.article import EventDate, Evidence, Precision, PublishedDate
from indexer.extract.calendar import Stamp
from indexer.extract.date_expressions import DateExpression, find_dates

#: A day without a year is looked for this close to the publication date.
NEAR = timedelta(days=183)


def find_events(text: str, published: PublishedDate) -> tuple[EventDate, ...]:
    """The dates in a text other than the one that the publication date was read from."""
    return tuple(_events(text, published))


def _events(text: str, published: PublishedDate) -> Iterator[EventDate]:
    read_from = published.evidence
    for one in find_dates(text):
        if read_from and read_from.field == "text" and one.start < read_from.end and read_from.start < one.end:
            continue
        found = one.stamp() if one.year is not None else None
        if one.year is None and published.precision is Precision.DAY and published.first_day:
            found = _near(one, published.first_day)
        if found is not None and found.precision in {Precision.DAY, Precision.MONTH}:
            evidence = Evidence("text", one.start, one.end, text[one.start : one.end], one.rule)
            yield EventDate(found.date, found.precision, evidence)


def _near(one: DateExpression, published: date) -> Stamp | None:
    for year in (published.year, published.year - 1, published.year + 1):
        found = one.stamp(year)
        if found and found.precision is Precision.DAY and abs(date.fromisoformat(found.date) - published) <= NEAR:
            return found
    return None
