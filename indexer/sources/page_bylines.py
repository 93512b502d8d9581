"""The day in a byline of a page: `By A Reporter | 10 December 2019`, `نشر في: 10 ديسمبر 2019`.

In: a short line of a page. Out: the words of its day, and whether a cue such as `Published` says what it is. Never here:
a day in a sentence, or one that a line gives as that of a change.
"""

import re
from dataclasses import dataclass
from functools import cache

from analyzers.folding import fold
from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.model.article import Precision
from indexer.tables import rules

#: Signs between the parts of a byline; a day stands between them, or at the beginning or the end of its line.
SEPARATORS = "|·•,،:؛;/\\-–—()[]»«>"
#: Words before the name of a writer, which may follow a day.
WRITER = re.compile(r"(?:by|von|par|por|di|door|بقلم|كتب|كتبت)(?!\w)", re.IGNORECASE)
#: What may stand between a day and the next sign: a weekday before it, a time of day or a short word behind it.
BEFORE = re.compile(r"(?:[^\W\d_]{2,12}[.,،]?\s?)?")
AFTER = re.compile(r"(?:(?:at|um|à|الساعة|في)?\s?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|صباحا|مساء|[صم])?)?", re.IGNORECASE)
#: Characters between a cue and its day: `Published by A Reporter on`.
LONGEST_CUE = 40
#: Characters of a line beside its day that a byline has at most.
MOST_BESIDE = 80


@dataclass(frozen=True, slots=True)
class BylineDay:
    """The words of a day in a line; `cued` when the line says that it is that of publication."""

    words: str
    cued: bool


def find_byline_day(line: str) -> BylineDay | None:
    """The only day of a line that is a byline; None for another line."""
    found = [one for one in find_dates(line) if (stamp := one.stamp()) and stamp.precision is Precision.DAY]
    if not found or len({stamp.date for one in found if (stamp := one.stamp())}) > 1:
        return None
    one = found[0]
    before = fold(line[: one.start])
    if is_change(before):
        return None
    words = line[one.start : one.end]
    if len(line) - len(words) <= MOST_BESIDE and _cues().search(before):
        return BylineDay(words, cued=True)
    return BylineDay(words, cued=False) if _is_set_apart(line, one) else None


def _is_set_apart(line: str, one: DateExpression) -> bool:
    """Whether a day stands apart from any sentence."""
    before, after = line[: one.start].strip(), line[one.end :].strip()
    if len(before) + len(after) > MOST_BESIDE:
        return False
    begins = not before or before[-1] in SEPARATORS or BEFORE.fullmatch(before) is not None
    rest = after[match.end() :].strip() if (match := AFTER.match(after)) else after
    return begins and (not rest or rest[0] in SEPARATORS or rest == "." or WRITER.match(rest) is not None)


def is_change(words: str) -> bool:
    """Whether words before a day say that it is that of a change, or of something else than the article."""
    return _changed().search(fold(words)) is not None


@cache
def _cues() -> re.Pattern[str]:
    """Matches a beginning of a line, or what follows a sign in it, that ends just before a day of publication."""
    signs = "".join(map(re.escape, SEPARATORS))
    return re.compile(rf"(?:^|[{signs}])\s?(?:{_any('page_date_cues.txt')})(?!\w)[^{signs}]{{0,{LONGEST_CUE}}}[:,]?\s?$")


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('changed_cues.txt')})")


def _any(table: str) -> str:
    return "|".join(sorted(map(re.escape, map(fold, rules.lines(table))), key=len, reverse=True))
