"""Days of the solar Hijri calendar, by which Iran and Afghanistan date, as Gregorian days.

In: year, month and day as numbers. Out: a date; ValueError when there is no such day.
The leap years follow the cycle of 33 years, which agrees with the observed calendar from 1178 to 1633.
https://en.wikipedia.org/wiki/Solar_Hijri_calendar
"""

from datetime import date, timedelta

#: The first day of a year, from which all others are counted.
KNOWN_YEAR, KNOWN_DAY = 1398, date(2019, 3, 21)
#: Six months of 31 days; the others have 30, the last one 29 in a common year.
LONG_MONTHS, MONTHS = 6, 12


def is_leap(year: int) -> bool:
    """Whether the last month of a year has 30 days."""
    return (25 * year + 11) % 33 < 8


def month_length(year: int, month: int) -> int:
    """The number of days in a month."""
    if month <= LONG_MONTHS:
        return 31
    return 30 if month < MONTHS or is_leap(year) else 29


def solar_day(year: int, month: int, day: int) -> date:
    """The Gregorian day; raises ValueError."""
    if not 1 <= month <= MONTHS or not 1 <= day <= month_length(year, month):
        raise ValueError("no such day in the solar Hijri calendar")
    between = range(min(year, KNOWN_YEAR), max(year, KNOWN_YEAR))
    length = sum(366 if is_leap(one) else 365 for one in between)
    before = sum(month_length(year, one) for one in range(1, month))
    return KNOWN_DAY + timedelta(days=(length if year >= KNOWN_YEAR else -length) + before + day - 1)
