"""The forms in which texts write dates, as patterns over folded text.

In: nothing. Out: a pattern for each form, and what the words of an era mean. Never here: text as published.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from indexer.dates.calendar import Calendar
from indexer.dates.month_names import initials, month_pattern

#: Spaces in a row within a date; more are the layout of a page.
MOST_SPACES = 8
#: The words after a year that name its calendar. The solar ones come first: they begin like the others.
ERAS = {
    Calendar.SOLAR: r"ه\s?\.?\s?ش(?!\w)|هجري\s+شمسي|ه?شمسي(?:ه|ا)?(?!\w)|a\.?h\.?s\.?h?(?!\w)|sh(?!\w)",
    Calendar.HIJRI: r"ه\s?\.?\s?ق(?!\w)|هجري(?:ه|ا)?(?!\w)|ه(?!\w)|ah\b|a\.h\.|h(?!\w)",
    Calendar.GREGORIAN: r"ميلادي(?:ه|ا)?(?!\w)|م(?!\w)|ad\b|ce\b",
}
ERA = rf"(?:\s*(?P<era>{'|'.join(ERAS.values())}))?"
#: Between two days of a range.
UNTIL_WORDS = "to|and|until|till|through|الي|الي غايه|حتي|وحتي|لغايه|ولغايه|و"
UNTIL = rf"(?:\s*-\s*|\s+(?:{UNTIL_WORDS})\s+|\s+و)(?:the\s+|يوم\s+)?(?:ال)?"
ORDINAL = "(?:st|nd|rd|th|er)?"
YEAR_CUE = r"(?:\s*,)?(?:\s*من)?(?:\s*(?:عام|العام|لعام|سنه|لسنه|السنه))?\s*"
DAY = rf"(?<!\d)(?<!\d[/.,-])(?P<day>\d{{1,2}}){ORDINAL}"
YEAR = rf"(?P<year>\d{{4}})(?!\d){ERA}"
#: What dates in numbers, and those with a sign between name and number, have.
NUMBERS = r"\d\s?[/.-]\s?\d"
SIGNED = r"[/.-](?:(?<=[^\W\d_][/.-])|(?<=[^\W\d_]\s[/-]))\s?\d"
#: A number of a text; every form that does not begin with a name begins where one begins.
NUMBER = re.compile(r"\d+")
#: The end of a name of a month: no letter follows, and no digit on a digit.
END = r"(?:(?<=\d)(?!\w)|(?<!\d)(?![^\W\d_]))"


class DateForm(StrEnum):
    """The forms that a date is written in."""

    ISO = "iso"
    YEAR_MONTH_DAY = "year-month-day"
    NUMBERS = "day-month-year in numbers"
    UNKNOWN_ORDER = "day-month-year in numbers, order unknown"
    UNKNOWN_CALENDAR = "numbers, calendar unknown"
    DAY_MONTH_YEAR = "day month year"
    MONTH_DAY_YEAR = "month day year"
    MONTH_YEAR = "month year"


#: The forms that begin with the name of a month.
NAME_FIRST = frozenset({DateForm.MONTH_DAY_YEAR, DateForm.MONTH_YEAR})


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A form and its pattern. `needs` matches in every text that has a date of that form, and is found sooner."""

    form: DateForm
    pattern: re.Pattern[str]
    needs: re.Pattern[str]

    def find(self, words: str, numbers: Sequence[int]) -> Iterator[re.Match[str]]:
        """The matches in a folded text, without overlap; `numbers` are where its numbers begin."""
        if not self.needs.search(words):
            return iter(())
        return self.pattern.finditer(words) if self.form in NAME_FIRST else self._at(words, numbers)

    def _at(self, words: str, numbers: Sequence[int]) -> Iterator[re.Match[str]]:
        """The matches that begin at a number; to try these alone is several times faster than to try each character."""
        end = 0
        for number in numbers:
            if number >= end and (match := self.pattern.match(words, number)):
                end = match.end()
                yield match


