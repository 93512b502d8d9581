"""The generation being served, opened once and shared by all requests.

In: a data directory. Out: a `View` for as long as a request lasts. Never here: a write, or the wiping of an index that
cannot be opened.

When `CURRENT` names another generation, the next request opens that one. Meanwhile all others go on with the old one,
which is closed when its last request is done: a generation is opened outside the lock that every request takes, and
only exchanged inside it.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from analyzers.lexicon import LexiconError
from indexer.generations.generations import RESTORE, Generation, Generations
from indexer.generations.soundness import glance
from indexer.model.errors import EngineError, GenerationError, MithaqError, NoIndexError, fault_of
from indexer.model.notes import note
from search.view import View, open_view

ATTEMPTS = 3
#: How long after a generation could not be opened the same one is tried again, while another is served.
RETRY_SECONDS = 30.0

log = logging.getLogger(__name__)

#: A generation, and the folder of the gazetteers -> its view, open until the context ends.
Opener = Callable[[Generation, Path], AbstractContextManager[View]]


@dataclass
class _Held:
    """An open view and the requests that use it; `retired` when a newer one took its place."""

    view: View
    closing: ExitStack
    requests: int = 0
    retired: bool = False

    @property
    def name(self) -> str:
        """Name of its generation."""
        return self.view.generation.name

    def take(self) -> "_Held":
        """Count one more request."""
        self.requests += 1
        return self

    def give_back(self) -> None:
        """Count one request less; the last one closes what is retired."""
        self.requests -= 1
        self._close_if_done()

    def retire(self) -> None:
        """Close with the last request."""
        self.retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self.retired and not self.requests:
            self.closing.close()


@dataclass(frozen=True, slots=True)
class _Refused:
    """What `CURRENT` named when it could not be opened, and when that is tried again."""

    name: str | None
    until: float


@dataclass
class Snapshots:
    """Opens, shares and closes views; safe for threads. `clock` gives seconds.

    `_lock` guards the other fields and is held for moments only; the one request that opens a generation holds
    `_opening`.
    """

    data: Path
    gazetteers: Path
    clock: Callable[[], float] = time.monotonic
    opener: Opener = open_view
    _refused: _Refused | None = None
    _held: _Held | None = None
    _lock: Lock = field(default_factory=Lock)
    _opening: Lock = field(default_factory=Lock)

    @contextmanager
    def lease(self) -> Iterator[View]:
        """The current view, which stays open while this lasts. `CURRENT` is read once.

        Raises NoIndexError when there is no generation yet, GenerationError when there is none that this code can read.
        """
        held = self._taken(self._named())
        try:
            yield held.view
        finally:
            with self._lock:
                held.give_back()

    def name(self) -> str | None:
        """Name of the generation that the next request will see, which is not the one that `CURRENT` names when that
        cannot be opened; None before the first. Raises GenerationError when there is none that can be opened."""
        try:
            with self.lease() as view:
                return view.generation.name
        except NoIndexError:
            return None

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
                self._held.retire()
                self._held = None

    def _named(self) -> str | None:
        """What `CURRENT` says; an empty text when it cannot be read."""
        try:
            return Generations(self.data).current_name()
        except GenerationError:
            return ""

    def _taken(self, named: str | None) -> _Held:
        """The view for a request that read `named` in `CURRENT`. When it has to be opened first, one request opens it;
        the others take the view from before, and wait only when there is none."""
        with self._lock:
            held = self._held.take() if self._held is not None else None
            if held is not None and self._serves(held, named):
                return held
        if held is None:
            self._opening.acquire()
        elif not self._opening.acquire(blocking=False):
            return held
        try:
            return self._renewed(held, named)
        finally:
            self._opening.release()

    def _renewed(self, held: _Held | None, named: str | None) -> _Held:
        """The view of what `CURRENT` names, in exchange for the one from before; that one when it cannot be opened."""
        with self._lock:
            if self._held is not None and self._serves(self._held, named):
                return self._exchanged(held, self._held)
        try:
            fresh = self._open(named)
        except MithaqError as error:
            if held is None:
                raise
            with self._lock:
                self._refuse(named, held, error)
            return held
        with self._lock:
            if self._held is not None:
                self._held.retire()
            self._held, self._refused = fresh, None
            return self._exchanged(held, fresh)

    def _exchanged(self, held: _Held | None, other: _Held) -> _Held:
        """Another view for a request that has taken one, or none."""
        other.take()
        if held is not None:
            held.give_back()
        return other

    def _serves(self, held: _Held, named: str | None) -> bool:
        """Whether a request is answered from what is open: it is what `CURRENT` names, or that was just refused."""
        if held.name == named:
            self._refused = None
            return True
        refused = self._refused
        return refused is not None and refused.name == named and self.clock() < refused.until

    def _refuse(self, named: str | None, held: _Held, error: MithaqError) -> None:
        """Go on with what is open; one line in the log for each change of `CURRENT`."""
        if self._refused is None or self._refused.name != named:
            log.error("%s is still served: %s", held.name, error)
        self._refused = _Refused(named, self.clock() + RETRY_SECONDS)

    def _open(self, named: str | None) -> _Held:
        """Open what `CURRENT` names; what it names now when it moved on meanwhile and the old one was pruned."""
        generations = Generations(self.data)
        for attempt in range(ATTEMPTS):
            # What names nothing is read again, for the error that says why.
            generation = generations.named(named) if named else generations.current()
            if generation is None:
                raise NoIndexError.at(self.data)
            try:
                return self._open_generation(generation)
            except (OSError, EngineError, LexiconError) as error:
                named = self._named()
                if attempt + 1 == ATTEMPTS or named == generation.name:
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
            view = stack.enter_context(self.opener(generation, self.gazetteers))
            return _Held(view, stack.pop_all())
