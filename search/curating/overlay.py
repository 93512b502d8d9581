"""The rows of a table that is to be tried, laid over the tables of a generation, in memory.

In: a file with rows of the glossary or of the lexicon. Out: `Overlay`. Never here: a write, or a search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzers.pipeline import Analyzer
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary, read_proposed
from indexer.lexicon.entries import COLUMN, COLUMNS, Entry, read, read_all
from indexer.lexicon.meanings import Meanings
from indexer.lexicon.translations import Translations
from indexer.model.notes import Note
from indexer.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Tables:
    """What queries are expanded by; None for what the generation has."""

    concepts: Concepts | None = None
    translations: Translations | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """The tables without and with the rows of a file, the number of rows, their words in both languages, and what is
    wrong with the other rows."""

    before: Tables
    after: Tables
    rows: int
    words: tuple[str, ...]
    faults: tuple[Note, ...]


class Overlaying:
    """Reads files for one generation."""

    def __init__(self, settings: Settings, analyzer: Analyzer, gazetteers: Gazetteers, concepts: Concepts) -> None:
        self._settings = settings
        self._analyzer = analyzer
        self._gazetteers = gazetteers
        self._concepts = concepts

    def read(self, path: Path) -> Overlay:
        """The rows of a file. A row for a concept or a word that has one already stands for that one. Raises
        GazetteerError for a file that cannot be read or is neither table."""
        return self._lexicon(path) if is_lexicon(path) else self._glossary(path)

    def _glossary(self, path: Path) -> Overlay:
        known = Glossary.load(self._settings.glossary) if self._settings.glossary else Glossary()
        entries, faults = read_proposed(path, known, self._gazetteers)
        concepts = self._concepts.with_entries(entries, self._analyzer)
        words = tuple(entry.label(language) for entry in entries for language in ("en", "ar"))
        return Overlay(Tables(), Tables(concepts=concepts), len(entries), words, tuple(faults))

    def _lexicon(self, path: Path) -> Overlay:
        """Both tables are made of the files as they are now, so that they differ by these rows alone."""
        found = read(path, self._analyzer)
        given = {(entry.lemma, entry.pos) for entry in found.entries}
        known = read_all(self._settings.lexicons, self._analyzer).entries
        kept = [entry for entry in known if (entry.lemma, entry.pos) not in given]
        words = tuple(word for entry in found.entries for word in (entry.lemma, entry.translations[0]))
        before, after = self._tables(known), self._tables([*kept, *found.entries])
        return Overlay(before, after, len(found.entries), words, found.faults)

    def _tables(self, entries: Sequence[Entry]) -> Tables:
        return Tables(translations=Translations.of(Meanings(entries, self._analyzer).all()))


def is_lexicon(path: Path) -> bool:
    """Whether the first line of a file names the columns of the lexicon."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return tuple(file.readline().rstrip("\r\n").split(COLUMN)) == COLUMNS
    except (OSError, UnicodeDecodeError):
        return False  # the reading of it says why
