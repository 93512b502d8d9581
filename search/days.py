"""Days as visitors write them.

In: `2021`, `2021-03` or `2021-03-31`, with either digit set and - / or . between. Out: the first or the last day that
it means. Never here: a guess between day and month.
"""

import re
from calendar import monthrange
from datetime import date

#: Arabic-Indic and extended Arabic-Indic digits, to ASCII.
DIGITS = {zero + digit: ord("0") + digit for zero in (0x0660, 0x06F0) for digit in range(10)}
WRITTEN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)


def first_day(written: str) -> date | None:
    """The first day that a written date means, or None when it cannot be understood."""
    return _day(written, last=False)


def last_day(written: str) -> date | None:
    """The last day that a written date means, or None when it cannot be understood."""
    return _day(written, last=True)


def _day(written: str, *, last: bool) -> date | None:
    found = WRITTEN.fullmatch(written.strip().translate(DIGITS))
    if found is None:
        return None
    year = int(found[1])
    try:
        month = int(found[2] or (12 if last else 1))
        day = int(found[3]) if found[3] else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except ValueError:
        return None
