"""The order in which the threads of one process answer: visitors take turns.

In: requests that wait for a thread. Out: the next one. Never here: a visitor who waits until all requests of another
visitor are answered.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
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


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer. `running` maps a thread to the time at which it began its request."""

    def __init__(self, visitor: Callable[[Any], str], clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.queue = Turns(visitor)
        self.clock = clock
        self.running: dict[int, float] = {}

    def is_overdue(self) -> bool:
        """Whether a request has been running for more than REQUEST_SECONDS."""
        return self.clock() - min(self.running.values(), default=self.clock()) > REQUEST_SECONDS
