"""The names that a visitor may type for a value: labels, aliases, acronyms, short names, signatures and phrases, and
demonyms that are no other value's name.

In: the tables. Out: facet -> name -> ids. Never here: finding names in a text, or a choice between two values of one
name.
"""

import re
from collections.abc import Iterator, Mapping

from analyzers.folding import fold
from indexer.gazetteers.rows import Agency, Country, Instrument, Names, Source

#: Articles before a name; visitors add or omit them.
ARTICLES = ("the ", "ال")
SHORTEST = 2
NOT_IN_A_SLUG = re.compile(r"[\W_]+")

Tier = Iterator[tuple[str, str, str]]


def name_key(name: str) -> str:
    """The key that two spellings of one name share: folded, without an article before it."""
    key = " ".join(fold(name).split())
    article = next((article for article in ARTICLES if key.startswith(article)), "")
    return key.removeprefix(article) if len(key) >= len(article) + SHORTEST else key


def slug(name: str) -> str:
    """An id for an outlet outside the gazetteer: its folded name with hyphens."""
    return NOT_IN_A_SLUG.sub("-", fold(name)).strip("-")


def ids_by_name(
    labels: Mapping[str, Mapping[str, Names]],
    countries: Mapping[str, Country],
    agencies: Mapping[str, Agency],
    sources: Mapping[str, Source],
    instruments: Mapping[str, Instrument],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Facet -> `name_key` of a name -> all the values that have it."""
    found: dict[str, dict[str, tuple[str, ...]]] = {facet: {} for facet in labels}
    for tier in (_names(labels, countries, agencies, sources, instruments), _demonyms(countries)):
        fresh: dict[tuple[str, str], list[str]] = {}
        for facet, name, value in tier:
            key = name_key(name)
            if key and key not in found[facet]:
                fresh.setdefault((facet, key), []).append(value)
        for (facet, key), values in fresh.items():
            found[facet][key] = tuple(dict.fromkeys(values))
    return found


def _names(
    labels: Mapping[str, Mapping[str, Names]],
    countries: Mapping[str, Country],
    agencies: Mapping[str, Agency],
    sources: Mapping[str, Source],
    instruments: Mapping[str, Instrument],
) -> Tier:
    for facet, values in labels.items():
        for value, names in values.items():
            yield from ((facet, name, value) for name in names.all())
    for code, country in countries.items():
        yield from (("country", name, code) for name in (country.names.short_en, country.names.short_ar) if name)
    for value, agency in agencies.items():
        yield from (("agency", name, value) for name in (*agency.names.all(), *agency.acronyms))
    for value, source in sources.items():
        yield from (("source", name, value) for name in (*source.signatures, *source.domains))
    for value, instrument in instruments.items():
        yield from (("instrument", name, value) for name in instrument.phrases)


def _demonyms(countries: Mapping[str, Country]) -> Tier:
    for code, country in countries.items():
        for name in (*country.demonyms_en, *country.nisbas, *country.demonyms_ar):
            yield "country", name, code
