"""The publisher's own day of a stamp in UTC, which is mostly the clock of a server.

In: the stamp, a raw article, and the country of its outlet. Out: a day, and the words that name it where they do not
stand in the stamp. Never here: a stamp with another offset or without one, which names its own day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from indexer.dates.address_days import find_address_day
from indexer.dates.calendar import DateStamp
from indexer.dates.stamps import Moment
from indexer.dates.zones import zone_named, zone_of_country
from indexer.extract.days.bylines import find_bylines
from indexer.model.article import Evidence, Precision, RawArticle, Rule
from indexer.model.source import WEB

DAY = timedelta(days=1)
IN_THE_ADDRESS = Rule("day in the address")


def own_day(raw: RawArticle, moment: Moment, country: str) -> tuple[DateStamp | None, Evidence | None]:
    """The day that the address or a byline names, if it is that of the stamp or one next to it; otherwise the day in
    the source's zone, or in UTC where that is not known."""
    in_utc = moment.day()
    if in_utc is None or not moment.is_utc:
        return in_utc, None
    for named, evidence in _named(raw):
        if named.precision is Precision.DAY and _apart(named, in_utc) <= DAY:
            return named, evidence if named != in_utc else None
    return moment.day(zone_of(raw, moment.at, country)), None


def address_day(raw: RawArticle) -> tuple[DateStamp, Evidence] | None:
    """The day in the address of an article."""
    address = raw.url or (raw.uri if raw.uri.startswith(WEB) else "")
    found = find_address_day(address)
    if found is None:
        return None
    words = address[found.start : found.end]
    return found.stamp, Evidence("url", found.start, found.end, words, IN_THE_ADDRESS)


def zone_of(raw: RawArticle, at: datetime, country: str) -> tzinfo | None:
    """The zone of the source of an article: as the list of sources names it, otherwise that of its country."""
    if raw.zone:
        return zone_named(raw.zone)
    return zone_of_country(country, at) if country else None


def _named(raw: RawArticle) -> Iterator[tuple[DateStamp, Evidence]]:
    if (in_address := address_day(raw)) is not None:
        yield in_address
    for one, rule in find_bylines(raw.text):
        if (found := one.stamp()) is not None:
            yield found, Evidence("text", one.start, one.end, raw.text[one.start : one.end], Rule(rule))


def _apart(one: DateStamp, other: DateStamp) -> timedelta:
    return abs(date.fromisoformat(one.date) - date.fromisoformat(other.date))
