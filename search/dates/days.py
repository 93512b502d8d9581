"""Days as visitors write them.

In: `2021`, `2021-03` or `2021-03-31`, with either digit set and - / or . between, or a date in words; a year from 1300
to 1500 is a Hijri one. Out: the first or the last day that it means. Never here: a guess between day and month.
"""

import re
from calendar import monthrange
from datetime import date

from indexer.dates.folded import fold_text
from search.dates.typed import HIJRI_YEARS, Days, TypedDate, read_typed

WRITTEN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)


def first_day(written: str) -> date | None:
    """The first day that a written date means, or None when it cannot be understood."""
    days = _days(written)
    return days.first if days else None


def last_day(written: str) -> date | None:
    """The last day that a written date means, or None when it cannot be understood."""
    days = _days(written)
    return days.last if days else None


def hijri(written: str) -> TypedDate | None:
    """The days of a date in the Hijri calendar; None for any other text."""
    typed = read_typed(written)
    return typed if typed and typed.hijri else None


def _days(written: str) -> Days | None:
    found = WRITTEN.fullmatch(fold_text(written).words.strip())
    if found is None or int(found[1]) in HIJRI_YEARS:
        typed = read_typed(written)
        return typed.days[0] if typed and len(typed.days) == 1 else None
    year = int(found[1])
    try:
        final = int(found[2] or 12)
        first = date(year, int(found[2] or 1), int(found[3] or 1))
        return Days(first, first if found[3] else date(year, final, monthrange(year, final)[1]))
    except ValueError:
        return None
