"""The fence: steps of work on foreign text, in a process of its own, that no step can stop for long.

In: requests whose steps are independent items. Out: the answers of the steps. A step whose process dies is asked again
with the reason, so that it answers what became of its item; the other steps go on. Never here: what a step does.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from indexer.fence.bounds import Bounds
from indexer.fence.process import Died, Process, Request, Serve, Step, StepError
from indexer.model.errors import MithaqError
from indexer.model.notes import Note, note

#: Makes the steps of one request; it must survive pickling.
Call = Callable[[], Iterator[Step]]
#: Gives the answers of a call's steps.
Runner = Callable[[Call], Iterator[Any]]


class FenceError(MithaqError):
    """A request cannot be answered to its end, for the `reason` of the last death."""

    def __init__(self, reason: Note) -> None:
        super().__init__(note("a process that works on articles died: %(reason)s", reason=reason))
        self.reason = reason


class Fence:
    """Runs requests one after the other in one process, which begins with the first request.

    `most` is the number of deaths that a step may answer for; after one more, FenceError is raised.
    """

    def __init__(self, serve: Serve, bounds: Bounds, most: int = 1) -> None:
        self._serve = serve
        self._bounds = bounds
        self._most = most
        self._process: Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; idempotent."""
        if self._process is not None:
            self._process.stop()
            self._process = None

    def each(self, request: Any) -> Iterator[Any]:
        """The answers of all steps, each as soon as it is there. After a death the steps that answered are not done
        again. Raises FenceError after the last answer that can be had, and what a step raised."""
        deaths = _Deaths(self._most)
        answered = 0
        while True:
            try:
                for answer in self._asked(Request(request, answered, deaths.known, deaths.end)):
                    answered += 1
                    yield answer
            except Died as died:
                deaths.count(died)
            except StepError as error:
                raise error.error from error
            else:
                deaths.settle()
                return

    def all(self, request: Any) -> list[Any]:
        """The answers of all steps of one request that share a state. After a death, or an error that may have left
        the state half changed, all are done again. Raises FenceError, and OSError and MithaqError of a step."""
        deaths = _Deaths(self._most)
        while True:
            try:
                return list(self._asked(Request(request, 0, deaths.known, sys.maxsize)))
            except Died as died:
                deaths.count(died)
            except StepError as error:
                if isinstance(error.error, OSError | MithaqError):
                    raise error.error from error
                deaths.count(Died(error.step, reason_of(error.error), is_bound=True, is_making=error.is_making))
            deaths.settle()

    def _asked(self, request: Request) -> Iterator[Any]:
        """The answers of a process; it does not outlive a request that was not answered to the end."""
        process = self._process or Process(self._serve, self._bounds)
        self._process = None
        try:
            yield from process.answers(request)
        except BaseException:
            process.stop()
            raise
        if process.is_worn or self._process is not None:
            process.stop()
        else:
            self._process = process


class _Deaths:
    """The deaths while one request was answered: their reasons by step, and the step that ends the request, because it
    died too often or cannot be reached. A first death that no bound explains may be chance: a system that ran out of
    memory, an operator. Its step is tried once more as if it had not happened."""

    def __init__(self, most: int) -> None:
        self.known: dict[int, tuple[Note, ...]] = {}
        self.end = sys.maxsize
        self._most = most
        self._last: Note | None = None
        self._unexplained: defaultdict[int, int] = defaultdict(int)

    def count(self, died: Died) -> None:
        """Note a death; raises FenceError when another one has already ended the request."""
        if not died.is_bound:
            self._unexplained[died.step] += 1
            if self._unexplained[died.step] == 1:
                return
        self.settle()
        before = self.known.get(died.step, ())
        if died.is_making or len(before) == self._most:
            self.end, self._last = died.step, died.reason
        else:
            self.known[died.step] = (*before, died.reason)

    def settle(self) -> None:
        """Raise FenceError when a death has ended the request."""
        if self._last is not None:
            raise FenceError(self._last)


def reason_of(error: BaseException) -> Note:
    """Why an item failed, from what its step raised."""
    if isinstance(error, MemoryError):
        return note("needs too much memory")
    return note("%(kind)s: %(fault)s", kind=type(error).__name__, fault=error)


def call(request: Call) -> Iterator[Step]:
    """The steps of a call; what a fence for calls serves."""
    return request()


def in_place(request: Call) -> Iterator[Any]:
    """The answers of a call's steps, worked out in this process, without a fence."""
    return (step(()) for step in request())
