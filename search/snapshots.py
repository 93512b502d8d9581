"""The generation being served, opened once and shared by all requests.

In: a data directory. Out: a `View` for as long as a request lasts. Never here: a write, or the wiping of an index that
cannot be opened. When `CURRENT` names another generation, the next request opens that one, and the old one is closed
when its last request is done.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.engines import engine
from indexer.engines.port import Snapshot
from indexer.errors import EngineError, GenerationError
from indexer.gazetteers import Gazetteers
from indexer.generations import Generation, Generations
from indexer.stories.membership import Membership, load
from search.digests import Digests
from search.expansion import Expander
from search.vocabulary import Vocabulary

ATTEMPTS = 3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """One generation open for reading, with the analysis that it was built by."""

    generation: Generation
    snapshot: Snapshot
    analyzer: Analyzer
    gazetteers: Gazetteers
    digests: Digests
    vocabulary: Vocabulary
    membership: Membership
    expander: Expander


@dataclass
class _Held:
    """An open view and the requests that use it; `retired` when a newer one took its place."""

    view: View
    closing: ExitStack
    requests: int = 0
    retired: bool = False


@dataclass
class Snapshots:
    """Opens, shares and closes views; safe for threads."""

    data: Path
    gazetteers: Path
    _held: _Held | None = None
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def lease(self) -> Iterator[View]:
        """The current view, which stays open while this lasts.

        Raises GenerationError when there is no generation yet, or none that this code can read.
        """
        with self._lock:
            held = self._current()
            held.requests += 1
        try:
            yield held.view
        finally:
            with self._lock:
                held.requests -= 1
                _close_if_done(held)

    def name(self) -> str | None:
        """Name of the generation that the next request would see, or None before the first."""
        return Generations(self.data).current_name()

    def close(self) -> None:
        """Close the view when its last request is done."""
        with self._lock:
            if self._held is not None:
                self._retire(self._held)
                self._held = None

    def _current(self) -> _Held:
        name = self.name()
        if self._held is not None and self._held.view.generation.name == name:
            return self._held
        try:
            fresh = self._open()
        except (GenerationError, EngineError):
            if self._held is None:
                raise
            log.exception("generation %s cannot be opened; %s is still served", name, self._held.view.generation.name)
            return self._held
        if self._held is not None:
            self._retire(self._held)
        self._held = fresh
        return fresh

    def _open(self) -> _Held:
        """Open what `CURRENT` names; again when it moved on meanwhile and the old one was pruned."""
        for attempt in range(ATTEMPTS):
            generation = Generations(self.data).current()
            if generation is None:
                raise GenerationError(f"{self.data}: there is no index yet; run: python -m indexer reindex")
            try:
                return self._open_generation(generation)
            except (OSError, EngineError) as error:
                if attempt + 1 == ATTEMPTS or self.name() == generation.name:
                    raise GenerationError(
                        f"{generation.directory}: cannot be opened ({error}); run: python -m indexer verify, "
                        "then python -m indexer rollback or python -m indexer reindex --full"
                    ) from error
        raise AssertionError("unreachable")

    def _open_generation(self, generation: Generation) -> _Held:
        with ExitStack() as stack:
            stack.enter_context(generation.held())
            analyzer = Analyzer(Lexicon.load(generation.lexicon))
            if analyzer.version != generation.manifest.analysis:
                raise GenerationError(
                    f"{generation.directory} was built by analysis {generation.manifest.analysis}, this code has "
                    f"{analyzer.version}; run: python -m indexer reindex --full"
                )
            snapshot = engine(generation.manifest.engine).open(generation.index)
            stack.callback(snapshot.close)
            view = View(
                generation,
                snapshot,
                analyzer,
                Gazetteers.load(self.gazetteers),
                Digests(snapshot),
                Vocabulary(snapshot),
                load(generation.directory),
                Expander(generation.directory, analyzer, snapshot),
            )
            return _Held(view, stack.pop_all())

    def _retire(self, held: _Held) -> None:
        held.retired = True
        _close_if_done(held)


def _close_if_done(held: _Held) -> None:
    if held.retired and not held.requests:
        held.closing.close()
