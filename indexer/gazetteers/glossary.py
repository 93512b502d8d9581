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
from indexer.model.notes import Note, note
from indexer.tables.table import Row, read, read_good

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
        checker = _Checker(gazetteers)
        return cls(table_version(path), tuple(map(checker.entry, read(path, COLUMNS))))


def read_proposed(path: Path, glossary: Glossary, gazetteers: Gazetteers) -> tuple[list[Entry], list[Note]]:
    """The concepts of a table that is to be tried, and what is wrong with its other rows. A row with the id of a
    concept of the glossary stands for that concept. Raises GazetteerError for a file that is no such table."""
    rows, faults = read_good(path, COLUMNS)
    ids = {row["id"] for row in rows}
    checker = _Checker(gazetteers, (entry for entry in glossary.entries if entry.id not in ids))
    entries: list[Entry] = []
    for row in rows:
        try:
            entries.append(checker.entry(row))
        except GazetteerError as error:
            faults.append(error.note)
    return entries, faults


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


class _Checker:
    """Makes concepts of rows, one after the other, each of them checked against those before it, against the forms of
    other concepts, and against the names of the gazetteers if they are given."""

    def __init__(self, gazetteers: Gazetteers | None, others: Iterable[Entry] = ()) -> None:
        self._lines: dict[str, int] = {}
        self._owners = {fold(one.text): entry.id for entry in others for one in entry.wordings}
        self._names = {fold(name.text): name for name in sure_names(gazetteers)} if gazetteers is not None else {}

    def entry(self, row: Row) -> Entry:
        """The concept of a row. Raises GazetteerError."""
        entry = _entry(row)
        self._check_id(row)
        for wording in entry.wordings:
            self._check_owner(row, wording, entry.id)
            self._check_name(row, wording)
        _check_twice(row, entry)
        self._lines[entry.id] = row.line
        self._owners |= {fold(wording.text): entry.id for wording in entry.wordings}
        return entry

    def _check_id(self, row: Row) -> None:
        if (line := self._lines.get(row["id"])) is not None:
            raise row.fault(note("id %(value)s is already on line %(line)s", value=row["id"], line=line))

    def _check_owner(self, row: Row, wording: Wording, id: str) -> None:
        """No two concepts share a form."""
        owner = self._owners.get(fold(wording.text), id)
        if owner != id:
            raise row.fault(
                note(
                    "%(text)s is also a form of %(owner)s; a form belongs to one concept",
                    text=repr(wording.text),
                    owner=owner,
                )
            )

    def _check_name(self, row: Row, wording: Wording) -> None:
        """No form is the name of one country or body: the gazetteers translate that."""
        if name := self._names.get(fold(wording.text)):
            raise row.fault(
                note(
                    "%(text)s is a name of %(facet)s %(value)s in the gazetteers; take it out here",
                    text=repr(wording.text),
                    facet=name.facet,
                    value=name.value,
                )
            )


def _check_twice(row: Row, entry: Entry) -> None:
    """No row repeats a form."""
    folded = [fold(wording.text) for wording in entry.wordings]
    twice = next((text for index, text in enumerate(folded) if text in folded[:index]), None)
    if twice is not None:
        raise row.fault(
            note("%(twice)s stands twice in the row; spellings that fold alike are one form", twice=repr(twice))
        )
