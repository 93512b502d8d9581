"""The conditions that must hold across the rows of the tables.

In: the rows of a table with the values made of them. Out: nothing, or GazetteerError with file and line. Never here:
repairing a table.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from analyzers.folding import fold
from indexer.gazetteers.rows import Agency, Country, Place, Source
from indexer.model.errors import GazetteerError
from indexer.model.notes import note
from indexer.tables.table import Row


def check_ids(rows: Sequence[Row], column: str) -> None:
    """No id twice."""
    first: dict[str, Row] = {}
    for row in rows:
        earlier = first.setdefault(row[column], row)
        if earlier is not row:
            raise row.fault(
                note(
                    "%(column)s %(value)s is already on line %(line)s",
                    column=column,
                    value=row[column],
                    line=earlier.line,
                )
            )


def check_countries_known(rows: Iterable[Row], known: set[str]) -> None:
    """Every country that a row names is in `countries.tsv`."""
    for row in rows:
        if row["country"] and row["country"] not in known:
            raise row.fault(note("country %(value)s is not in countries.tsv", value=row["country"]))


def check_country_names(rows: Sequence[Row], countries: Sequence[Country]) -> None:
    """No name for two countries."""
    owners: dict[str, str] = {}
    for row, country in zip(rows, countries, strict=True):
        for name in country.names.all():
            if owners.setdefault(fold(name), country.code) != country.code:
                raise row.fault(note("%(name)s is also a name of %(owner)s", name=repr(name), owner=owners[fold(name)]))


def check_places(rows: Sequence[Row], places: Sequence[Place]) -> None:
    """A name of places in two countries needs a cue in all but one of them."""
    owners: dict[str, str] = {}
    for row, place in zip(rows, places, strict=True):
        for name in place.names.all():
            if name in place.needs_cue:
                continue
            if owners.setdefault(fold(name), place.country) != place.country:
                raise row.fault(
                    note(
                        "%(name)s is also a place in %(owner)s; write it into needs_cue",
                        name=repr(name),
                        owner=owners[fold(name)],
                    )
                )


def check_agencies(rows: Sequence[Row], agencies: Sequence[Agency]) -> None:
    """A name of two bodies is shared, and each of them in another country; parents are in the table."""
    ids = {agency.id for agency in agencies}
    owners: dict[str, tuple[Agency, bool]] = {}
    shared: dict[tuple[str, str], str] = {}
    for row, agency in zip(rows, agencies, strict=True):
        if agency.parent and agency.parent not in ids:
            raise row.fault(note("parent %(parent)s is not in the table", parent=agency.parent))
        for name in agency.names.all():
            other, both = owners.setdefault(fold(name), (agency, name in agency.shared))
            if other is not agency and not (both and name in agency.shared):
                raise row.fault(
                    note(
                        "%(name)s is also a name of %(id)s; write it into the column shared of both rows",
                        name=repr(name),
                        id=other.id,
                    )
                )
            if shared.setdefault((fold(name), agency.country), agency.id) != agency.id:
                raise row.fault(
                    note(
                        "%(name)s is also a name of %(shared)s in the same country",
                        name=repr(name),
                        shared=shared[fold(name), agency.country],
                    )
                )


def check_sources(rows: Sequence[Row], sources: Sequence[Source]) -> None:
    """No name and no domain for two outlets."""
    owners: dict[str, str] = {}
    for row, source in zip(rows, sources, strict=True):
        for name in (*source.names.all(), *source.domains):
            if owners.setdefault(fold(name), source.id) != source.id:
                raise row.fault(note("%(name)s also belongs to %(owner)s", name=repr(name), owner=owners[fold(name)]))


def check_folder(folder: Path) -> None:
    """The folder of the tables is there."""
    if not folder.is_dir():
        raise GazetteerError(
            note("%(folder)s: there is no such folder; the gazetteer tables belong there", folder=folder)
        )
