"""Dates that visitors type, in both calendars, as the days that they mean.

In: words of a query, or the value of a filter or a field, in either language and with either digit set. Out: where a
date is, and its days in the Gregorian calendar. Never here: a guess between day and month: 10/12/2019 means either
day; or a bare number among other words taken for a Hijri year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indexer.dates.calendar import Calendar, days_of
from indexer.dates.date_expressions import DateExpression, find_dates

#: A number outside the ranges of YEARS is no year.
HIJRI_YEARS = range(1300, 1501)
YEARS = {Calendar.GREGORIAN: range(1900, 2100), Calendar.HIJRI: HIJRI_YEARS}
ERA = r"(?:\s*(?P<hijri>هـ|ه(?!\w)|هجري(?:ة|ا)?(?!\w)|AH\b|A\.H\.)|\s*(?:م(?!\w)|ميلادي(?:ة|ا)?(?!\w)|AD\b|CE\b))?"
YEAR = rf"(?P<year>\d{{4}})(?![\d]){ERA}"
CUE = r"(?P<cue>(?:\bل?(?:ال)?(?:عام|سنة)|\byear)\s+)?"
#: Dates without a day or a name of a month, in the order in which they are looked for.
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\w/.-])(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?![\w/-])" + ERA,
        r"(?<![\w/.-])(?P<month>\d{1,2})[-/.]" + YEAR + r"(?![\w/-])",
        rf"{CUE}(?<![\w/.-]){YEAR}(?![\w/-])",
    )
)
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
BETWEEN = "/"
#: No date has more characters.
LONGEST = 80
OR = ","


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        """ISO 8601: `2019-12-10`, `2019-12` and `2019` for a whole month or year, otherwise `first/last`."""
        first, last = self.first.isoformat(), self.last.isoformat()
        for calendar_part in ((self.first.year, self.first.month, self.first.day), (self.first.year, self.first.month)):
            if days_of(Calendar.GREGORIAN, *calendar_part) == (self.first, self.last):
                return "-".join(first.split("-")[: len(calendar_part)])
        if days_of(Calendar.GREGORIAN, self.first.year) == (self.first, self.last):
            return first[:4]
        return f"{first}{BETWEEN}{last}"


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date in a text, characters `start` to `end` (exclusive), and the days that it may mean. `hijri` when it was
    converted."""

    start: int
    end: int
    days: tuple[Days, ...]
    hijri: bool = False

    def __str__(self) -> str:
        """All the days, as `Days` writes them."""
        return OR.join(map(str, self.days))


def find_typed(text: str) -> list[TypedDate]:
    """The dates of a text in order, without overlap."""
    found = list(_with_day_or_name(text))
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found += [one] if (one := _in_numbers(match, whole=match[0] == text.strip())) else []
    return sorted(found, key=lambda one: one.start)


def read_typed(text: str) -> TypedDate | None:
    """The date that a text is, or None when it is anything else."""
    text = text.strip()
    found = find_typed(text) if len(text) <= LONGEST else []
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def _with_day_or_name(text: str) -> Iterator[TypedDate]:
    for one in find_dates(text):
        days = tuple(_days(one, text))
        if days:
            yield TypedDate(one.start, one.end, days, one.calendar is Calendar.HIJRI)


def _days(one: DateExpression, text: str) -> Iterator[Days]:
    """The days of an expression, of both readings when its day and its month cannot be told apart."""
    numbers = NUMBERS.match(text, one.start) if one.month is None else None
    pairs: list[tuple[int | None, int | None]] = [(one.month, one.day)]
    if numbers:
        first, second = int(numbers[1]), int(numbers[2])
        pairs = [(second, first), (first, second)]
    for month, day in pairs:
        if one.year is not None and (span := days_of(one.calendar, one.year, month, day)):
            yield Days(*span)


def _in_numbers(match: re.Match[str], *, whole: bool) -> TypedDate | None:
    parts = match.groupdict()
    year, month = int(match["year"]), parts.get("month")
    calendar = Calendar.HIJRI if parts["hijri"] or year in YEARS[Calendar.HIJRI] else Calendar.GREGORIAN
    sure = whole or month or parts["hijri"] or parts.get("cue")
    if year not in YEARS[calendar] or (calendar is Calendar.HIJRI and not sure):
        return None
    span = days_of(calendar, year, int(month) if month else None)
    is_hijri = calendar is Calendar.HIJRI
    return TypedDate(match.start(), match.end(), (Days(*span),), is_hijri) if span else None
