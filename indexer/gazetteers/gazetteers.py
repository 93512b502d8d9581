"""All tables together: known values, their labels, and the completions of a prefix.

In: the folder of the tables. Out: `Gazetteers`. Never here: finding names in a text (`indexer/extract/`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analyzers.folding import fold
from analyzers.shipped import checksum_of
from indexer.gazetteers import checks, rows
from indexer.gazetteers.rows import Agency, Country, Instrument, Names, Place, Source
from indexer.gazetteers.value_names import ids_by_name, name_key
from indexer.model.errors import GazetteerError
from indexer.model.facets import BY_NAME, JOIN, UNDATED
from indexer.model.notes import note
from indexer.tables.table import read

LANGUAGES = ("ar", "en")
#: Prefixes of a word that readers may omit when they begin to type it.
ARTICLES = ("ال", "لل", "ل", "و")
#: Before and behind every character that a name may go on with.
FIRST, LAST = "\0", "\U0010ffff"
COUNTRIES, PLACES, CITIES, AGENCIES, SOURCES, INSTRUMENTS = (
    "countries.tsv",
    "places.tsv",
    "cities.tsv",
    "agencies.tsv",
    "sources.tsv",
    "instruments.tsv",
)
FILES = (COUNTRIES, PLACES, CITIES, AGENCIES, SOURCES, INSTRUMENTS)
LANGUAGE_NAMES = {
    "ar": Names("Arabic", "العربية", aliases_ar=("عربي",)),
    "en": Names("English", "الإنجليزية", aliases_ar=("إنجليزي", "انكليزي", "الإنكليزية")),
    "mixed": Names("Arabic and English", "العربية والإنجليزية", ("Both languages",), ("باللغتين", "اللغتان")),
}
#: Between the labels of the values that one value joins.
BETWEEN = " – "
#: Hexadecimal digits of a version.
CHECKSUM_LENGTH = 16


@dataclass(frozen=True)
class Gazetteers:
    """The tables, checked. `version` changes with every edit of a table; `curated_places` are those of `places.tsv`,
    `places` those of `cities.tsv` too."""

    version: str
    countries: Mapping[str, Country]
    curated_places: tuple[Place, ...]
    places: tuple[Place, ...]
    agencies: Mapping[str, Agency]
    sources: Mapping[str, Source]
    instruments: Mapping[str, Instrument]
    _labels: Mapping[str, Mapping[str, Names]] = field(repr=False)
    _made_labels: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, folder: Path) -> "Gazetteers":
        """Read and check the tables; raises GazetteerError naming the file, the line and what to change."""
        checks.check_folder(folder)
        countries = _countries(folder)
        known = set(countries)
        places, cities = (_places(folder / name, known) for name in (PLACES, CITIES))
        agencies = _agencies(folder, known)
        sources = _sources(folder, known)
        instrument_rows = read(folder / INSTRUMENTS, rows.INSTRUMENT_COLUMNS)
        checks.check_ids(instrument_rows, "id")
        instruments = {row["id"]: rows.instrument_of(row) for row in instrument_rows}
        labels = {
            "country": {code: country.names for code, country in countries.items()},
            "agency": _agency_labels(agencies, countries),
            "source": {id_: source.names for id_, source in sources.items()},
            "language": LANGUAGE_NAMES,
            "instrument": {id_: instrument.names for id_, instrument in instruments.items()},
        }
        all_places = (*places, *cities)
        return cls(read_version(folder), countries, places, all_places, agencies, sources, instruments, labels)

    def label(self, facet: str, value: str, language: str) -> str:
        """The label of a facet value in `ar` or `en`; an unknown value is its own label."""
        return self.labels(facet, value)[language]

    def labels(self, facet: str, value: str) -> Mapping[str, str]:
        """The labels of a facet value in both languages; those of known values are made once."""
        made = self._made_labels.get((facet, value))
        if made is None:
            made = {language: self._label(facet, value, language) for language in LANGUAGES}
            if self._is_of_tables(facet, value):
                self._made_labels[facet, value] = made
        return made

    def _is_of_tables(self, facet: str, value: str) -> bool:
        """Whether a value, or each of those that it joins, is in the tables; there are only so many of these."""
        if parts := self._joined(facet, value):
            return all(part in self._labels[BY_NAME[facet].of] for part in parts)
        return self._names(facet, value) is not None

    def _label(self, facet: str, value: str, language: str) -> str:
        fixed = BY_NAME[facet].labels.get(value) if facet in BY_NAME else None
        if fixed:
            return fixed[language]
        if parts := self._joined(facet, value):
            return BETWEEN.join(self.label(BY_NAME[facet].of, part, language) for part in parts)
        names = self._names(facet, value)
        return names.label(language) if names else value

    def other_names(self, facet: str, value: str) -> dict[str, tuple[str, ...]]:
        """The names of a facet value beside its labels, in both languages; empty for a value without any."""
        names = self._names(facet, value)
        given = {"ar": names.aliases_ar, "en": names.aliases_en} if names else {}
        return {language: tuple(dict.fromkeys(one)) for language, one in given.items() if one}

    def known(self, facet: str, value: str) -> bool:
        """Whether the value is in the tables; every year of four digits is, and the year of undated articles."""
        if facet == "year":
            return value == UNDATED or (len(value) == 4 and value.isascii() and value.isdigit())
        if parts := self._joined(facet, value):
            return all(self.known(BY_NAME[facet].of, part) for part in parts)
        return self._names(facet, value) is not None

    def named(self, facet: str, name: str) -> tuple[str, ...]:
        """The values of a facet with this name in either language, all of them when several share it; an outlet may be
        an agency."""
        key = name_key(name)
        found = self._ids_by_name.get(facet, {}).get(key, ())
        return self._ids_by_name["agency"].get(key, ()) if facet == "source" and not found else found

    def complete(self, prefix: str, language: str) -> list[tuple[str, str, str]]:
        """(facet, value, label) of all values that have `prefix` at the beginning of a word of a name. Labels that
        begin with it come first, then the shorter ones."""
        wanted = fold(prefix.strip())
        labelled = [(facet, value, self.label(facet, value, language)) for facet, value in self.begun(wanted)]
        return sorted(
            labelled, key=lambda entry: (not fold(entry[2]).startswith(wanted), len(entry[2]), entry[2], entry[0])
        )

    def begun(self, wanted: str) -> dict[tuple[str, str], bool]:
        """`(facet, value)` of all values that have the folded text at the beginning of a word of a name -> whether any
        name ends with it there, as it must if the text is a whole name."""
        starts, values = self._completions
        first, last = (bisect_left(starts, wanted), bisect_left(starts, wanted + LAST)) if wanted else (0, 0)
        whole = bisect_left(starts, wanted + FIRST, first, last)
        return dict.fromkeys(values[whole:last], False) | dict.fromkeys(values[first:whole], True)

    def proper_names(self) -> Iterator[str]:
        """Names of countries and places in both languages that mean nothing else in any context."""
        for country in self.countries.values():
            yield from country.names.all()
        for place in self.places:
            yield from (name for name in place.names.all() if name not in place.needs_cue)

    def source_named(self, name: str) -> str | None:
        """The id of the outlet with this name in either language, or None."""
        return self._source_names.get(fold(name.strip()))

    def source_at(self, host: str) -> str | None:
        """The id of the outlet that publishes on a web host, or None."""
        labels = host.lower().split(".")
        for first in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[first:]))
            if found:
                return found
        return None

    def _joined(self, facet: str, value: str) -> list[str]:
        """The values that a value joins, none for a facet without such values."""
        return value.split(JOIN) if facet in BY_NAME and BY_NAME[facet].of else []

    def _names(self, facet: str, value: str) -> Names | None:
        found = self._labels.get(facet, {}).get(value)
        if found is None and facet == "source":
            return self._labels["agency"].get(value)
        return found

    @cached_property
    def _completions(self) -> tuple[list[str], list[tuple[str, str]]]:
        """The beginnings in order, and the value that each belongs to."""
        entries = [
            (start, facet, value)
            for facet, values in self._labels.items()
            for value, names in values.items()
            for name in names.all()
            for start in _starts(fold(name))
        ]
        acronyms = [
            (fold(acronym), "agency", agency.id) for agency in self.agencies.values() for acronym in agency.acronyms
        ]
        ordered = sorted({*entries, *acronyms})
        return [start for start, _, _ in ordered], [(facet, value) for _, facet, value in ordered]

    @cached_property
    def _ids_by_name(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return ids_by_name(self._labels, self.countries, self.agencies, self.sources, self.instruments)

    @cached_property
    def _source_names(self) -> dict[str, str]:
        return {fold(name): source.id for source in self.sources.values() for name in source.names.all()}

    @cached_property
    def _domains(self) -> dict[str, str]:
        return {domain: source.id for source in self.sources.values() for domain in source.domains}


def _starts(name: str) -> Iterator[str]:
    """The beginnings that a reader may type: the folded name from each word on, with and without the article."""
    words = name.split()
    for first, word in enumerate(words):
        rest = " ".join(words[first:])
        yield rest
        yield from (
            rest[len(before) :] for before in ARTICLES if word.startswith(before) and len(word) > len(before) + 1
        )


def _countries(folder: Path) -> dict[str, Country]:
    table = read(folder / COUNTRIES, rows.COUNTRY_COLUMNS)
    checks.check_ids(table, "code")
    countries = [rows.country_of(row) for row in table]
    checks.check_country_names(table, countries)
    return {country.code: country for country in countries}


def _places(path: Path, known: set[str]) -> tuple[Place, ...]:
    table = read(path, rows.PLACE_COLUMNS)
    checks.check_countries_known(table, known)
    places = [rows.place_of(row) for row in table]
    checks.check_places(table, places)
    return tuple(places)


def _agencies(folder: Path, known: set[str]) -> dict[str, Agency]:
    table = read(folder / AGENCIES, rows.AGENCY_COLUMNS)
    checks.check_ids(table, "id")
    checks.check_countries_known(table, known)
    agencies = [rows.agency_of(row) for row in table]
    checks.check_agencies(table, agencies)
    return {agency.id: agency for agency in agencies}


def _sources(folder: Path, known: set[str]) -> dict[str, Source]:
    table = read(folder / SOURCES, rows.SOURCE_COLUMNS)
    checks.check_ids(table, "id")
    checks.check_countries_known(table, known)
    sources = [rows.source_of(row) for row in table]
    checks.check_sources(table, sources)
    return {source.id: source for source in sources}


def _agency_labels(agencies: Mapping[str, Agency], countries: Mapping[str, Country]) -> dict[str, Names]:
    """Names of the agencies; a shared name is labelled with its country in brackets."""
    labels = {}
    for id_, agency in agencies.items():
        names = agency.names
        if agency.shared:
            home = countries[agency.country].names
            english = f"{names.en} ({home.short('en')})" if names.en in agency.shared else names.en
            arabic = f"{names.ar} ({home.short('ar')})" if names.ar in agency.shared else names.ar
            names = Names(english, arabic, names.aliases_en, names.aliases_ar)
        labels[id_] = names
    return labels


def read_signatures(folder: Path) -> frozenset[str]:
    """The signatures of all outlets, as published; raises GazetteerError. Far faster than `Gazetteers.load`."""
    return frozenset(words for row in read(folder / SOURCES, ("signatures",)) for words in row.values("signatures"))


def read_version(folder: Path) -> str:
    """A checksum over the tables, which are neither checked nor parsed; raises GazetteerError."""
    checks.check_folder(folder)
    try:
        return checksum_of(folder / name for name in FILES)[:CHECKSUM_LENGTH]
    except OSError as error:
        raise GazetteerError(note("%(path)s: cannot be read: %(fault)s", path=error.filename, fault=error)) from error
