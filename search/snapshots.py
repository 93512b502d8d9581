"""The generation being served, opened once and shared by all requests.

In: a data directory. Out: a `View` for as long as a request lasts. Never here: a write, or the wiping of an index that
cannot be opened. When `CURRENT` names another generation, the next request opens that one, and the old one is closed
when its last request is done.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from analyzers.lexicon import Lexicon, LexiconError
from analyzers.pipeline import Analyzer
from indexer.engines.factory import engine
from indexer.engines.port.port import Snapshot
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.generations.generations import RESTORE, Generation, Generations
from indexer.generations.soundness import glance
from indexer.model.errors import EngineError, GenerationError, MithaqError, fault_of
from indexer.model.notes import note, run
from indexer.stories.membership import Membership, load
from search.compile.expander import Expander
from search.rank.digests import Digests
from search.show.outlets import OutletNames
from search.spelling.known_names import KnownNames
from search.spelling.right_words import RightWords
from search.spelling.vocabulary import Vocabulary

ATTEMPTS = 3
#: How long after a generation could not be opened the same one is tried again, while another is served.
RETRY_SECONDS = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
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
    outlets: OutletNames

    @cached_property
    def right_words(self) -> RightWords:
        """The words that are never corrected."""
        return RightWords(self.analyzer, self.gazetteers, self.expander.concepts)

    @cached_property
    def known_names(self) -> KnownNames:
        """The names that a misspelling may mean."""
        return KnownNames(self.gazetteers)


@dataclass
class _Held:
    """An open view and the requests that use it; `retired` when a newer one took its place."""

    view: View
    closing: ExitStack
    requests: int = 0
    retired: bool = False


@dataclass(frozen=True, slots=True)
class _Refused:
    """What `CURRENT` named when it could not be opened, and when that is tried again."""

    name: str | None
    until: float


@dataclass
class Snapshots:
    """Opens, shares and closes views; safe for threads. `clock` gives seconds."""

    data: Path
    gazetteers: Path
    clock: Callable[[], float] = time.monotonic
    _refused: _Refused | None = None
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
        """Name of the generation that the next request will see, which is not the one that `CURRENT` names when that
        cannot be opened; None before the first. Raises GenerationError when there is none that can be opened."""
        with self._lock:
            if self._held is None and self._named() is None:
                return None
            return self._current().view.generation.name

    def damage(self) -> str:
        """What a glance shows to be wrong with the generation that `CURRENT` names, also while one that was opened
        before is still served; empty when nothing is, or before the first."""
        try:
            generation = Generations(self.data).current()
        except GenerationError as error:
            return str(fault_of(error))
        return "; ".join(map(str, glance(generation))) if generation is not None else ""

    def close(self) -> None:
        """Close the view when its last request is done."""
        with self._lock:
            if self._held is not None:
                self._retire(self._held)
                self._held = None

    def _named(self) -> str | None:
        """What `CURRENT` says; an empty text when it cannot be read."""
        try:
            return Generations(self.data).current_name()
        except GenerationError:
            return ""

    def _current(self) -> _Held:
        held, named = self._held, self._named()
        if held is not None and named == held.view.generation.name:
            self._refused = None
            return held
        if held is not None and self._is_refused(named):
            return held
        try:
            fresh = self._open()
        except MithaqError as error:
            if held is None:
                raise
            self._refuse(named, held, error)
            return held
        if held is not None:
            self._retire(held)
        self._held, self._refused = fresh, None
        return fresh

    def _is_refused(self, named: str | None) -> bool:
        refused = self._refused
        return refused is not None and refused.name == named and self.clock() < refused.until

    def _refuse(self, named: str | None, held: _Held, error: MithaqError) -> None:
        """Go on with what is open; one line in the log for each change of `CURRENT`."""
        if self._refused is None or self._refused.name != named:
            log.error("%s is still served: %s", held.view.generation.name, error)
        self._refused = _Refused(named, self.clock() + RETRY_SECONDS)

    def _open(self) -> _Held:
        """Open what `CURRENT` names; again when it moved on meanwhile and the old one was pruned."""
        for attempt in range(ATTEMPTS):
            generation = Generations(self.data).current()
            if generation is None:
                raise GenerationError(
                    note("%(data)s: there is no index yet", data=self.data), run("python -m indexer reindex")
                )
            try:
                return self._open_generation(generation)
            except (OSError, EngineError, LexiconError) as error:
                if attempt + 1 == ATTEMPTS or self._named() == generation.name:
                    raise GenerationError(
                        note(
                            "%(directory)s: cannot be opened (%(fault)s)",
                            directory=generation.directory,
                            fault=fault_of(error),
                        ),
                        RESTORE,
                    ) from error
        raise AssertionError("unreachable")

    def _open_generation(self, generation: Generation) -> _Held:
        with ExitStack() as stack:
            stack.enter_context(generation.held())
            analyzer = Analyzer(Lexicon.load(generation.lexicon))
            if analyzer.version != generation.manifest.analysis:
                raise GenerationError(
                    note(
                        "%(directory)s was built by analysis %(analysis)s, this code has %(version)s",
                        directory=generation.directory,
                        analysis=generation.manifest.analysis,
                        version=analyzer.version,
                    ),
                    run("python -m indexer reindex --full"),
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
                OutletNames(snapshot),
            )
            return _Held(view, stack.pop_all())

    def _retire(self, held: _Held) -> None:
        held.retired = True
        _close_if_done(held)


def _close_if_done(held: _Held) -> None:
    if held.retired and not held.requests:
        held.closing.close()
