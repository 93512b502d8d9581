"""The names that mean one country or one body wherever they stand, so that a query may be expanded by them.

In: the gazetteers. Out: names with the value that they stand for. Never here: a name that several states share, one
that counts only between quotation marks, or a body's that is a common phrase.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.rows import Names
from indexer.gazetteers.unsaid import PHRASES, unsaid

QUOTES = ("«", '"', "“")


@dataclass(frozen=True, slots=True)
class SureName:
    """A name in `ar` or `en` (acronyms count as English) of the value of a facet."""

    text: str
    language: str
    facet: str
    value: str


def sure_names(gazetteers: Gazetteers) -> Iterator[SureName]:
    """Names and acronyms of all countries and bodies, the labels of each first."""
    for country in gazetteers.countries.values():
        yield from _named(country.names, "country", country.code, frozenset())
    for agency in gazetteers.agencies.values():
        yield from _named(agency.names, "agency", agency.id, agency.shared)
        for acronym in agency.acronyms:
            if acronym not in agency.shared:
                yield SureName(acronym, "en", "agency", agency.id)


def _named(names: Names, facet: str, value: str, shared: frozenset[str]) -> Iterator[SureName]:
    english = dict.fromkeys(((names.en, *names.aliases_en)), "en")
    arabic = dict.fromkeys((names.ar, *names.aliases_ar), "ar")
    for name, language in (english | arabic).items():
        if name and name not in shared and not name.startswith(QUOTES) and fold(name) not in unsaid(PHRASES):
            yield SureName(name, language, facet, value)
