"""The weekday before a date: `Tue, 09/04/2018`, `الثلاثاء 04/09/2018`.

In: folded text up to a date. Out: the number of the weekday at its end. Never here: the date.
"""

import re
from collections.abc import Mapping
from functools import cache

from indexer.dates.folded import fold_text
from indexer.tables import rules

ARTICLE = "ال"
#: Characters before a date in which its weekday stands.
NEAR = 24


def weekday_before(before: str) -> int | None:
    """The weekday just before a date, from 0 for Monday, or None."""
    found = _pattern().search(before[-NEAR:])
    return _numbers()[found[1].removeprefix(ARTICLE)] if found else None


@cache
def _numbers() -> Mapping[str, int]:
    return {
        fold_text(name).words.removeprefix(ARTICLE): int(row["weekday"])
        for row in rules.rows("weekdays.tsv", "weekday", "names")
        for name in row.values("names")
    }


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_numbers(), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)((?:{ARTICLE})?(?:{names}))\.?\s?[,/-]?\s?$")
