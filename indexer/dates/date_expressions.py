"""Dates as texts write them: both languages, three calendars, all sets of month names and digits, ranges.

In: text. Out: the dates written in it, with offsets. Never here: deciding what happened on that day, or filling in a
year that is not written (`published.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.dates.calendar import YEARS, Calendar, DateStamp, days_of, stamp
from indexer.dates.date_patterns import MOST_SPACES, NUMBER, UNTIL_WORDS, DateForm, era_patterns, patterns
from indexer.dates.folded import FoldedText, fold_text
from indexer.dates.month_names import month_of
from indexer.dates.weekdays import weekday_before

DIGIT = re.compile(r"\d")
MONTHS = 12
#: How many characters before and after a date in numbers are searched for signs of Arabic.
CONTEXT = 40
#: Arabic letters and digits, and the marks that keep a date in order between Arabic words.
ARABIC = re.compile("[\u0620-\u064a\u0660-\u0669\u200f\u061c]")
PERSIAN_DIGIT = re.compile("[\u06f0-\u06f9]")
#: A Hijri date in numbers alone is taken for one from this year on (1990). An earlier year is more likely one of the
#: solar calendar, which ended it in 2032, and with Persian digits it surely is.
FIRST_LUNAR_YEAR = 1411
HIJRI_YEARS = range(YEARS[Calendar.SOLAR][0], YEARS[Calendar.SOLAR][1] + 1)
#: Between the two dates of a range, in folded text.
UNTIL_DATE = re.compile(rf"\s{{0,{MOST_SPACES}}}(?:-|{UNTIL_WORDS})\s{{0,{MOST_SPACES}}}(?:يوم )?")

#: The same without "and", which may join two days alone.
BETWEEN_DAYS = re.compile(
    rf"\s{{0,{MOST_SPACES}}}(?:-|to|until|till|through|الي|حتي|وحتي)\s{{0,{MOST_SPACES}}}(?:يوم )?"
)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date in a text: its written parts and its offsets. `year` is None when none is written; `last_day` is that of
    a range within a month."""

    start: int
    end: int
    calendar: Calendar
    year: int | None
    month: int | None
    day: int | None
    form: DateForm
    last_day: int | None = None

    def stamp(self, year: int | None = None) -> DateStamp | None:
        """The date, in `year` when none is written; None when the day does not exist or no year is known."""
        chosen = self.year if self.year is not None else year
        return None if chosen is None else stamp(self.calendar, chosen, self.month, self.day)


def find_dates(text: str, *, arabic: bool = False) -> list[DateExpression]:
    """The dates written in a text, in order, without overlap. `arabic`: the text is a piece of an Arabic one."""
    if not DIGIT.search(text):
        return []
    folded = fold_text(text)
    found: list[DateExpression] = []
    taken = bytearray(len(folded.words))
    numbers = [match.start() for match in NUMBER.finditer(folded.words)]
    for wanted in patterns():
        for match in wanted.find(folded.words, numbers):
            if any(taken[match.start() : match.end()]):
                continue
            one = _expression(wanted.form, match, folded, arabic)
            if one is not None:
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
    found.sort(key=lambda one: one.start)
    return [_published(one, folded) for one in _with_years(found, folded.words)]


def are_a_range(one: DateExpression, following: DateExpression, text: str) -> bool:
    """Whether the text means all days from one of its dates to the next: `28 October to 3 November 2019`."""
    return BETWEEN_DAYS.fullmatch(fold_text(text[one.end : following.start]).words) is not None


def _published(one: DateExpression, folded: FoldedText) -> DateExpression:
    """The expression with its offsets in the text as published."""
    start, end = folded.span(one.start, one.end)
    return replace(one, start=start, end=end)


def _expression(form: DateForm, match: re.Match[str], folded: FoldedText, arabic: bool) -> DateExpression | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    day = int(parts["day"]) if parts.get("day") else None
    last = int(parts["to"]) if parts.get("to") else None
    end = match.end()
    if form is DateForm.MONTH_DAY_YEAR and last is not None and day is not None and last <= day:
        year, last, end = None, None, match.end("day")
    if parts.get("month"):
        calendar, month = month_of(parts["month"])
        if calendar is Calendar.SOLAR and year is None:
            return None  # its names are common words of other languages
        return DateExpression(match.start(), end, calendar, year, month, day, form, last)
    calendar_in_numbers = _calendar(parts.get("era"), year, match, folded)
    if calendar_in_numbers is None:
        return DateExpression(match.start(), end, Calendar.HIJRI, year, None, None, DateForm.UNKNOWN_CALENDAR)
    number = int(parts["month_number"])
    if form is not DateForm.NUMBERS or day is None:
        return DateExpression(match.start(), end, calendar_in_numbers, year, number, day, form)
    order = _day_and_month(match, day, number, folded, arabic)
    if order is None:
        return DateExpression(match.start(), end, calendar_in_numbers, year, None, None, DateForm.UNKNOWN_ORDER)
    return DateExpression(match.start(), end, calendar_in_numbers, year, order[1], order[0], form)


def _calendar(era: str | None, year: int | None, match: re.Match[str], folded: FoldedText) -> Calendar | None:
    """The calendar of a date in numbers, by its era, its digits and its year; None when it cannot be told."""
    if era:
        return next(calendar for calendar, pattern in era_patterns() if pattern.match(era))
    if year is None or year not in HIJRI_YEARS:
        return Calendar.GREGORIAN
    if year >= FIRST_LUNAR_YEAR:
        return Calendar.HIJRI
    written = folded.text[slice(*folded.span(*match.span("year")))]
    return Calendar.SOLAR if PERSIAN_DIGIT.search(written) else None


def _day_and_month(
    match: re.Match[str], first: int, second: int, folded: FoldedText, arabic: bool
) -> tuple[int, int] | None:
    """Day and month of 10/12/2019. A weekday before it may decide; otherwise the day comes first in Arabic text and
    with dots, and elsewhere it is uncertain: None."""
    if first > MONTHS or first == second:
        return first, second
    if second > MONTHS:
        return second, first
    start, end = folded.span(*match.span())
    weekday = weekday_before(folded.words[: match.start()])
    orders = [(first, second), (second, first)]
    fitting = [one for one in orders if weekday is not None and _weekday(int(match["year"]), one[1], one[0]) == weekday]
    if fitting:
        return fitting[0]
    around = folded.text[max(0, start - CONTEXT) : end + CONTEXT]
    return (first, second) if arabic or match["sign"] == "." or ARABIC.search(around) else None


def _weekday(year: int, month: int, day: int) -> int | None:
    span = days_of(Calendar.GREGORIAN, year, month, day)
    return span[0].weekday() if span else None


def _with_years(found: list[DateExpression], words: str) -> Iterator[DateExpression]:
    """The dates; the first of a range takes its year from the second: `from 28 October to 3 November 2019`."""
    for one, following in zip(found, [*found[1:], None], strict=False):
        if (
            following is not None
            and one.year is None
            and following.year is not None
            and one.month is not None
            and following.month is not None
            and one.calendar is following.calendar
            and UNTIL_DATE.fullmatch(words, one.end, following.start)
        ):
            yield replace(one, year=following.year - (one.month > following.month))
        else:
            yield one
