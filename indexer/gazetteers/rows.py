"""The rows of the tables as values.

In: rows. Out: frozen dataclasses with both languages. Never here: checks across rows, matching.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indexer.model.notes import note
from indexer.tables.table import Row


@dataclass(frozen=True, slots=True)
class Names:
    """A label in each language, and all other names; `short` labels are put in brackets after another name."""

    en: str
    ar: str
    aliases_en: tuple[str, ...] = ()
    aliases_ar: tuple[str, ...] = ()
    short_en: str = ""
    short_ar: str = ""

    def all(self) -> tuple[str, ...]:
        """Every name in either language, labels first."""
        return tuple(dict.fromkeys(name for name in (self.en, self.ar, *self.aliases_en, *self.aliases_ar) if name))

    def label(self, language: str) -> str:
        """The label in `ar` or `en`; a name that one language lacks is shown in the other."""
        return (self.ar or self.en) if language == "ar" else (self.en or self.ar)

    def short(self, language: str) -> str:
        """The short label, or the label."""
        return (self.short_ar if language == "ar" else self.short_en) or self.label(language)


class PlaceKind(StrEnum):
    """The kinds of places."""

    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"
    CLUB = "club"


class Scope(StrEnum):
    """The countries that an outlet reports on: mainly its own, or the world."""

    HOME = "home"
    WORLD = "world"


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code. `nisbas` are Arabic demonyms that take every gender and number,
    `demonyms_ar` those that are not inflected."""

    code: str
    names: Names
    demonyms_en: tuple[str, ...]
    nisbas: tuple[str, ...]
    demonyms_ar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A capital, a city, a region or a sports club; names in `needs_cue` count only next to a cue word."""

    names: Names
    country: str
    kind: PlaceKind
    needs_cue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A cooperating organisation. `shared` holds those of its names that bodies of other states have too: the name
    alone is ambiguous."""

    id: str
    kind: str
    country: str
    parent: str
    shared: frozenset[str]
    names: Names
    acronyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or a news agency, with the signatures that it puts under or before a story, and its web domains.

    An outlet of scope `home` reports mainly on its own country, so that "the ministry" is that country's."""

    id: str
    kind: str
    country: str
    scope: Scope
    names: Names
    signatures: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of cooperation and the phrases that indicate it."""

    id: str
    names: Names
    phrases: tuple[str, ...]


#: The value of the column `shared` that means all names of the row.
EVERY_NAME = "yes"
NAME_COLUMNS = ("name_en", "name_ar", "aliases_en", "aliases_ar")
COUNTRY_COLUMNS = ("code", *NAME_COLUMNS, "short_en", "short_ar", "demonyms_en", "nisba_ar", "demonyms_ar")
PLACE_COLUMNS = (*NAME_COLUMNS, "country", "kind", "needs_cue")
AGENCY_COLUMNS = ("id", "kind", "country", "parent", "shared", *NAME_COLUMNS, "acronyms")
SOURCE_COLUMNS = ("id", *NAME_COLUMNS, "kind", "country", "scope", "signatures", "domains")
INSTRUMENT_COLUMNS = ("id", "name_en", "name_ar", "phrases_en", "phrases_ar")


Chosen = TypeVar("Chosen", bound=StrEnum)


def _one_of(choices: type[Chosen], row: Row, column: str) -> Chosen:
    try:
        return choices(row[column])
    except ValueError as error:
        raise row.fault(
            note(
                "%(column)s is %(value)s; it must be one of %(names)s",
                column=column,
                value=repr(row[column]),
                names=", ".join(choices),
            )
        ) from error


def names_of(row: Row) -> Names:
    """The names of a row that has `NAME_COLUMNS`."""
    return Names(row["name_en"], row["name_ar"], row.values("aliases_en"), row.values("aliases_ar"))


def country_of(row: Row) -> Country:
    """A row of `countries.tsv`."""
    names = Names(
        row.required("name_en"),
        row.required("name_ar"),
        row.values("aliases_en"),
        row.values("aliases_ar"),
        row["short_en"],
        row["short_ar"],
    )
    return Country(
        row.required("code"), names, row.values("demonyms_en"), row.values("nisba_ar"), row.values("demonyms_ar")
    )


def place_of(row: Row) -> Place:
    """A row of `places.tsv`."""
    row.required("name_en")
    return Place(names_of(row), row.required("country"), _one_of(PlaceKind, row, "kind"), row.values("needs_cue"))


def agency_of(row: Row) -> Agency:
    """A row of `agencies.tsv`."""
    row.required("name_en")
    row.required("name_ar")
    if row["shared"] and not row["country"]:
        raise row.fault(note("a shared name needs a country, otherwise nothing tells which body is meant"))
    names, acronyms = names_of(row), row.values("acronyms")
    return Agency(
        row.required("id"),
        row.required("kind"),
        row["country"],
        row["parent"],
        _shared(row, {*names.all(), *acronyms}),
        names,
        acronyms,
    )


def _shared(row: Row, own: set[str]) -> frozenset[str]:
    """The shared names of a body: those in the cell, or all of them for `yes`."""
    if row["shared"] == EVERY_NAME:
        return frozenset(own)
    for name in row.values("shared"):
        if name not in own:
            raise row.fault(
                note(
                    "shared name %(name)s is not among the row's names; write yes when all of them are shared",
                    name=repr(name),
                )
            )
    return frozenset(row.values("shared"))


def source_of(row: Row) -> Source:
    """A row of `sources.tsv`."""
    row.required("name_en")
    row.required("name_ar")
    return Source(
        row.required("id"),
        row.required("kind"),
        row["country"],
        _one_of(Scope, row, "scope"),
        names_of(row),
        row.values("signatures"),
        row.values("domains"),
    )


def instrument_of(row: Row) -> Instrument:
    """A row of `instruments.tsv`."""
    names = Names(row.required("name_en"), row.required("name_ar"))
    return Instrument(row.required("id"), names, (*row.values("phrases_en"), *row.values("phrases_ar")))