#: Stand in the table for the name of a month, and for one that may have another name of it behind it: أغسطس (آب). The
#: names lie in a table of their own, which is read when first needed.
NAME, ONE = "<NAME>", "<ONE>"
#: In the order in which they are looked for: the form, what every text with such a date has, and its pattern.
TABLE: tuple[tuple[DateForm, str, str], ...] = (
    (
        DateForm.ISO,
        r"\d-\d",
        r"(?<![\d-])(?P<year>\d{4})-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})(?!\d)(?!-\d)" + ERA,
    ),
    (
        DateForm.ISO,
        r"\d{8}t",
        r"(?<!\w)(?P<year>(?:19|20)\d\d)(?P<month_number>\d\d)(?P<day>\d\d)t\d{4}(?:\d\d)?z?(?!\w)",
    ),
    (
        DateForm.YEAR_MONTH_DAY,
        NUMBERS,
        r"(?<![\d/.])(?P<year>\d{4})\s?(?P<sign>[/.])\s?(?P<month_number>\d{1,2})\s?(?P=sign)\s?(?P<day>\d{1,2})"
        r"(?![\d/])(?!\.\d)" + ERA,
    ),
    (
        DateForm.NUMBERS,
        NUMBERS,
        r"(?<!\d)(?<!\d[/.-])(?P<day>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<month_number>\d{1,2})\s?(?P=sign)\s?"
        r"(?P<year>\d{4})(?![\d/-])" + ERA,
    ),
    (DateForm.DAY_MONTH_YEAR, SIGNED, rf"{DAY}\s?(?P<sign>[/.-])\s?{NAME}\s?(?P=sign)\s?{YEAR}"),
    (DateForm.MONTH_DAY_YEAR, SIGNED, rf"(?<!\w){NAME}(?P<sign>[/.-])(?P<day>\d{{1,2}})(?P=sign){YEAR}"),
    (
        DateForm.DAY_MONTH_YEAR,
        SIGNED,
        rf"(?<![\w/.-])(?P<year>\d{{4}})(?P<sign>[/.-]){NAME}(?P=sign)(?P<day>\d{{1,2}})(?!\w)",
    ),
    (
        DateForm.DAY_MONTH_YEAR,
        r"\d[.ºo]\s[^\W\d_]|\sde\s",
        rf"{DAY}(?:\.|º|o)?\s(?:de\s)?{NAME}(?:\sde|\sdel)?\s{YEAR}",
    ),
    (
        DateForm.DAY_MONTH_YEAR,
        r"",
        rf"{DAY}(?:{UNTIL}(?P<to>\d{{1,2}}){ORDINAL})?(?:\s+of|\s*من\s+شهر|\s+من|\s+شهر)?\s*,?\s*{ONE}"
        rf"(?:{YEAR_CUE}{YEAR})?",
    ),
    (
        DateForm.MONTH_DAY_YEAR,
        r"",
        rf"(?<!\w){ONE}\s+(?P<day>\d{{1,2}}){ORDINAL}(?![\d,.]*\d\s*(?:pct|mln|\w))"
        rf"(?:{UNTIL}(?P<to>\d{{1,2}}){ORDINAL}(?!\w))?(?:,?\s+{YEAR})?",
    ),
    (DateForm.MONTH_YEAR, r"\d{4}", rf"(?<!\w)[لبو]?{ONE}{YEAR_CUE}{YEAR}"),
)


@cache
def patterns() -> tuple[DatePattern, ...]:
    """The patterns of all forms, in the order in which they are looked for."""
    return tuple(DatePattern(form, re.compile(_bounded(_named(one))), re.compile(needs)) for form, needs, one in TABLE)


@cache
def era_patterns() -> tuple[tuple[Calendar, re.Pattern[str]], ...]:
    """Calendar -> the words that name it after a year."""
    return tuple((calendar, re.compile(words)) for calendar, words in ERAS.items())


def _named(pattern: str) -> str:
    """The pattern with the names of months."""
    month = month_pattern()
    name = rf"(?=[{initials()}])(?P<month>{month}){END}"
    one = rf"{name}\.?(?:\s*[/(]\s*(?:{month}){END}\s?\)?)?"
    return pattern.replace(NAME, name).replace(ONE, one)


def _bounded(pattern: str) -> str:
    """The pattern with an end to every run of spaces: several runs in a row would take time that grows with the square
    of the spaces in a text."""
    return pattern.replace(r"\s*", rf"\s{{0,{MOST_SPACES}}}").replace(r"\s+", rf"\s{{1,{MOST_SPACES}}}")
