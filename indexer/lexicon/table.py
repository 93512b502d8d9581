"""The table of translations of one generation, made from the tables of the lexicon.

In: paths of tables. Out: their version, and the file that a generation keeps. Never here: what a row may say
(`entries.py`), or how translations weigh (`meanings.py`).
"""

from collections.abc import Sequence
from pathlib import Path

from analyzers.pipeline import Analyzer
from analyzers.shipped import checksum_of
from indexer.gazetteers.gazetteers import CHECKSUM_LENGTH
from indexer.lexicon.entries import read_all
from indexer.lexicon.meanings import Meanings
from indexer.lexicon.names import names_version
from indexer.lexicon.translations import TRANSLATIONS_VERSION, save
from indexer.model.errors import GazetteerError
from indexer.model.notes import Note, note


def lexicon_version(paths: Sequence[Path]) -> str:
    """A checksum of the tables, which are not checked, and of the names; empty without a table. Raises GazetteerError
    when one of them cannot be read."""
    try:
        return checksum_of(paths, f"{TRANSLATIONS_VERSION} {names_version()}")[:CHECKSUM_LENGTH] if paths else ""
    except OSError as error:
        raise GazetteerError(note("%(path)s: cannot be read: %(fault)s", path=error.filename, fault=error)) from error


def write_translations(paths: Sequence[Path], analyzer: Analyzer, directory: Path) -> tuple[Note, ...]:
    """Write the translations into a generation under construction; gives what is wrong with the rows left out."""
    lexicon = read_all(paths, analyzer)
    save(Meanings(lexicon.entries, analyzer).all(), directory)
    return lexicon.faults
