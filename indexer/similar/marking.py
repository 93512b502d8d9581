"""The marks of the articles of one build.

In: the generation under construction, the one that it continues, and the marks of articles as they come. Out: the file
of the new generation. Never here: how an article is marked.
"""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from indexer.gazetteers.concepts import Concepts
from indexer.lexicon.translations import Translations
from indexer.similar.equals import equals_of
from indexer.similar.holders import Marked, load, merged
from indexer.similar.marks import Equals


class Marking:
    """Collects marks for `build`, beside those that the generation in the folder `base` has. That generation's equals
    are kept, so that one set of equals marks all articles; without one they are taken from the tables in `build`."""

    def __init__(self, build: Path, base: Path | None) -> None:
        self._build = build
        self._before = load(base) if base else None
        self._marked: list[Marked] = []
        self.equals = self._before.equals if self._before else _equals(build)

    def put(self, marked: Marked | None) -> None:
        """Take the marks of an article, new or revised; None for one that has none."""
        if marked is not None:
            self._marked.append(marked)

    def save(self, gone: Iterable[str]) -> None:
        """Write the file, without the articles that are gone."""
        merged(self.equals, self._before, self._marked, gone).save(self._build)


def _equals(build: Path) -> Equals:
    with closing(Translations.load(build)) as translations:
        return equals_of(Concepts.load(build), translations)
