"""What every run makes of the tables is made once in a process of tests: by what the files hold, not by where they lie.

In: the functions that read them. Out: the same values, remembered. Never here: a table that a test edited, taken for
what it was before; or a fault remembered.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.building import build
from indexer.extract import kept_names
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers, read_version
from indexer.gazetteers.glossary import Glossary, table_version
from indexer.generations.generations import TRANSLATIONS
from indexer.lexicon.table import lexicon_version
from indexer.model.notes import Note

#: Values that are remembered of each kind; a collection of other words has concepts of its own.
REMEMBERED = 8


class Memory:
    """The last few values by their keys. What a key stands for by its `id` is held as long as the key."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[Any, object]] = {}

    def value(self, key: Hashable, make: Callable[[], Any], held: object = None) -> Any:
        if key not in self._values:
            made = make()
            if len(self._values) == REMEMBERED:
                del self._values[next(iter(self._values))]
            self._values[key] = made, held
        return self._values[key][0]


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Remember the shipped lexicon and tables, the concepts and translations made of them, and the names that are
    looked for."""
    tables, glossaries, concepts, translations, meanings = (Memory() for _ in range(5))
    load, load_glossary, build_concepts = Gazetteers.load, Glossary.load, Concepts.build
    translate, read_meanings = build.write_translations, kept_names.read_meanings

    def loaded(folder: Path) -> Gazetteers:
        return tables.value(read_version(folder), lambda: load(folder))

    def glossary(path: Path, gazetteers: Gazetteers | None = None) -> Glossary:
        return glossaries.value(
            (table_version(path), id(gazetteers)), lambda: load_glossary(path, gazetteers), gazetteers
        )

    def built(entries: Glossary, gazetteers: Gazetteers, analyzer: Analyzer) -> Concepts:
        key = (entries, id(gazetteers), analyzer.version)
        return concepts.value(key, lambda: build_concepts(entries, gazetteers, analyzer), gazetteers)

    def translated(paths: Sequence[Path], analyzer: Analyzer, directory: Path) -> tuple[Note, ...]:
        def make() -> tuple[tuple[Note, ...], bytes]:
            return translate(paths, analyzer, directory), (directory / TRANSLATIONS).read_bytes()

        key = (tuple(paths), lexicon_version(paths), analyzer.version)  # the notes on bad rows name the paths
        faults, content = translations.value(key, make)
        (directory / TRANSLATIONS).write_bytes(content)
        return faults

    def names(gazetteers: Gazetteers) -> kept_names.Meanings:
        return meanings.value(id(gazetteers), lambda: read_meanings(gazetteers), gazetteers)

    patch.setattr(Lexicon, "shipped", cache(Lexicon.shipped))
    patch.setattr(Gazetteers, "load", loaded)
    patch.setattr(Glossary, "load", glossary)
    patch.setattr(Concepts, "build", built)
    patch.setattr(build, "write_translations", translated)
    patch.setattr(kept_names, "read_meanings", names)
