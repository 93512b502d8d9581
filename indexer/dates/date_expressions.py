"""Dates as texts write them: both languages, both calendars, three sets of month names, ranges.

In: text. Out: the dates written in it, with offsets. Never here: deciding what happened on that day, or filling in a
year that is not written (`published.py`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analyzers.folding import fold
from indexer.dates.calendar import Calendar, DateStamp, stamp
from indexer.tables import rules

#: Spelling variants of letters in month names; the pattern matches any of them.
SPELLINGS = {
    "ا": "[اأإآ]",
    "أ": "[اأإآ]",
    "إ": "[اأإآ]",
    "آ": "[اأإآ]",
    "ى": "[ىي]",
    "ي": "[ىي]",
    "ة": "[ةه]",
    "'": "['’]?",
}
DIGIT = re.compile(r"\d")
MONTHS = 12
#: How many characters before and after a date in numbers are searched for Arabic letters.
CONTEXT = 40
#: Spaces in a row within a date; more are the layout of a page.
MOST_SPACES = 8
ARABIC_LETTER = re.compile("[\u0620-\u064a]")
RANGE = r"(?:\s*[-–—]\s*|\s+(?:to|and|until|إلى|الى|حتى|وحتى|و)\s+|\s+و)"
ORDINAL = "(?:st|nd|rd|th)?"
ERA = r"(?:\s*(?P<era>هـ|ه(?!\w)|AH\b|A\.H\.|م(?!\w)|AD\b))?"
YEAR_CUE = r"(?:\s*,)?(?:\s*من)?(?:\s*(?:عام|العام|لعام|سنة|لسنة))?\s*"


class DateForm(StrEnum):
    """The forms that a date is written in."""

    ISO = "iso"
    YEAR_MONTH_DAY = "year-month-day"
    NUMBERS = "day-month-year in numbers"
    UNKNOWN_ORDER = "day-month-year in numbers, order unknown"
    DAY_MONTH_YEAR = "day month year"
    MONTH_DAY_YEAR = "month day year"
    MONTH_YEAR = "month year"


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date in a text: its written parts and its offsets. `year` is None when none is written."""

    start: int
    end: int
    calendar: Calendar
    year: int | None
    month: int | None
    day: int | None
    form: DateForm

    def stamp(self, year: int | None = None) -> DateStamp | None:
        """The date, in `year` when none is written; None when the day does not exist or no year is known."""
        chosen = self.year if self.year is not None else year
        return None if chosen is None else stamp(self.calendar, chosen, self.month, self.day)


@cache
def _months() -> dict[str, tuple[Calendar, int]]:
    return {
        fold(name): (Calendar(row["calendar"]), int(row["month"]))
        for row in rules.rows("months.tsv", "calendar", "month", "names")
        for name in row.values("names")
    }


def _spelled(name: str) -> str:
    return "".join(SPELLINGS.get(letter, re.escape(letter)) for letter in name).replace(r"\ ", r"\s+")


def _bounded(pattern: str) -> str:
    """The pattern with an end to every run of spaces: several runs in a row would take time that grows with the square
    of the spaces in a text."""
    return pattern.replace(r"\s*", rf"\s{{0,{MOST_SPACES}}}").replace(r"\s+", rf"\s{{1,{MOST_SPACES}}}")


@cache
def _patterns() -> tuple[tuple[DateForm, re.Pattern[str]], ...]:
    names = {name for row in rules.rows("months.tsv", "calendar", "month", "names") for name in row.values("names")}
    month = "|".join(_spelled(name) for name in sorted(names, key=len, reverse=True))
    initials = "".join(sorted({SPELLINGS.get(name[0], name[0]).strip("[]") for name in names}))
    one = rf"(?=[{initials}])(?P<month>{month})(?!\w)\.?(?:\s*[/(]\s*(?:{month})(?!\w)\)?)?"
    year = rf"(?P<year>\d{{4}})(?!\d){ERA}"
    day = rf"(?<![\d/.,-])(?P<day>\d{{1,2}}){ORDINAL}"
    table = (
        (DateForm.ISO, r"(?<![\d-])(?P<year>\d{4})-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})(?!\d)(?!-\d)" + ERA),
        (
            DateForm.YEAR_MONTH_DAY,
            r"(?<![\d/])(?P<year>\d{4})/(?P<month_number>\d{1,2})/(?P<day>\d{1,2})(?![\d/])" + ERA,
        ),
        (
            DateForm.NUMBERS,
            r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month_number>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/-])"
            + ERA,
        ),
        (
            DateForm.DAY_MONTH_YEAR,
            rf"{day}(?:{RANGE}(?P<to>\d{{1,2}}){ORDINAL})?(?:\s+of|\s*من\s+شهر|\s+من|\s+شهر)?\s*,?\s*{one}"
            rf"(?:{YEAR_CUE}{year})?",
        ),
        (
            DateForm.MONTH_DAY_YEAR,
            rf"(?<!\w){one}\s+(?P<day>\d{{1,2}}){ORDINAL}(?![\d,.]*\d\s*(?:pct|mln|\w))(?:\s*[-–]\s*(?P<to>\d{{1,2}}){ORDINAL}(?!\w))?"
            rf"(?:,?\s+{year})?",
        ),
        (DateForm.MONTH_YEAR, rf"(?<!\w)[لبو]?{one}{YEAR_CUE}{year}"),
    )
    return tuple((form, re.compile(_bounded(pattern), re.IGNORECASE)) for form, pattern in table)


def find_dates(text: str) -> list[DateExpression]:
    """The dates written in a text, in order, without overlap."""
    if not DIGIT.search(text):
        return []
    found: list[DateExpression] = []
    taken = bytearray(len(text))
    for form, pattern in _patterns():
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                one = _expression(form, match)
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _expression(form: DateForm, match: re.Match[str]) -> DateExpression:
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    day = int(parts["day"]) if parts.get("day") else None
    end = match.end()
    if parts.get("to") and form is DateForm.MONTH_DAY_YEAR and day is not None and int(parts["to"]) <= day:
        year, end = None, match.end("day")
    if parts.get("month"):
        calendar, month = _months()[fold(re.sub(r"\s+", " ", parts["month"]))]
        return DateExpression(match.start(), end, calendar, year, month, day, form)
    calendar = Calendar.HIJRI if _is_hijri(parts.get("era"), year) else Calendar.GREGORIAN
    number = int(parts["month_number"])
    if form is not DateForm.NUMBERS or day is None:
        return DateExpression(match.start(), end, calendar, year, number, day, form)
    order = _day_and_month(match, day, number)
    if order is None:
        return DateExpression(match.start(), end, calendar, year, None, None, DateForm.UNKNOWN_ORDER)
    return DateExpression(match.start(), end, calendar, year, order[1], order[0], form)


def _is_hijri(era: str | None, year: int | None) -> bool:
    return (era or "").strip().casefold() in {"هـ", "ه", "ah", "a.h."} or (year is not None and 1343 <= year <= 1500)


def _day_and_month(match: re.Match[str], first: int, second: int) -> tuple[int, int] | None:
    """Day and month of 10/12/2019. In Arabic text and with dots the day comes first; elsewhere None if uncertain."""
    if first > MONTHS or first == second:
        return first, second
    if second > MONTHS:
        return second, first
    around = match.string[max(0, match.start() - CONTEXT) : match.end() + CONTEXT]
    return (first, second) if match["sign"] == "." or ARABIC_LETTER.search(around) else None
