"""Dates that visitors type, in all calendars, as the days that they mean.

In: words of a query, or the value of a filter or a field, in either language and with either digit set. Out: where a
date is, and its days in the Gregorian calendar. Never here: a guess between day and month: 10/12/2019 means either
day; or a bare number among other words taken for a Hijri year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indexer.dates.calendar import Calendar, days_of
from indexer.dates.date_expressions import FIRST_LUNAR_YEAR, PERSIAN_DIGIT, DateExpression, are_a_range, find_dates
from indexer.dates.date_patterns import ERAS, DateForm
from indexer.dates.folded import FoldedText, fold_text

#: A number outside the ranges of YEARS is no year.
HIJRI_YEARS = range(1300, 1501)
YEARS = {Calendar.GREGORIAN: range(1900, 2100), Calendar.HIJRI: HIJRI_YEARS, Calendar.SOLAR: HIJRI_YEARS}
ERA = rf"(?:\s{{0,8}}(?:{'|'.join(f'(?P<{calendar.name}>{words})' for calendar, words in ERAS.items())}))?"
YEAR = rf"(?P<year>\d{{4}})(?![\d]){ERA}"
CUE = r"(?P<cue>(?:\bل?(?:ال)?(?:عام|سنه)|\byear)\s{1,8})?"
#: Dates without a day or a name of a month, in folded text, in the order in which they are looked for.
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w/.-])(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?![\w/-])" + ERA,
        r"(?<![\w/.-])(?P<month>\d{1,2})[-/.]" + YEAR + r"(?![\w/-])",
        rf"{CUE}(?<![\w/.-]){YEAR}(?![\w/-])",
    )
)
NUMBERS = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?\d{4}")
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
    folded = fold_text(text)
    found = list(_with_day_or_name(text))
    for pattern in PATTERNS:
        for match in pattern.finditer(folded.words):
            start, end = folded.span(*match.span())
            if not any(one.start < end and start < one.end for one in found):
                found += [one] if (one := _in_numbers(match, folded)) else []
    return sorted(found, key=lambda one: one.start)


def read_typed(text: str) -> TypedDate | None:
    """The date that a text is, or None when it is anything else."""
    found = find_typed(text) if len(text) <= LONGEST else []
    if len(found) != 1:
        return None
    outside = text[: found[0].start] + text[found[0].end :]
    return None if fold_text(outside).words.strip() else found[0]


def _with_day_or_name(text: str) -> Iterator[TypedDate]:
    dates = find_dates(text)
    found = [(one, days) for one in dates if (days := tuple(_days(one, text)))]
    while found:
        one, days = found.pop(0)
        end = one.end
        if found and len(days) == len(found[0][1]) == 1 and are_a_range(one, found[0][0], text):
            following, last = found.pop(0)
            end = following.end
            days = (Days(days[0].first, max(days[0].last, last[0].last)),)
        yield TypedDate(one.start, end, days, one.calendar is not Calendar.GREGORIAN)


def _days(one: DateExpression, text: str) -> Iterator[Days]:
    """The days of an expression, of both readings when its day and its month cannot be told apart."""
    pairs: list[tuple[int | None, int | None]] = [(one.month, one.day)]
    if one.form is DateForm.UNKNOWN_CALENDAR:
        return
    if one.form is DateForm.UNKNOWN_ORDER and (numbers := NUMBERS.match(fold_text(text[one.start : one.end]).words)):
        first, second = int(numbers[1]), int(numbers[2])
        pairs = [(second, first), (first, second)]
    for month, day in pairs:
        if one.year is not None and (span := days_of(one.calendar, one.year, month, day)):
            end = days_of(one.calendar, one.year, month, one.last_day) if one.last_day else None
            yield Days(span[0], max(span[1], end[1]) if end else span[1])


def _in_numbers(match: re.Match[str], folded: FoldedText) -> TypedDate | None:
    parts = match.groupdict()
    year, month = int(match["year"]), parts.get("month")
    start, end = folded.span(*match.span())
    calendar = _calendar(match, year, folded)
    era = any(parts[name.name] for name in (Calendar.HIJRI, Calendar.SOLAR))
    sure = match[0] == folded.words.strip() or month or era or parts.get("cue")
    if year not in YEARS[calendar] or (calendar is not Calendar.GREGORIAN and not sure):
        return None
    span = days_of(calendar, year, int(month) if month else None)
    return TypedDate(start, end, (Days(*span),), calendar is not Calendar.GREGORIAN) if span else None


def _calendar(match: re.Match[str], year: int, folded: FoldedText) -> Calendar:
    """The calendar of a year, by its era, or by the year itself and its digits."""
    named = next((calendar for calendar in ERAS if match[calendar.name]), None)
    if named is not None:
        return named
    if year not in HIJRI_YEARS:
        return Calendar.GREGORIAN
    written = folded.text[slice(*folded.span(*match.span("year")))]
    return Calendar.SOLAR if year < FIRST_LUNAR_YEAR and PERSIAN_DIGIT.search(written) else Calendar.HIJRI
