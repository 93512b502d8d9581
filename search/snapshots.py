"""The generation being served, opened once and shared by all requests.

In: the generations of a collection. Out: a `View` for as long as a request lasts. Never here: a write, or the wiping
of an index that cannot be opened.

When `CURRENT` names another generation, the next request opens that one. Meanwhile all other requests use the old
generation, and the last of them closes it. The opening happens outside the lock that every request takes; only the
exchange happens inside.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from analyzers.lexicon import LexiconError
from indexer.generations.checksums import Checksums
from indexer.generations.generations import RESTORE, Generation, Generations
from indexer.generations.soundness import glance
from indexer.model.errors import EngineError, GenerationError, MithaqError, NoIndexError, fault_of
from indexer.model.notes import note
from search.view import View, open_view

ATTEMPTS = 3
#: Time between two attempts to open the same generation, while another one is served.
RETRY_SECONDS = 30.0

log = logging.getLogger(__name__)

#: A generation, and the folder of the gazetteers -> its view, open until the context ends.
Opener = Callable[[Generation, Path], AbstractContextManager[View]]


@dataclass
class _Held:
    """An open view, and the number of requests that use it; `retired` once a newer view replaced it."""

    view: View
    closing: ExitStack
    requests: int = 0
    retired: bool = False

    @property
    def name(self) -> str:
        """Name of the view's generation."""
        return self.view.generation.name

    def take(self) -> "_Held":
        """Count one more request."""
        self.requests += 1
        return self

    def give_back(self) -> None:
        """Count one request less. If the view is retired and this was the last one, close it."""
        self.requests -= 1
        self._close_if_done()

    def retire(self) -> None:
        """Close the view as soon as no request uses it."""
        self.retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self.retired and not self.requests:
            self.closing.close()


@dataclass(frozen=True, slots=True)
class _Refused:
    """The name in `CURRENT` that could not be opened, and the time (of the clock) until which it is not tried again."""

    name: str | None
    until: float


@dataclass
class Snapshots:
    """Opens, shares and closes views; safe for threads. `clock` gives seconds.

    `_lock` guards the other fields and is held for moments only; the one request that opens a generation holds
    `_opening`.
    """

    generations: Generations
    gazetteers: Path
    clock: Callable[[], float] = time.monotonic
    opener: Opener = open_view
    _refused: _Refused | None = None
    _held: _Held | None = None
    _checksums: Checksums = field(default_factory=Checksums)
    _lock: Lock = field(default_factory=Lock)
    _opening: Lock = field(default_factory=Lock)

    @contextmanager
    def lease(self) -> Iterator[View]:
        """The current view, which stays open until the context ends. `CURRENT` is read once.

        Raises NoIndexError when there is no generation yet, GenerationError when there is none that this code can read.
        """
        held = self._taken(self._named())
        try:
            yield held.view
        finally:
            with self._lock:
                held.give_back()

    def name(self) -> str | None:
        """Name of the generation that the next request gets: the one that `CURRENT` names, or the previous one if that
        cannot be opened. None if there is no generation yet. Raises GenerationError when none can be opened."""
        try:
            with self.lease() as view:
                return view.generation.name
        except NoIndexError:
            return None

    def damage(self) -> str:
        """What `glance` finds wrong with the generation that `CURRENT` names, even while an older one is served. "" if
        nothing is wrong, or if there is no generation yet."""
        try:
            generation = self.generations.current()
        except GenerationError as error:
            return str(fault_of(error))
        if generation is None:
            return ""
        self._checksums.keep(generation.directory)
        try:
            return "; ".join(map(str, glance(generation, self._checksums)))
        except EngineError as error:
            return str(fault_of(error))

    def close(self) -> None:
        """Close the view when its last request is done."""
        with self._lock:
            if self._held is not None:
                self._held.retire()
                self._held = None

    def _named(self) -> str | None:
        """The name in `CURRENT`; None if there is no generation yet, "" if `CURRENT` cannot be read."""
        try:
            return self.generations.current_name()
        except GenerationError:
            return ""

    def _taken(self, named: str | None) -> _Held:
        """The view for a request that read `named` in `CURRENT`. If it has to be opened first, one request opens it;
        the others take the previous view, and wait only if there is none."""
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
        """The view of the generation `named`, in exchange for the previous view; the previous view if opening fails."""
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
        """Take another view for a request, and give back the view that the request already has, if any."""
        other.take()
        if held is not None:
            held.give_back()
        return other

    def _serves(self, held: _Held, named: str | None) -> bool:
        """Whether the open view answers a request: `CURRENT` names its generation, or one that could not
        be opened less than RETRY_SECONDS ago."""
        if held.name == named:
            self._refused = None
            return True
        refused = self._refused
        return refused is not None and refused.name == named and self.clock() < refused.until

    def _refuse(self, named: str | None, held: _Held, error: MithaqError) -> None:
        """Keep the open view; log one line for each change of `CURRENT`."""
        if self._refused is None or self._refused.name != named:
            log.error("%s is still served: %s", held.name, error)
        self._refused = _Refused(named, self.clock() + RETRY_SECONDS)

    def _open(self, named: str | None) -> _Held:
        """Open the generation `named`; if a run pruned it meanwhile, the one that `CURRENT` names now."""
        generations = self.generations
        for attempt in range(ATTEMPTS):
            # Without a name, `CURRENT` is read again: the error says why it names nothing.
            generation = generations.named(named) if named else generations.current()
            if generation is None:
                raise generations.none_yet()
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
