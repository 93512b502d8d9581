"""The read side as one object: lends each request the generation being served.

In: settings. Out: a `Reading` for as long as a request lasts. Never here: an answer (`search.reading`), HTTP, or a
write. Raises NoIndexError when there is nothing to search in yet, GenerationError when nothing can be opened.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread

from indexer.generations.choice import generations_of
from indexer.model.settings import Settings
from search.model.results import ArticlePage, FacetSearch, FacetValues, Parameters, ResultPage, Suggestion
from search.rank.retrieval import Found
from search.reading import Reading
from search.snapshots import Snapshots
from search.view import View

#: A cluster is asked so often which generation is served.
POLLED_SECONDS = 2.0

log = logging.getLogger(__name__)


class SearchService:
    """Answers visitors; safe for threads. Each method that answers takes a lease of its own. If it `prepares`, a thread
    prepares the spelling of each new generation, which takes seconds that no visitor should wait."""

    def __init__(self, settings: Settings, *, prepares: bool = False) -> None:
        self._snapshots = Snapshots(generations_of(settings, polled_seconds=POLLED_SECONDS), settings.gazetteers)
        self._prepares = prepares
        self._prepared = ""
        self._lock = Lock()

    @contextmanager
    def lease(self) -> Iterator[Reading]:
        """The generation being served, open until the context ends. Raises NoIndexError, GenerationError."""
        with self._snapshots.lease() as view:
            if self._prepares and self._is_new(view):
                view.preparing.set()
                Thread(target=self._prepare, args=(view.generation.name,), daemon=True).start()
            yield Reading(view)

    def _is_new(self, view: View) -> bool:
        """Whether the generation is lent for the first time."""
        with self._lock:
            is_new = self._prepared != view.generation.name
            self._prepared = view.generation.name
            return is_new

    def _prepare(self, name: str) -> None:
        """Prepare the spelling of a generation, unless another one is served by now."""
        try:
            with self._snapshots.lease() as view:
                if view.generation.name != name:
                    return  # a newer one, which has a thread of its own
                try:
                    Reading(view).prepare()
                finally:
                    view.preparing.clear()
        except Exception:  # the next misspelt query prepares it, and fails where this did
            log.exception("the spelling of %s cannot be prepared", name)

    def search(self, parameters: Parameters) -> ResultPage:
        """One page of results."""
        with self.lease() as reading:
            return reading.search(parameters)

    def find(self, parameters: Parameters) -> Found:
        """Only the ids of one page of results, and the total."""
        with self.lease() as reading:
            return reading.find(parameters)

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        """An article with the words of the query marked; None when there is none with that id."""
        with self.lease() as reading:
            return reading.article(article_id, parameters)

    def suggest(self, parameters: Parameters) -> tuple[Suggestion, ...]:
        """Completions of what a visitor typed."""
        with self.lease() as reading:
            return reading.suggest(parameters)

    def facet(self, name: str, asked: FacetSearch, parameters: Parameters) -> FacetValues:
        """Values of a facet in the results, of which a label matches; none for an unknown facet."""
        with self.lease() as reading:
            return reading.facet(name, asked, parameters)

    def known_concepts(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the ids that name a concept by which queries are expanded."""
        with self.lease() as reading:
            return reading.known_concepts(ids)

    def generation(self) -> str | None:
        """Name of the generation being served, or None before the first."""
        return self._snapshots.name()

    def status_folder(self) -> Path:
        """The folder of the file in which runs leave their status."""
        return self._snapshots.generations.status_folder()

    def damage(self) -> str:
        """What is wrong with the files of the generation on disk, in words for its operator; "" if nothing is."""
        return self._snapshots.damage()

    def close(self) -> None:
        """Close the index when the last request is done."""
        self._snapshots.close()
