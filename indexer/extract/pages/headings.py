"""The lines of a page that separate its items: dates alone on a line, rules, closing words.

In: the text of a page. Out: headings and borders with offsets. Never here: deciding whether the page is cut
(`cutting.py`).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from analyzers.folding import fold
from indexer.dates.calendar import DateStamp
from indexer.dates.date_expressions import find_dates
from indexer.extract.pages.titles import looks_like_title
from indexer.tables import rules

LONGEST_HEADING = 60
LINE = re.compile(r"^[^\S\n]*+\S[^\n]*", re.MULTILINE)
AROUND_A_DATE = re.compile(r"[\s\-–—*#•|،,.:/()\[\]]*(?:م|هـ)?[\s\-–—*#•|،,.:/()\[\]]*")
#: The time of day next to a date: `19:30 GMT`, `at 8:15 p.m.`, `الساعة 14:30`.
CLOCK = re.compile(
    r"(?:\bat\s+|الساعة\s+)?(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)\s*(?:[ap]\.?m\b\.?|صباحا|صباحًا|مساء|مساءً)?"
    r"\s*(?:\(?(?:GMT|UTC|بتوقيت غرينتش)\b\)?)?",
    re.IGNORECASE,
)
#: Three signs or more, with up to four spaces between them; Arabic typists draw rules with the tatweel.
SIGN = "[-–—―*_=~#•·.ـ─━═]"
RULE = re.compile(rf"^[ \t]*(?:{SIGN}(?:[ \t]{{0,4}}{SIGN}){{2,}}|⁂)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A date alone on its line: offsets of the line, the date as written, and the day."""

    start: int
    end: int
    words: str
    stamp: DateStamp


@cache
def _weekday() -> re.Pattern[str]:
    names = {name for row in rules.rows("weekdays.tsv", "weekday", "names") for name in row.values("names")}
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?:يوم\s+)?\b(?:{words})\b")


def find_headings(text: str) -> list[Heading]:
    """The lines of a text that are only a date, with or without its weekday and a word such as `Published`."""
    found = []
    for line in LINE.finditer(text):
        words = line[0].strip()
        date = heading_date(words)
        if date:
            start = line.start() + line[0].index(words)
            found.append(Heading(start, start + len(words), words, date))
    return found


def heading_date(words: str) -> DateStamp | None:
    """The date of a line that is only a date, with or without a word such as `Published` before it."""
    return bare_date(words) or bare_date(_without_cue(words))


def _without_cue(words: str) -> str:
    cue = next((cue for cue in rules.lines("byline_cues.txt") if words.lower().startswith(cue.lower())), "")
    return words[len(cue) :].strip(" :")


def bare_date(words: str) -> DateStamp | None:
    """The date of a line that is only a date, otherwise None."""
    if len(words) > LONGEST_HEADING:
        return None
    dates = find_dates(words)
    rest = words
    for date in reversed(dates):
        rest = rest[: date.start] + rest[date.end :]
    stamp = next((stamp for stamp in (date.stamp() for date in dates) if stamp), None)
    return stamp if stamp and AROUND_A_DATE.fullmatch(_weekday().sub("", CLOCK.sub("", rest, count=1))) else None


def titles_above(text: str, headings: list[Heading]) -> list[int] | None:
    """The start of each item on a page with titles above the dates; None for other pages.

    On such a page the line before every heading looks like a title and is shorter than the line after the heading.
    Nothing precedes the first title.
    """
    lines = list(LINE.finditer(text))
    starts = [line.start() for line in lines]
    begins = []
    for heading in headings:
        number = bisect_right(starts, heading.start) - 1
        if number == 0 or number + 1 == len(lines):
            return None
        title, following = lines[number - 1][0].strip(), lines[number + 1][0].strip()
        if not looks_like_title(title) or len(title) >= len(following):
            return None
        begins.append(lines[number - 1].start())
    return begins if not text[: begins[0]].strip() else None


def find_rules(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines of signs that separate items: `-----`, `* * *`."""
    return [match.span() for match in RULE.finditer(text)]


def find_closing_lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines that a layout repeats after each item: `Read more`."""
    ends = frozenset(fold(line) for line in rules.lines("item_ends.txt"))
    return [line.span() for line in LINE.finditer(text) if fold(line[0].strip()) in ends]
