"""Values of field:value clauses, from ids or from names in either language, and dates.

In: a facet, what was typed, and which values the collection has. Out: the canonical ids, none for an unknown name; for
a date, its days.
Never here: a choice between values of one name: if ministries of three states share a name, it means all three.
"""

import re
from collections.abc import Callable
from itertools import product

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.value_names import slug
from indexer.model.facets import BY_NAME, JOIN, UNDATED, Facet
from search.dates.typed import HIJRI_YEARS, TypedDate, read_typed

#: The field of the day, month or year of publication, which is no facet.
DATE = "date"
YEAR_FACET = "year"
YEAR = re.compile(r"\d{4}")


def typed_days(field: str, typed: str) -> TypedDate | None:
    """The days of a `date:` or `year:` clause. None for other fields, for text that is no date, and for a Gregorian
    `year:`, which is a value of the facet."""
    return read_typed(typed) if field == DATE or (field == YEAR_FACET and not _year(typed)) else None


def resolve(facet: str, typed: str, gazetteers: Gazetteers, exists: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The ids of a facet's values, typed as an id or as a name in any spelling that folds alike. `exists(facet, value)`
    says whether the collection has a value; this finds outlets outside the gazetteer."""
    if facet in {YEAR_FACET, DATE}:
        return _year(typed) if facet == YEAR_FACET else ()
    if facet in BY_NAME and BY_NAME[facet].of:
        return _joined(BY_NAME[facet], typed, gazetteers, exists)
    for candidate in (typed, typed.upper(), typed.lower()):
        if gazetteers.known(facet, candidate) or exists(facet, candidate):
            return (candidate,)
    named = gazetteers.named(facet, typed)
    if not named and facet == "source" and exists(facet, slug(typed)):
        return (slug(typed),)
    return named


def _joined(facet: Facet, typed: str, gazetteers: Gazetteers, exists: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The values that join one value of the other facet before a JOIN with one behind it."""
    found: list[str] = []
    for sign in re.finditer(JOIN, typed):
        sides = (typed[: sign.start()].strip(), typed[sign.end() :].strip())
        one, other = (resolve(facet.of, side, gazetteers, exists) if side else () for side in sides)
        found += [facet.canonical(JOIN.join(pair)) for pair in product(one, other) if pair[0] != pair[1]]
    return tuple(dict.fromkeys(found))


def _year(typed: str) -> tuple[str, ...]:
    """The year if it is a Gregorian one or that of undated articles, as an id of the facet."""
    year = fold(typed).strip()
    if year == UNDATED:
        return (UNDATED,)
    return (year,) if YEAR.fullmatch(year) and int(year) not in HIJRI_YEARS else ()
