"""Values of field:value clauses, from ids or from names in either language.

In: a facet, what was typed, and which values the collection has. Out: the canonical ids, none for an unknown name.
Never here: a choice between values of one name: a ministry of that name in three states is all three.
"""

import re
from collections.abc import Callable

from analyzers.folding import fold
from indexer.gazetteers import Gazetteers
from indexer.gazetteers.value_names import slug

YEAR = re.compile(r"\d{4}")


def resolve(facet: str, typed: str, gazetteers: Gazetteers, exists: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The ids of a facet's values, typed as an id or as a name in any spelling that folds alike; `exists(facet, value)`
    says whether the collection has a value, which an outlet outside the gazetteer may be."""
    if facet == "year":
        year = fold(typed).strip()
        return (year,) if YEAR.fullmatch(year) else ()
    for candidate in (typed, typed.upper(), typed.lower()):
        if gazetteers.known(facet, candidate) or exists(facet, candidate):
            return (candidate,)
    named = gazetteers.named(facet, typed)
    if not named and facet == "source" and exists(facet, slug(typed)):
        return (slug(typed),)
    return named
