"""When an article was published: from its metadata, its heading, its dateline, its byline, or a relative word.

In: a raw article and its dateline. Out: `PublishedDate` with the words that it was read from. Never here: an invented
day. The date of a law, of a founding or of an anniversary in the text is an event (`events.py`), and a day of the
coming week is no date of publication.
Days are days in UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from indexer.dates.calendar import Calendar, Stamp, day_stamp, stamp
from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.extract.days.bylines import find_bylines
from indexer.extract.days.relative_dates import fetch_tells_time, find_relative
from indexer.extract.names.dateline import Dateline
from indexer.model.article import Evidence, PublishedDate, RawArticle

#: A date may be this far ahead of the fetch: time zones.
TOLERANCE = timedelta(days=1)
#: A day without a year is this year's only when it lies shortly before the fetch.
RECENT = timedelta(days=60)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
#: What some feeds write for no date; the standard library reads it as 2001.
EMPTY_YEAR = re.compile(r"\s0\d{3}\s")
YEAR_ONLY = re.compile(r"\d{4}")
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{2})")
#: Where evidence is of what the source declared, and why it was not taken.
DECLARED = "published"
IN_THE_FUTURE = "after the day of the fetch"
NOT_UNDERSTOOD = "no date that is understood"


def find_published(raw: RawArticle, dateline: Dateline | None) -> PublishedDate:
    """The date of publication, from the most trusted place that has one. Unknown without evidence; then the evidence is
    what the source declared and no date could be read from, if it declared anything."""
    latest = raw.fetched_at.astimezone(UTC).date() + TOLERANCE
    refused = None
    for found, evidence in _candidates(raw, dateline):
        if found is not None and _first_day(found) <= latest:
            return PublishedDate(found.date, found.precision, evidence)
        if evidence.field == DECLARED:
            refused = replace(evidence, rule=IN_THE_FUTURE if found else NOT_UNDERSTOOD)
    return PublishedDate(evidence=refused)


def _candidates(raw: RawArticle, dateline: Dateline | None) -> Iterator[tuple[Stamp | None, Evidence]]:
    if raw.published and raw.published.strip():
        whole = Evidence(DECLARED, 0, len(raw.published), raw.published, raw.published_from or "metadata")
        yield read_stamp(raw.published), whole
    if dateline and dateline.date:
        yield _resolved(raw, dateline.date), _evidence(raw.text, dateline.date, "dateline")
    for one, rule in find_bylines(raw.text):
        yield one.stamp(), _evidence(raw.text, one, rule)
    yield from find_relative(raw)


def read_stamp(words: str) -> Stamp | None:
    """The date in a metadata field or a heading: ISO 8601, RFC 5322, or as texts write it."""
    words = words.strip()
    if YEAR_ONLY.fullmatch(words):
        return stamp(Calendar.GREGORIAN, int(words))
    if month := YEAR_AND_MONTH.fullmatch(words):
        return stamp(Calendar.GREGORIAN, int(month[1]), int(month[2]))
    for read in (_iso, _rfc):
        moment = read(words)
        if moment is not None:
            return _day_in_utc(moment)
    written = find_dates(words)
    return next((found for found in (one.stamp() for one in written) if found is not None), None)


def _day_in_utc(moment: datetime) -> Stamp | None:
    """The day of a moment, or None for one in no year of news: 1440 is a Hijri year, and year 1 an empty field."""
    day = stamp(Calendar.GREGORIAN, moment.year, moment.month, moment.day)
    return day_stamp(moment.astimezone(UTC).date()) if day and moment.tzinfo else day


def _iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words) if ISO_DAY.match(words) else None
    except ValueError:
        return None


def _rfc(words: str) -> datetime | None:
    if EMPTY_YEAR.search(words):
        return None
    try:
        return parsedate_to_datetime(words)
    except ValueError:
        return None


def _first_day(found: Stamp) -> date:
    year, month, day = ([int(part) for part in found.date.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _evidence(text: str, one: DateExpression, rule: str) -> Evidence:
    return Evidence("text", one.start, one.end, text[one.start : one.end], rule)


def _resolved(raw: RawArticle, one: DateExpression) -> Stamp | None:
    """A dateline's day in UTC, in the year of the fetch when it names none and that is certain.

    East of Greenwich a dateline may name the day after the fetch; in UTC the story is of the day of the fetch.
    """
    if one.year is not None or not fetch_tells_time(raw):
        return one.stamp()
    fetched = raw.fetched_at.astimezone(UTC).date()
    for year in (fetched.year + 1, fetched.year, fetched.year - 1):
        found = one.stamp(year)
        if found and fetched - RECENT <= _first_day(found) <= fetched + TOLERANCE:
            return day_stamp(min(_first_day(found), fetched))
    return None
