"""Dates that a machine wrote, in metadata and headings, as stamps.

In: the words of a field. Out: `DateStamp`, or None where no date is understood. Never here: which field it was.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from indexer.dates.calendar import Calendar, DateStamp, day_stamp, stamp
from indexer.dates.date_expressions import find_dates

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
#: An empty date in some feeds; the standard library reads it as 2001.
EMPTY_YEAR = re.compile(r"\s0\d{3}\s")
YEAR_ONLY = re.compile(r"\d{4}")
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{2})")


def read_stamp(words: str) -> DateStamp | None:
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


def _day_in_utc(moment: datetime) -> DateStamp | None:
    """The day of a moment in UTC, or None outside the years of news: 1440 is a Hijri year, year 1 an empty field."""
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
