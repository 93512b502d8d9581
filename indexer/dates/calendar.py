"""Days of the Gregorian, the Hijri and the solar Hijri calendar.

In: year, month, day as numbers. Out: a date truncated to its precision, or its first and last day; None when there is
no such day. Never here: a guess; the 31st of November is no date at all.
The Hijri calendar is Umm al-Qura's, as the Gulf's agencies print it (hijridate).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hijridate import Hijri

from indexer.dates.solar import month_length, solar_day
from indexer.model.article import Precision


class Calendar(StrEnum):
    """The calendars that news is dated in."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    SOLAR = "solar hijri"


#: First and last year of the dates that are read, by calendar; hijridate knows Umm al-Qura from 1343 to 1500.
YEARS = {Calendar.GREGORIAN: (1800, 2199), Calendar.HIJRI: (1343, 1500), Calendar.SOLAR: (1300, 1500)}
MONTHS = 12


@dataclass(frozen=True, slots=True)
class DateStamp:
    """A date truncated to its precision: ISO 8601 text, and the precision."""

    date: str
    precision: Precision


def stamp(calendar: Calendar, year: int, month: int | None = None, day: int | None = None) -> DateStamp | None:
    """The date in the Gregorian calendar, or None when there is no such day in that calendar."""
    first, last = YEARS[calendar]
    if not first <= year <= last:
        return None
    if calendar is not Calendar.GREGORIAN:
        return _converted(calendar, year, month, day)
    if month is None:
        return DateStamp(f"{year:04}", Precision.YEAR)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return DateStamp(f"{year:04}-{month:02}", Precision.MONTH)
    try:
        return day_stamp(date(year, month, day))
    except ValueError:
        return None


def days_of(
    calendar: Calendar, year: int, month: int | None = None, day: int | None = None
) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day, or None when that calendar has no such date."""
    first, last = YEARS[calendar]
    if not first <= year <= last:
        return None
    if 0 in (month, day):
        return None
    try:
        final = month or MONTHS
        if calendar is Calendar.GREGORIAN:
            return date(year, month or 1, day or 1), date(year, final, day or monthrange(year, final)[1])
        length = day or _length(calendar, year, final)
        return _gregorian(calendar, year, month or 1, day or 1), _gregorian(calendar, year, final, length)
    except (ValueError, OverflowError):
        return None


def day_stamp(day: date) -> DateStamp:
    """A whole day."""
    return DateStamp(day.isoformat(), Precision.DAY)


def _converted(calendar: Calendar, year: int, month: int | None, day: int | None) -> DateStamp | None:
    """A day of another calendar; its months and years begin in one Gregorian month and end in another, so they have no
    date."""
    if month is None or day is None:
        return None
    try:
        return day_stamp(_gregorian(calendar, year, month, day))
    except (ValueError, OverflowError):
        return None


def _length(calendar: Calendar, year: int, month: int) -> int:
    return month_length(year, month) if calendar is Calendar.SOLAR else Hijri(year, month, 1).month_length()


def _gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """A day of another calendar in the Gregorian one; raises ValueError or OverflowError when there is none."""
    if calendar is Calendar.SOLAR:
        return solar_day(year, month, day)
    return date(*Hijri(year, month, day).to_gregorian().datetuple())
