"""Values of field:value clauses, from ids or from labels in either language.

In: a facet and what was typed. Out: the canonical id, or None. Never here: guessing between two values.
"""

import re

from analyzers.folding import fold
from indexer.article import Language
from indexer.gazetteers import Gazetteers

LANGUAGES = ("ar", "en")
YEAR = re.compile(r"\d{4}")


def resolve(facet: str, typed: str, gazetteers: Gazetteers) -> str | None:
    """The id of a facet's value, typed as an id or as a label in any spelling that folds alike."""
    if facet == "year":
        year = fold(typed).strip()
        return year if YEAR.fullmatch(year) else None
    for candidate in (typed, typed.upper(), typed.lower()):
        if candidate in LANGUAGES if facet == "language" else gazetteers.known(facet, candidate):
            return candidate
    if facet == "language":
        return _labelled(facet, typed, [language.value for language in Language], gazetteers)
    return _completed(facet, typed, gazetteers)


def _labelled(facet: str, typed: str, values: list[str], gazetteers: Gazetteers) -> str | None:
    wanted = fold(typed)
    for value in values:
        if wanted in {fold(label) for label in gazetteers.labels(facet, value).values()}:
            return value
    return None


def _completed(facet: str, typed: str, gazetteers: Gazetteers) -> str | None:
    wanted = fold(typed)
    for language in LANGUAGES:
        for found, value, label in gazetteers.complete(typed, language):
            if found == facet and fold(label) == wanted:
                return value
    return None
