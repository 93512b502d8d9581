"""From an item of the archive to an article that is ready to be indexed, and findings for the archive.

In: a live item with its earlier wordings. Out: the analysed article; its facts for stories, its marks, and
its unresolved names.
Never here: the archive or an index, so that a process with only the gazetteers and the lexicon can do it.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.archive.items import Item
from indexer.archive.revisions import earlier_states
from indexer.engines.port.analysing import MOST_DEATHS, Analysed, analysed
from indexer.engines.port.port import AnalysedArticle
from indexer.extract.extractor import Extractor
from indexer.extract.kept_names import kept_names
from indexer.fence.fence import reason_of
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle, Revision
from indexer.model.errors import MithaqError
from indexer.model.notes import Note, note
from indexer.similar.holders import Marked, marked
from indexer.similar.marks import Equals, leading
from indexer.stories.facts import Facts, facts_of


@dataclass(frozen=True, slots=True)
class Pending:
    """An item that is to be indexed, and the wordings that it had before."""

    item: Item
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the builder has to know of an item that was prepared: the facts of its article for stories, its marks, and
    the bodies that no gazetteer has. `fault` says why its present state cannot be indexed; then an earlier state is, if
    there is one that can, and `facts` and `marked` are None if there is none."""

    id: str
    facts: Facts | None
    marked: Marked | None
    unresolved: tuple[str, ...]
    fault: Note | None = None


class Preparation:
    """Extracts and analyses items, up to a number of `characters` each. Another process makes its own from the
    gazetteers, the names that are kept in the data directory, the lexicon's file and what is equal."""

    def __init__(
        self, gazetteers: Gazetteers, data: Path, lexicon: Path, analyzer: Analyzer, equals: Equals, characters: int
    ) -> None:
        self._origin = (gazetteers, data, lexicon, equals, characters)
        self._equals = equals
        self._characters = characters
        self._extractor = Extractor(gazetteers, kept_names(gazetteers, data))
        self._analyzer = analyzer

    def __call__(self, pending: Pending, deaths: tuple[Note, ...] = ()) -> Analysed:
        """The item as it is; if that raises anything, as it was the last time that it could be prepared. Each of the
        `deaths` of processes that prepared it rules out one more state, the newest first; after MOST_DEATHS, all."""
        fault = _fault(deaths[0]) if deaths else None
        states = (pending.item.raw, *earlier_states(pending.item.raw, pending.revisions))
        for raw in states[len(deaths) :] if len(deaths) < MOST_DEATHS else ():
            try:
                return self._prepared(pending, raw, fault)
            except MithaqError:
                raise  # of the whole run
            except Exception as error:  # noqa: BLE001 - one item, whatever is in it, does not stop the others
                fault = fault or _fault(reason_of(error))
        return Analysed(None, Findings(pending.item.id, None, None, (), fault))

    def _prepared(self, pending: Pending, raw: RawArticle, fault: Note | None) -> Analysed:
        held = beginning(raw, self._characters)
        article = replace(
            self._extractor.extract(held),
            omitted=len(raw.title) + len(raw.text) - len(held.title) - len(held.text),
            first_seen=pending.item.first_seen,
            entered=pending.item.entered,
            content_hash=pending.item.content_hash,
            revisions=pending.revisions,
        )
        unresolved = tuple(name.name for name in article.unresolved)
        ready = analysed(self._analyzer, article)
        return Analysed(ready, Findings(article.id, facts_of(article), self._marked(ready), unresolved, fault))

    def _marked(self, ready: AnalysedArticle) -> Marked:
        article, read = ready.article, self._equals.read
        marks = self._equals.find(article, read(ready.title), read(leading(ready.body)))
        return marked(article.id, article.language, marks)

    def __reduce__(self) -> tuple[Any, ...]:
        return prepare_elsewhere, self._origin


def prepare_elsewhere(
    gazetteers: Gazetteers, data: Path, lexicon: Path, equals: Equals, characters: int
) -> Preparation:
    """The same preparation in another process."""
    return Preparation(gazetteers, data, lexicon, Analyzer(Lexicon.load(lexicon)), equals, characters)


def size_of(pending: Pending) -> int:
    """Characters of an item, as far as they matter for the time that it takes."""
    return len(pending.item.raw.title) + len(pending.item.raw.text)


def beginning(raw: RawArticle, characters: int) -> RawArticle:
    """The article with as much of its title and then of its text as the index holds, up to the end of a word."""
    title = _words(raw.title, characters)
    return replace(raw, title=title, text=_words(raw.text, characters - len(title)))


def _words(text: str, characters: int) -> str:
    if len(text) <= characters:
        return text
    words = text[:characters].rsplit(maxsplit=1)[0] if not text[characters].isspace() else text[:characters]
    return words.rstrip()


def _fault(reason: Note) -> Note:
    return note("cannot be indexed: %(reason)s", reason=reason)
