"""All connections of one process: how many there may be, and which one is closed for a new one.

In: listening sockets, an application. Out: its answers. Never here: a client whose slowness delays other clients.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from math import inf
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.wasyncore import close_all, loop

from web.serving.channels import Channel, TooMany
from web.serving.refusals import MAX_BODY_KIB, MAX_HEADER_KIB
from web.serving.sizes import is_large
from web.serving.turns import Dispatcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

KIBIBYTE = 1024
#: Connections of one process. If there are more, the one that has waited longest for a request is closed.
MAX_CONNECTIONS = 500
#: Requests of one visitor that may wait for a thread of one process.
MAX_WAITING = 100
#: Seconds between two checks of the time limits.
CLEANING_SECONDS = 5
STEP_SECONDS = 1
#: A process that is behind with its requests leaves a new connection to the others for PASSING_SECONDS. Then it
#: accepts, until OPEN_SECONDS have passed. Without that, 48 of 50 connections stayed with one of two processes.
PASSING_SECONDS, OPEN_SECONDS = 0.02, 0.1


class Server(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket."""

    channel_class = Channel
    is_secure = False
    passed = -inf

    def add_task(self, channel: Channel) -> None:
        """Queue a request for a thread. If its visitor has too many in the queue, the thread answers 429."""
        if self.task_dispatcher.queue.of(channel) >= MAX_WAITING:
            channel.requests[0].error = channel.requests[0].error or TooMany("")
        super().add_task(channel)

    def readable(self) -> bool:
        """Whether to accept a connection: there is room, or one that waits for a request can be closed. Until then, new
        connections stay in the backlog of the socket."""
        is_passing = self.task_dispatcher.is_behind() and self._since_passed() < PASSING_SECONDS
        return not is_passing and bool(super().readable()) and (not self._is_full() or any(self._waiting()))

    def handle_accept(self) -> None:
        """Accept a connection, or leave it to another process for a moment. If there are too many, close the one that
        has waited longest for a request."""
        if self.task_dispatcher.is_behind() and self._since_passed() > OPEN_SECONDS:
            self.passed = self.task_dispatcher.clock()
            return
        if self._is_full() and (waiting := list(self._waiting())):
            min(waiting, key=lambda channel: channel.since).handle_close()
        super().handle_accept()

    def _since_passed(self) -> float:
        return float(self.task_dispatcher.clock() - self.passed)

    def _is_full(self) -> bool:
        return len(self.active_channels) >= MAX_CONNECTIONS

    def _waiting(self) -> Iterator[Channel]:
        return (channel for channel in self.active_channels.values() if channel.is_waiting)

    def maintenance(self, _: float) -> None:
        """Check the time limits of all connections."""
        now = self.task_dispatcher.clock()
        for channel in list(self.active_channels.values()):
            channel.look(now)


class Connections:
    """All connections of one process, on sockets that other processes may share. `visitor` gives the key of the visitor
    behind a channel; `is_secure` means that visitors reach the site only over HTTPS."""

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
            connection_limit=sys.maxsize,  # waitress logs whenever its limit is reached; `Server` has its own
            cleanup_interval=CLEANING_SECONDS,
        )
        self._open: dict[int, Any] = {}
        self.dispatcher = Dispatcher(visitor, _is_large, clock)
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
        """Read and write what is ready; wait up to `seconds` for it."""
        seconds = min(seconds, PASSING_SECONDS) if self.dispatcher.is_behind() else seconds
        loop(timeout=seconds, map=self._open, use_poll=True, count=1)

    def wake(self) -> None:
        """End a step that waits. A signal handler in the same thread may call this."""
        if self._open:
            self._servers[0].pull_trigger()

    def close(self, seconds: float) -> None:
        """Accept no more connections, and wait up to `seconds` for the running requests."""
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


def _is_large(channel: Channel) -> bool:
    request = channel.requests[0]
    return request.error is None and is_large(request.path, request.query)
