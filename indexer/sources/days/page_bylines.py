"""The day in a byline of a page: `By A Reporter | 10 December 2019`, `نشر في: 10 ديسمبر 2019`.

In: a short line of a page. Out: the words of its day, and whether a cue such as `Published` says what it is.
Never here: a day in a sentence, or one that a line gives as that of a change.
"""

import re
from dataclasses import dataclass
from functools import cache

from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.dates.folded import fold_text
from indexer.model.article import Precision
from indexer.tables import rules

#: Signs between the parts of a byline; a day stands between them, or at the beginning or the end of its line.
SIGNS = re.escape("|·•,:;/\\-()[]»«>.")
#: A place of a day in a line from which the words of all days were taken.
HERE = "\x01"
#: What belongs to a day: the time of day, and what joins the same day in two calendars.
TIME = re.compile(
    r"(?:\b(?:at|um|a)\s|الساعه\s)?(?<!\d)\d{1,2}\s?[:.h]\s?\d{2}(?!\d)(?::\d{2})?(?:\s?(?:[ap]\.?m\b\.?|uhr|صباحا|مساء|[صم]\b))?"
    r"|\b(?:gmt|utc|ist|ast)\b|\b(?:الموافق|corresponding to)\b"
)
#: Names of writers may follow a day without a sign.
APART = re.compile(
    rf"(?:^|[{SIGNS}])\s?{HERE}[\s{HERE}]{{0,4}}(?:$|[{SIGNS}]|(?:by|von|par|por|di|door|بقلم|كتب|كتبت)(?!\w))"
)
SPACES = re.compile(r"\s+")
#: Characters between a cue and its day: `Published by A Reporter on`.
LONGEST_CUE = 40
#: Characters of a line beside its day that a byline has at most.
MOST_BESIDE = 80


@dataclass(frozen=True, slots=True)
class BylineDay:
    """The words of a day in a line, and the day in ISO 8601; `cued` when the line says that it is that of
    publication."""

    words: str
    day: str
    cued: bool


def find_byline_day(line: str, *, arabic: bool = False) -> BylineDay | None:
    """The only day of a line that is a byline; None for another line. `arabic`: the line is from an Arabic page."""
    dates = find_dates(line, arabic=arabic)
    stamps = [(one, stamp) for one in dates if (stamp := one.stamp()) and stamp.precision is Precision.DAY]
    if not stamps or len({stamp.date for _, stamp in stamps}) > 1:
        return None
    one, stamp = stamps[0]
    before = line[: one.start]
    if is_change(before):
        return None
    words = line[one.start : one.end]
    if len(line) - len(words) <= MOST_BESIDE and _cues().search(fold_text(before).words.lstrip()):
        return BylineDay(words, stamp.date, cued=True)
    return BylineDay(words, stamp.date, cued=False) if _is_set_apart(line, dates) else None


def is_change(words: str) -> bool:
    """Whether words before a day say that it is that of a change, or of something else than the article."""
    return _changed().search(fold_text(words).words) is not None


def _is_set_apart(line: str, found: list[DateExpression]) -> bool:
    """Whether the days of a line stand apart from any sentence."""
    for one in reversed(found):
        line = line[: one.start] + HERE + line[one.end :]
    if len(line) > MOST_BESIDE:
        return False
    rest = _weekdays().sub("", TIME.sub(" ", fold_text(line).words))
    return APART.search(SPACES.sub(" ", rest).strip()) is not None


@cache
def _cues() -> re.Pattern[str]:
    """Matches a beginning of a line, or what follows a sign in it, that ends just before a day of publication."""
    return re.compile(
        rf"(?:^|[{SIGNS}])\s?(?:{_any('page_date_cues.txt')})(?!\w)[^{SIGNS}]{{0,{LONGEST_CUE}}}[:,.]?\s?$"
    )


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('changed_cues.txt')})")


@cache
def _weekdays() -> re.Pattern[str]:
    names = {name for row in rules.rows("weekdays.tsv", "weekday", "names") for name in row.values("names")}
    words = sorted({fold_text(name).words for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:يوم\s|on\s)?(?:ال)?(?:{'|'.join(map(re.escape, words))})(?!\w)\.?")


def _any(table: str) -> str:
    words = {fold_text(word).words for word in rules.lines(table)}
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
