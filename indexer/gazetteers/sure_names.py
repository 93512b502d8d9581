"""The names that mean one country, place or body in every context, so that a query may be expanded by them.

In: the gazetteers. Out: names with the value that each means. Never here: a name that several states share, a
name that counts only between quotation marks, a body's name that is a common phrase, or a place that needs a cue.
"""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.not_expanded import PHRASES, PLACES, not_expanded
from indexer.gazetteers.rows import Names, Place, PlaceKind
from indexer.gazetteers.value_names import slug

QUOTES = ("«", '"', "“")
#: Instead of a facet: places have none.
PLACE = "place"
#: The sign of an abbreviation: Mass., N.J.
STOP = "."


@dataclass(frozen=True, slots=True)
class SureName:
    """A name in `ar` or `en` (acronyms count as English) of the value of a facet, or of a `PLACE`."""

    text: str
    language: str
    facet: str
    value: str


def sure_names(gazetteers: Gazetteers) -> Iterator[SureName]:
    """Names and acronyms of all countries and bodies, the labels of each first; then names of places in both
    languages."""
    for country in gazetteers.countries.values():
        yield from _named(country.names, "country", country.code, frozenset())
    for agency in gazetteers.agencies.values():
        yield from _named(agency.names, "agency", agency.id, agency.shared)
        for acronym in agency.acronyms:
            if acronym not in agency.shared:
                yield SureName(acronym, "en", "agency", agency.id)
    yield from _places(gazetteers)


def _places(gazetteers: Gazetteers) -> Iterator[SureName]:
    """Names of capitals, cities and regions that no country and no other place has."""
    places = [place for place in gazetteers.curated_places if place.kind is not PlaceKind.CLUB]
    countries = [name for country in gazetteers.countries.values() for name in country.names.all()]
    every = [name for place in gazetteers.places for name in {fold(name): name for name in place.names.all()}.values()]
    times = Counter(map(fold, (*countries, *every)))
    shared = {key for key, count in times.items() if count > 1}
    for place in places:
        names = list(_of_place(place, shared))
        if len({name.language for name in names}) > 1:
            yield from names


def _of_place(place: Place, shared: Container[str]) -> Iterator[SureName]:
    value = f"{place.country}-{slug(place.names.en)}".lower()
    for name in _named(place.names, PLACE, value, frozenset(place.needs_cue)):
        key = fold(name.text)
        if STOP not in name.text and key not in shared and key not in not_expanded(PLACES):
            yield name


def _named(names: Names, facet: str, value: str, shared: frozenset[str]) -> Iterator[SureName]:
    english = dict.fromkeys(((names.en, *names.aliases_en)), "en")
    arabic = dict.fromkeys((names.ar, *names.aliases_ar), "ar")
    for name, language in (english | arabic).items():
        if name and name not in shared and not name.startswith(QUOTES) and fold(name) not in not_expanded(PHRASES):
            yield SureName(name, language, facet, value)
