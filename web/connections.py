"""The connections of one process, on waitress: no visitor's slowness is another's.

In: listening sockets, an application. Out: its answers. Never here: a connection that waits for ever, a thread that
waits for a visitor's request, or a visitor who is served only after all that another one asked before.
"""

import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.utilities import Error
from waitress.wasyncore import close_all, loop

from web.refusals import MAX_BODY_KIB, MAX_HEADER_KIB, refusal, refusal_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

KIBIBYTE = 1024
#: Connections of one process; a new one takes the place of the one that waits longest.
MAX_CONNECTIONS = 500
#: Requests of one visitor that may wait for a thread of one process.
MAX_WAITING = 100
#: Seconds that a connection may be open without a request, that a request may take to come in, an answer to be fetched.
IDLE_SECONDS, READING_SECONDS, FETCHING_SECONDS = 60, 30, 300
#: A process with a request that runs longer is given up.
REQUEST_SECONDS = 60
CLEANING_SECONDS = 5
STEP_SECONDS = 1


class Turns:
    """What waits for a thread: of each visitor in order, and one visitor after the other."""

    def __init__(self, visitor: Callable[[Any], str]) -> None:
        self._visitor = visitor
        self._waiting: OrderedDict[str, deque[Any]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def append(self, task: Any) -> None:
        """Wait behind what the same visitor asked before."""
        self._waiting.setdefault(self._visitor(task), deque()).append(task)

    def of(self, task: Any) -> int:
        """How many wait of the visitor who asks for a task."""
        return len(self._waiting.get(self._visitor(task), ()))

    def popleft(self) -> Any:
        """The next; its visitor's others come after those of everybody else."""
        visitor, tasks = self._waiting.popitem(last=False)
        task = tasks.popleft()
        if tasks:
            self._waiting[visitor] = tasks
        return task


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads that answer. `running` has when each began with its request."""

    def __init__(self, visitor: Callable[[Any], str], clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.queue = Turns(visitor)
        self.clock = clock
        self.running: dict[int, float] = {}

    def is_overdue(self) -> bool:
        """Whether a request has been running for longer than any takes."""
        return self.clock() - min(self.running.values(), default=self.clock()) > REQUEST_SECONDS


class TooSlow(Error):  # type: ignore[misc]
    """A request that did not come in in time (RFC 9110, 15.5.9)."""

    code, reason = 408, "Request Timeout"


class TooMany(Error):  # type: ignore[misc]
    """A request of a visitor of whom too many wait (RFC 6585, 4)."""

    code, reason = 429, "Too Many Requests"


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request. Numbers and addresses that cannot be are faults of the request, not of the process."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request. Raises ParsingError for one that cannot be read."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(str(error)) from error


class Refusal(ErrorTask):  # type: ignore[misc]
    """The answer to a request that no application sees."""

    def execute(self) -> None:
        """Answer it, and close the connection."""
        error = self.request.error
        body = refusal(error.code)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(refusal_headers(error.code, self.channel.server.is_secure))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. `since` is when it was opened or last answered, `begun` when a request began to come in."""

    parser_class = Parser
    error_task_class = Refusal
    request: Any = None
    begun: float | None = None

    def __init__(self, server: "Server", *given: Any, **named: Any) -> None:
        self.since = server.task_dispatcher.clock()
        super().__init__(server, *given, **named)

    @property
    def is_waiting(self) -> bool:
        """Whether the visitor has nothing to get, but something to ask."""
        return not self.requests and not self.total_outbufs_len

    def received(self, data: bytes) -> bool:
        """Take what came in, and note when a request began."""
        before = self.request
        taken = super().received(data)
        if self.request is None:
            self.begun = None
        elif self.request is not before:
            self.begun = self.server.task_dispatcher.clock()
        return bool(taken)

    def service(self) -> None:
        """Answer a request, in a thread."""
        dispatcher, thread = self.server.task_dispatcher, threading.get_ident()
        dispatcher.running[thread] = dispatcher.clock()
        try:
            super().service()
        finally:
            del dispatcher.running[thread]
            self.since = dispatcher.clock()

    def look(self, now: float) -> None:
        """Close the connection when it took too long; a request that had begun is answered first."""
        if self.requests:
            return
        if self.begun is not None and now - self.begun > READING_SECONDS:
            self._refuse_slow()
        elif now - self.since > (FETCHING_SECONDS if self.total_outbufs_len else IDLE_SECONDS):
            self.will_close = True

    def _refuse_slow(self) -> None:
        with self.requests_lock:
            request = self.request
            self.request = self.begun = None
            if not request.headers_finished:
                request.parse_header(b"GET / HTTP/1.0\r\n")
            request.error, request.completed = TooSlow(""), True
            self.requests.append(request)
            self.server.add_task(self)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket."""

    channel_class = Channel
    is_secure = False

    def add_task(self, channel: Channel) -> None:
        """Let a request wait for its turn; only to be refused when too many of the same visitor do."""
        if self.task_dispatcher.queue.of(channel) >= MAX_WAITING:
            channel.requests[0].error = channel.requests[0].error or TooMany("")
        super().add_task(channel)

    def readable(self) -> bool:
        """Whether a connection may be taken: there is room, or one that can make room. Others wait, as in a queue at a
        door."""
        return bool(super().readable()) and (not self._is_full() or any(self._waiting()))

    def handle_accept(self) -> None:
        """Take a connection, in place of the one that waits longest when there are too many."""
        if self._is_full() and (waiting := list(self._waiting())):
            min(waiting, key=lambda channel: channel.since).handle_close()
        super().handle_accept()

    def _is_full(self) -> bool:
        return len(self.active_channels) >= MAX_CONNECTIONS

    def _waiting(self) -> Iterator[Channel]:
        return (channel for channel in self.active_channels.values() if channel.is_waiting)

    def maintenance(self, _: float) -> None:
        """Look at all connections."""
        now = self.task_dispatcher.clock()
        for channel in list(self.active_channels.values()):
            channel.look(now)


class Connections:
    """All connections of one process, on sockets that may be shared with others. `visitor` tells who asks through a
    channel, `is_secure` that the site is reached by HTTPS alone."""

    def __init__(
        self,
        application: "WSGIApplication",
        sockets: Sequence[socket],
        threads: int,
        visitor: Callable[[Any], str] = lambda channel: str(channel.addr[0]),
        clock: Callable[[], float] = monotonic,
        is_secure: bool = False,
    ) -> None:
        adjustments = Adjustments(
            sockets=list(sockets),
            ident=None,
            clear_untrusted_proxy_headers=False,
            max_request_header_size=MAX_HEADER_KIB * KIBIBYTE,
            max_request_body_size=MAX_BODY_KIB * KIBIBYTE,
            connection_limit=sys.maxsize,  # `Server` has its own, which fills no log
            cleanup_interval=CLEANING_SECONDS,
        )
        self._open: dict[int, Any] = {}
        self.dispatcher = Dispatcher(visitor, clock)
        self.dispatcher.set_thread_count(threads)
        self._servers = [
            Server(
                application,
                self._open,
                True,
                one,
                dispatcher=self.dispatcher,
                adj=adjustments,
                sockinfo=(one.family, one.type, one.proto, one.getsockname()),
                bind_socket=False,
            )
            for one in sockets
        ]
        for server in self._servers:
            server.is_secure = is_secure

    def step(self, seconds: float = STEP_SECONDS) -> None:
        """Read and write what there is, or wait for it."""
        loop(timeout=seconds, map=self._open, use_poll=True, count=1)

    def wake(self) -> None:
        """End a step that waits, from a signal's handler in the same thread."""
        if self._open:
            self._servers[0].pull_trigger()

    def close(self, seconds: float) -> None:
        """Take no connection any more, and give requests under way some seconds."""
        for server in self._servers:
            server.accepting = False
            server.del_channel()
            server.socket.close()
        deadline = self.dispatcher.clock() + seconds
        while self._busy() and self.dispatcher.clock() < deadline:
            self.step(seconds=0.1)
        self.dispatcher.shutdown(timeout=1)
        close_all(self._open)

    def _busy(self) -> bool:
        return any(not channel.is_waiting for server in self._servers for channel in server.active_channels.values())
