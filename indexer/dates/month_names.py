"""The names of months, in both languages and three calendars, and the pattern that finds them in a folded text.

In: the tables `months.tsv` and `month_parts.tsv`; a name of the first holds parts in braces, and the second has the
spellings of each. Out: a pattern, and the month of a name. Never here: days or years.
A name may be written with spaces, with hyphens or as one word: `Rabi' Al-Akhir`, `Rabi ul Akhir`, `Rabiul-Akhir`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from indexer.dates.calendar import Calendar
from indexer.dates.folded import fold_text
from indexer.tables import rules

PART = re.compile(r"\{([^{}]+)\}")
#: Between the words of a name.
GAP = r"[\s-]{0,3}"
END = ""
Tree = dict[str, "Tree"]


@cache
def month_of(name: str) -> tuple[Calendar, int]:
    """The calendar and the number of the month with a folded name that `month_pattern` matched."""
    return next(month for month, pattern in _months().items() if pattern.fullmatch(name))


@cache
def month_pattern() -> str:
    """A pattern without groups for the names of all months in a folded text."""
    return _pattern_of({template for templates in _templates().values() for template in templates})


@cache
def initials() -> str:
    """The first letters of all names."""
    first = {template[0] for templates in _templates().values() for template in templates} - {"{"}
    return "".join(sorted(first | {spelling[0] for spellings in _parts().values() for spelling in spellings}))


@cache
def _months() -> Mapping[tuple[Calendar, int], re.Pattern[str]]:
    return {month: re.compile(_pattern_of(templates)) for month, templates in _templates().items()}


@cache
def _templates() -> Mapping[tuple[Calendar, int], frozenset[str]]:
    return {
        (Calendar(row["calendar"]), int(row["month"])): frozenset(map(_folded, row.values("names")))
        for row in rules.rows("months.tsv", "calendar", "month", "names")
    }


@cache
def _parts() -> Mapping[str, frozenset[str]]:
    return {
        _folded(row["part"]): frozenset(map(_folded, row.values("spellings")))
        for row in rules.rows("month_parts.tsv", "part", "spellings")
    }


def _folded(name: str) -> str:
    return " ".join(fold_text(name).words.split())


def _pattern_of(templates: Iterable[str]) -> str:
    tree: Tree = {}
    for template in sorted(templates):
        branch = tree
        for odd, piece in enumerate(PART.split(template)):
            for sign in [f"{{{piece}}}"] if odd % 2 else piece:
                branch = branch.setdefault(sign, {})
        branch[END] = {}
    return _joined(tree)


def _joined(tree: Tree) -> str:
    """The pattern of a tree of signs. A beginning that several names share is matched once."""
    branches = [_one(sign) + _joined(branch) for sign, branch in tree.items() if sign]
    if not branches:
        return ""
    if len(branches) == 1 and END not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if END in tree else "")


def _one(sign: str) -> str:
    if sign == " ":
        return GAP
    return _pattern_of(_parts()[sign[1:-1]]) if len(sign) > 1 else re.escape(sign)
