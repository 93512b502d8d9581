"""The dateline: the place, the day and the agency at the beginning of a story.

In: the text of an article and its names. Out: `Dateline` with the parts that are there. Never here: filling in a year.
`SALVADOR, Feb 26 -`, `RIYADH, Saudi Arabia, 31 March 2021.`, `KUWAIT:`, `DUBAI, 12th November, 2019 (WAM) --`,
`أبوظبي في 12 نوفمبر / وام /`, `القاهرة (رويترز) -`, `المنامة في ١٠ ديسمبر / بنا /`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from indexer.dates.calendar import Calendar
from indexer.dates.date_expressions import DateExpression, find_dates
from indexer.extract.names.names import Name, NameKind
from indexer.tables import rules

LONGEST = 140
LONGEST_PLACE = 60
MOST_PLACE_WORDS = 7
DASH = r"(?:\s+(?:--|—|–|-|ـ)+\s*|\s*(?:--|—|–)\s*)"
SIGNATURE = r"(?:\((?P<round>[^()\n]{2,40})\)|/\s*(?P<slashed>[^/\n]{2,30}?)\s*/)"
END = re.compile(
    rf"\s*(?:,\s*(?P<plain>[A-Z][A-Za-z]{{1,11}}){DASH}"
    rf"|[,.]?\s*(?:{SIGNATURE}\s*(?:{DASH}|:|\.)?\s*|{DASH}|(?<=\d)-\s|:\s+|\.\s+))"
)
#: The form of a place that no gazetteer has: it begins with a capital.
PLACE = re.compile(r"[A-Z][\w.'’/}-]*(?:[ ,/-]+(?:[\w.'’/-]+)){0,6}[\s,-]*")
#: The text between a day and the story. A colon, a full stop or brackets alone do not count: titles have them too.
BEFORE_TEXT = re.compile(rf"[,.]?(?:\s*{SIGNATURE})?(?:{DASH}|(?<=\d)-\s|(?<=/)\s)(?=\s*\S)")
SAME_DAY = re.compile(r"[\s,،/()]*(?:هـ)?[\s,،/()]*(?:الموافق|corresponding to)?[\s,،/()]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Offsets of a dateline in the text: `place` and `signature` (the agency) as `(start, end)`, `date` as written."""

    end: int
    place: tuple[int, int]
    date: DateExpression | None
    signature: tuple[int, int] | None


@cache
def _weekdays() -> re.Pattern[str]:
    names = [name for row in rules.rows("weekdays.tsv", "weekday", "names") for name in row.values("names")]
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"(?:[\s,،/-]|\b(?:on|في|يوم|اليوم)\b)*\b(?:{words})?\b[\s,،/-]*(?:\b(?:on|في|يوم)\b\s*)?", re.IGNORECASE
    )


def find_dateline(text: str, names: Sequence[Name], signature: re.Pattern[str]) -> Dateline | None:
    """The dateline of a text, or None when it begins otherwise; `signature` matches the signatures of known outlets."""
    start = len(text) - len(text.lstrip(" \t\r\n\u00a0*•"))
    line_end = text.find("\n", start)
    head = text[: min(start + LONGEST, line_end if line_end >= 0 else len(text))]
    dates = [date for date in find_dates(head) if date.day is not None and date.start - start <= LONGEST_PLACE]
    return _with_date(head, start, names, dates, signature) or _without_date(head, start, names, signature)


def opens_with_dateline(line: str) -> bool:
    """Whether a line begins with a place, a day, and a dash or an agency. No title begins so."""
    head = line[: LONGEST_PLACE + LONGEST]
    dates = (date for date in find_dates(head) if date.day is not None and date.start <= LONGEST_PLACE)
    return any(_closes(head, len(head[: date.start].rstrip(" ,،")), date) for date in dates)


def _closes(head: str, place_end: int, date: DateExpression) -> bool:
    closing = BEFORE_TEXT.match(head, date.end)
    if closing is None:
        return False
    signed = _signature(closing) is not None and 0 < place_end <= LONGEST_PLACE
    return signed or _is_place(head, 0, place_end, (), dated_after_comma=head[place_end : place_end + 1] == ",")


def _with_date(
    head: str, start: int, names: Sequence[Name], dates: list[DateExpression], signature: re.Pattern[str]
) -> Dateline | None:
    for date in dates:
        signed = _signed_before(head, start, date.start, signature)
        place_end = signed.start() if signed else _before_weekday(head, start, len(head[: date.start].rstrip(" ,،")))
        end = _end_of_dates(head, date, dates)
        closing = signature.match(head, end) or END.match(head, end)
        if closing and _is_place(
            head, start, place_end, names, dated_after_comma=head[place_end : place_end + 1] == ","
        ):
            same_day = [other for other in dates if other.start >= date.start and other.end <= end and other.year]
            gregorian = [other for other in same_day if other.calendar is Calendar.GREGORIAN]
            best = next(iter((*gregorian, *same_day, date)))
            return Dateline(closing.end(), (start, place_end), best, _signature(signed or closing))
    return None


def _signed_before(head: str, start: int, end: int, signature: re.Pattern[str]) -> re.Match[str] | None:
    """The agency between place and day: `الخرطوم (سونا) 30 يونيو 2020 -`."""
    match = signature.search(head, start, end)
    return match if match and not head[match.end() : end].strip(" ,،-–—:/()") else None


def _end_of_dates(head: str, date: DateExpression, dates: list[DateExpression]) -> int:
    """End of a date and of the same day in the other calendar."""
    end = date.end
    for other in dates:
        if other.start >= end and other.calendar is not date.calendar and SAME_DAY.fullmatch(head, end, other.start):
            end = other.end
    return end


def _before_weekday(head: str, start: int, end: int) -> int:
    for match in re.finditer(r"\s", head[start:end]):
        gap = start + match.start()
        if _weekdays().fullmatch(head, gap, end):
            return len(head[:gap].rstrip(" ,،-/"))
    return end


def _without_date(head: str, start: int, names: Sequence[Name], signature: re.Pattern[str]) -> Dateline | None:
    window = min(len(head), start + LONGEST_PLACE)
    signed, plain = signature.search(head, start, window), END.search(head, start, window)
    for closing in (signed, plain):
        if closing is None or closing.start() == start:
            continue
        place = head[start : closing.start()]
        if closing is plain and closing[0].strip() == "." and not place.isupper():
            continue
        if _is_place(head, start, closing.start(), names):
            return Dateline(closing.end(), (start, closing.start()), None, _signature(closing))
    return None


def _signature(closing: re.Match[str]) -> tuple[int, int] | None:
    groups = closing.re.groupindex
    return next((closing.span(group) for group in groups if closing[group]), None)


def _is_place(head: str, start: int, end: int, names: Sequence[Name], *, dated_after_comma: bool = False) -> bool:
    """Whether the words are names of places. Capitals, or a comma before a day, mark an unknown place too."""
    words = head[start:end]
    if not words.strip() or len(words.split()) > MOST_PLACE_WORDS:
        return False
    rest = words
    for name in names:
        if name.start >= end:
            break
        if any(entry.kind in {NameKind.COUNTRY, NameKind.PLACE} for entry in name.entries):
            rest = rest.replace(head[name.start : name.end], "")
    if not rest.strip(" ,،-/–—"):
        return rest != words
    first = words.split()[0]
    return (dated_after_comma or first.isupper()) and PLACE.fullmatch(words) is not None
