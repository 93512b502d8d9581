"""Dates that a machine wrote, in metadata and headings, as stamps.

In: the words of a field. Out: `DateStamp` or `Moment`, or None where no date is understood. Never here: which field it
was, or in which zone a source is.
A stamp with an offset names a day of its own: 01:00 on 10 December at +03:00 is the 10th. In UTC it is mostly a
server's clock, and the publisher's day has to be taken from elsewhere (`indexer/extract/days/own_day.py`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from indexer.dates.calendar import Calendar, DateStamp, day_stamp, stamp
from indexer.dates.date_expressions import PERSIAN_DIGIT, find_dates
from indexer.dates.folded import fold_text

#: ISO 8601, in its extended or its basic form, as machines write it, and with spaces where it has none.
ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{8}(?!\d))(?:[t ]{1,2}(?P<time>\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)"
    r" ?(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?"
)
#: An empty date in some feeds; the standard library reads it as 2001.
EMPTY_YEAR = re.compile(r"\s0\d{3}\s")
YEAR_ONLY = re.compile(r"\d{4}")
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{2})")
#: By RFC 5322 this is a time in UTC of an unknown place.
UNKNOWN_PLACE = re.compile(r"-0000$")
#: Seconds or milliseconds since 1970, from 2001 on.
UNIX_TIME = re.compile(r"1\d{9}(?:\d{3})?")
SECONDS_DIGITS = 10
IN_UTC = frozenset({"z", "utc", "gmt"})
#: The days at which clocks begin to count, one day earlier west of Greenwich: an empty field, and no day of news.
ZERO_DAYS = frozenset(
    {date(1970, 1, 1), date(1969, 12, 31), date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1601, 1, 1)}
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in a field: in UTC, or with an offset, or without a zone."""

    at: datetime

    @property
    def is_utc(self) -> bool:
        """Whether it is in UTC, which may be the clock of a server and not of the publisher."""
        return self.at.tzinfo is not None and self.at.utcoffset() == timedelta(0)

    def day(self, zone: tzinfo | None = None) -> DateStamp | None:
        """The day that it names itself; of one in UTC the day in `zone`, but of midnight in UTC, which stands for a day
        without a time, that day. None outside the years of news (1440 is a
        Hijri year, year 1 an empty field), and for the days at which clocks begin."""
        if stamp(Calendar.GREGORIAN, self.at.year, self.at.month, self.at.day) is None or self._is_zero():
            return None
        is_whole_day = self.at.time() == time()
        local = self.at.astimezone(zone) if zone is not None and self.is_utc and not is_whole_day else self.at
        return day_stamp(local.date())

    def _is_zero(self) -> bool:
        return self.at.date() in ZERO_DAYS or (
            self.at.tzinfo is not None and self.at.astimezone(UTC).date() in ZERO_DAYS
        )


def read_stamp(words: str, *, arabic: bool = False) -> DateStamp | None:
    """The date in a metadata field or a heading: ISO 8601, RFC 5322, or as texts write it. A moment in UTC gives its
    day in UTC. `arabic`: the field is of an Arabic text."""
    moment = read_moment(words)
    if moment is not None:
        return moment.day()
    plain = fold_text(words).words.strip()
    if YEAR_ONLY.fullmatch(plain):
        return stamp(Calendar.GREGORIAN, int(plain))
    if month := YEAR_AND_MONTH.fullmatch(plain):
        return stamp(Calendar.GREGORIAN, int(month[1]), int(month[2]))
    stamps = (one.stamp() for one in find_dates(words, arabic=arabic))
    return next((one for one in stamps if one is not None and not is_zero(one)), None)


def read_moment(words: str) -> Moment | None:
    """The moment in a field, None for a date without a time or one that only people write."""
    plain = fold_text(words).words.strip()
    if UNIX_TIME.fullmatch(plain):
        return Moment(datetime.fromtimestamp(int(plain[:SECONDS_DIGITS]), UTC))
    moment = None if PERSIAN_DIGIT.search(words) else _iso(plain) or _rfc(words.strip())
    return Moment(moment) if moment is not None else None


def is_zero(found: DateStamp) -> bool:
    """Whether a day is one at which clocks begin."""
    return any(found.date == day.isoformat() for day in ZERO_DAYS)


def _iso(plain: str) -> datetime | None:
    found = ISO.match(plain)
    if found is None or (len(found["day"]) == len("20191210") and found.end() < len(plain)):
        return None
    zone = found["zone"] or ""
    written = found["day"] + (f"T{found['time']}" if found["time"] else "")
    try:
        return datetime.fromisoformat(written + ("+00:00" if zone in IN_UTC else zone))
    except ValueError:
        return None


def _rfc(words: str) -> datetime | None:
    if EMPTY_YEAR.search(words):
        return None
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if UNKNOWN_PLACE.search(words) else moment
