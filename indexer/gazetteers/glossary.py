"""The glossary: concepts with the words for them in both languages, by which a query in one finds the other's articles.

In: `glossary.tsv`. Out: `Glossary`, checked. Never here: the analysis of a form, or a search. Names of countries and
bodies are not in it: the gazetteers have those in both languages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analyzers.folding import fold
from analyzers.script import Script, script
from analyzers.shipped import checksum_of
from indexer.gazetteers.gazetteers import CHECKSUM_LENGTH, Gazetteers
from indexer.gazetteers.not_expanded import lists
from indexer.gazetteers.sure_names import sure_names
from indexer.model.errors import GazetteerError
from indexer.model.notes import note
from indexer.tables.table import Row, read

COLUMNS = ("id", "ar", "en")
LANGUAGES = {"ar": Script.ARABIC, "en": Script.LATIN}
#: Marks a form that is matched exactly, because other words have its stem (the stem of عملة, currency, is عمل).
EXACTLY = "="


@dataclass(frozen=True, slots=True)
class Wording:
    """One form of a concept or a name. `fixed`: it is matched exactly, because its stem is ambiguous."""

    text: str
    language: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept; the first form of each language is its label."""

    id: str
    wordings: tuple[Wording, ...]

    def label(self, language: str) -> str:
        """The first form in `ar` or `en`."""
        return next(wording.text for wording in self.wordings if wording.language == language)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All concepts; `version` changes with every edit of the table, and is empty without a table."""

    version: str = ""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, path: Path, gazetteers: Gazetteers | None = None) -> "Glossary":
        """Read and check the table, against the names of the gazetteers too when they are given.

        Raises GazetteerError naming the file, the line and what to change.
        """
        rows = read(path, COLUMNS)
        entries = tuple(map(_entry, rows))
        _check_ids(rows)
        _check_forms(rows, entries)
        if gazetteers is not None:
            _check_names(rows, entries, gazetteers)
        return cls(table_version(path), entries)


def table_version(path: Path | None) -> str:
    """A checksum of the table and of the lists of names that no query is expanded by; empty without a table. The table
    is not checked. Raises GazetteerError when it cannot be read."""
    if path is None:
        return ""
    try:
        return checksum_of([path, *lists()])[:CHECKSUM_LENGTH]
    except OSError as error:
        raise GazetteerError(
            note("%(path)s: cannot be read: %(fault)s; copy the table from the project's seeds", path=path, fault=error)
        ) from error


def _entry(row: Row) -> Entry:
    wordings = tuple(_wording(row, language, cell) for language in LANGUAGES for cell in row.values(language))
    for language in LANGUAGES:
        row.required(language)
    return Entry(row.required("id"), wordings)


def _wording(row: Row, language: str, cell: str) -> Wording:
    text = cell.removeprefix(EXACTLY).strip()
    if not any(character.isalpha() for character in fold(text)):
        raise row.fault(note("%(cell)s in column %(language)s has no letters", cell=repr(cell), language=language))
    if (script(text) is Script.ARABIC) != (LANGUAGES[language] is Script.ARABIC):
        raise row.fault(
            note(
                "%(text)s stands in column %(language)s, but is not written in that script",
                text=repr(text),
                language=language,
            )
        )
    return Wording(text, language, cell.startswith(EXACTLY))


def _check_ids(rows: Iterable[Row]) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        if (earlier := first.setdefault(row["id"], row)) is not row:
            raise row.fault(note("id %(value)s is already on line %(line)s", value=row["id"], line=earlier.line))


def _check_forms(rows: Iterable[Row], entries: Iterable[Entry]) -> None:
    """No two concepts share a form, and no row repeats one."""
    owners: dict[str, str] = {}
    for row, entry in zip(rows, entries, strict=True):
        for wording in entry.wordings:
            owner = owners.setdefault(fold(wording.text), entry.id)
            if owner != entry.id:
                raise row.fault(
                    note(
                        "%(text)s is also a form of %(owner)s; a form belongs to one concept",
                        text=repr(wording.text),
                        owner=owner,
                    )
                )
        folded = [fold(wording.text) for wording in entry.wordings]
        twice = next((text for index, text in enumerate(folded) if text in folded[:index]), None)
        if twice is not None:
            raise row.fault(
                note("%(twice)s stands twice in the row; spellings that fold alike are one form", twice=repr(twice))
            )


def _check_names(rows: Iterable[Row], entries: Iterable[Entry], gazetteers: Gazetteers) -> None:
    """No form is the name of one country or body: the gazetteers translate that."""
    owners = {fold(name.text): name for name in sure_names(gazetteers)}
    for row, entry in zip(rows, entries, strict=True):
        for wording in entry.wordings:
            if name := owners.get(fold(wording.text)):
                raise row.fault(
                    note(
                        "%(text)s is a name of %(facet)s %(value)s in the gazetteers; take it out here",
                        text=repr(wording.text),
                        facet=name.facet,
                        value=name.value,
                    )
                )
