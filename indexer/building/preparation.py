"""From an item of the archive to an article that is ready to be indexed, and findings for the archive.

In: a live item with its earlier wordings. Out: the analysed article; its facts for stories and its unresolved names.
Never here: the archive or an index, so that a process with only the gazetteers and the lexicon can do it.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.archive.items import Item
from indexer.engines.port.analysing import Analysed, analysed
from indexer.extract.extractor import Extractor
from indexer.extract.kept_names import kept_names
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Revision
from indexer.stories.facts import Facts, facts_of


@dataclass(frozen=True, slots=True)
class Pending:
    """An item that is to be indexed, and the wordings that it had before."""

    item: Item
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings on an article that the archive keeps: its facts for stories, and the bodies that no gazetteer has."""

    facts: Facts
    unresolved: tuple[str, ...]


class Preparation:
    """Extracts and analyses items; another process makes its own from the gazetteers, the names that are kept in the
    data directory, and the lexicon's file."""

    def __init__(self, gazetteers: Gazetteers, data: Path, lexicon: Path, analyzer: Analyzer) -> None:
        self._origin = (gazetteers, data, lexicon)
        self._extractor = Extractor(gazetteers, kept_names(gazetteers, data))
        self._analyzer = analyzer

    def __call__(self, pending: Pending) -> Analysed:
        item = pending.item
        article = replace(
            self._extractor.extract(item.raw),
            first_seen=item.first_seen,
            content_hash=item.content_hash,
            revisions=pending.revisions,
        )
        unresolved = tuple(name.name for name in article.unresolved)
        return Analysed(analysed(self._analyzer, article), Findings(facts_of(article), unresolved))

    def __reduce__(self) -> tuple[Any, ...]:
        return prepare_elsewhere, self._origin


def prepare_elsewhere(gazetteers: Gazetteers, data: Path, lexicon: Path) -> Preparation:
    """The same preparation in another process."""
    return Preparation(gazetteers, data, lexicon, Analyzer(Lexicon.load(lexicon)))
