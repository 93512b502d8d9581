"""The day in a web address: `/2019/12/10/`, `/2019-12-10-title`, `/20191210/`, `/2019/dec/10/`.

In: an address. Out: the day with its offsets, or None. Never here: a day from the query, which may be that of a page's
list, or one whose order is not certain.
"""

import re
from dataclasses import dataclass
from functools import cache

from indexer.dates.calendar import Calendar, DateStamp, stamp
from indexer.dates.month_names import month_of, month_pattern
from indexer.model.article import Precision

YEAR = r"(?P<year>(?:19[89]|20[0-4])\d)"
#: Forms of a day in a path, most certain first.
FORMS = (
    r"(?<![\da-z])" + YEAR + r"(?P<sign>[/_.-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
    r"(?<![\da-z])" + YEAR + r"[/-](?P<month>\d{2})[/-]?(?P<day>\d{2})(?=[/_.-])",
    r"(?<![\da-z])" + YEAR + r"(?P<month>\d{2})(?P<day>\d{2})(?![\da-z])",
    r"(?<![\da-z])(?P<day>\d{1,2})(?P<sign>[/_.-])(?P<month>\d{1,2})(?P=sign)" + YEAR + r"(?!\d)",
)
NAMED = r"(?<![\da-z])" + YEAR + r"[/-](?P<name>{months})[/-](?P<day>\d{{1,2}})(?!\d)"
MONTHS = 12


@dataclass(frozen=True, slots=True)
class AddressDay:
    """A day in an address, characters `start` to `end` (exclusive)."""

    start: int
    end: int
    stamp: DateStamp


def find_address_day(address: str) -> AddressDay | None:
    """The one day that the path of an address names."""
    path = address.partition("?")[0].partition("#")[0].lower()
    begin = path.find("/", path.find("://") + 3) if "://" in path else 0
    if begin < 0:
        return None
    for pattern in _patterns():
        for match in pattern.finditer(path, begin):
            found = _stamp(match)
            if found is not None and found.precision is Precision.DAY:
                return AddressDay(match.start(), match.end(), found)
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, (*FORMS, NAMED.format(months=month_pattern()))))


def _stamp(match: re.Match[str]) -> DateStamp | None:
    parts = match.groupdict()
    if parts.get("name"):
        calendar, month = month_of(parts["name"])
        return stamp(calendar, int(parts["year"]), month, int(parts["day"]))
    month, day = int(parts["month"]), int(parts["day"])
    if match.start("day") < match.start("year") and month != day:
        if day <= MONTHS and month <= MONTHS:
            return None
        month, day = min(month, day), max(month, day)
    return stamp(Calendar.GREGORIAN, int(parts["year"]), month, day)
