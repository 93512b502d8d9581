"""The order in which the threads of one process answer: visitors take turns, and large requests have one thread.

In: requests that wait for a thread. Out: the next one. Never here: a visitor who waits until all requests of another
visitor are answered, or until large ones of many visitors are.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import get_ident
from time import monotonic
from typing import Any

from waitress.task import ThreadedTaskDispatcher

#: After so many seconds a request counts as hung; its process is then replaced.
REQUEST_SECONDS = 60


class Turns:
    """A queue for each visitor; the queues are served round-robin. `visitor` gives the key of who sent a request."""

    def __init__(self, visitor: Callable[[Any], str]) -> None:
        self._visitor = visitor
        self._waiting: OrderedDict[str, deque[Any]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def append(self, task: Any) -> None:
        """Put a request at the end of its visitor's queue."""
        self._waiting.setdefault(self._visitor(task), deque()).append(task)

    def of(self, task: Any) -> int:
        """How many requests are in the queue of this request's visitor."""
        return len(self._waiting.get(self._visitor(task), ()))

    def popleft(self) -> Any:
        """The next request. Its visitor's queue moves behind the queues of all others."""
        visitor, tasks = self._waiting.popitem(last=False)
        task = tasks.popleft()
        if tasks:
            self._waiting[visitor] = tasks
        return task


class Lanes:
    """Two sets of turns: small requests go through all threads, large ones through one at a time. Where both wait, each
    has the next thread by turns, so that neither starves where there is only one thread.

    `visitor` gives the key of who sent a request, `is_large` its size.
    """

    def __init__(self, visitor: Callable[[Any], str], is_large: Callable[[Any], bool]) -> None:
        self._is_large = is_large
        self._small, self._large = Turns(visitor), Turns(visitor)
        self._busy: set[int] = set()
        self._was_large = False

    def __len__(self) -> int:
        return len(self._small) + len(self._large)

    def __bool__(self) -> bool:
        """Whether a request may begin now."""
        return bool(self._small or (self._large and not self._busy))

    def append(self, task: Any) -> None:
        """Put a request at the end of its visitor's queue."""
        (self._large if self._is_large(task) else self._small).append(task)

    def of(self, task: Any) -> int:
        """How many requests are in the queues of this request's visitor."""
        return self._small.of(task) + self._large.of(task)

    def popleft(self) -> Any:
        """The next request, for the thread that calls this."""
        self._was_large = bool(self._large) and not self._busy and not (self._small and self._was_large)
        if not self._was_large:
            return self._small.popleft()
        self._busy.add(get_ident())
        return self._large.popleft()

    def done(self) -> None:
        """The thread that calls this has answered its request."""
        self._busy.discard(get_ident())


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer. `running` maps a thread to the time at which it began its request."""

    def __init__(
        self,
        visitor: Callable[[Any], str],
        is_large: Callable[[Any], bool] = lambda _: False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self.queue = Lanes(visitor, is_large)
        self.clock = clock
        self.running: dict[int, float] = {}

    def is_behind(self) -> bool:
        """Whether a request waits for a thread that might answer it now."""
        with self.lock:
            return bool(self.queue)

    def is_overdue(self) -> bool:
        """Whether a request has been running for more than REQUEST_SECONDS."""
        return self.clock() - min(self.running.values(), default=self.clock()) > REQUEST_SECONDS
