"""The processes of the page: gunicorn's parent starts them, and starts another for one that dies or hangs.

In: an application, settings. Out: requests served until somebody stops it, and an exit code. Never here: an index
opened before the fork: each process opens its own with its first request.
"""

import errno
import logging
import os
import socket
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker as GunicornWorker

from indexer.model.settings import Settings
from web.connections import Channel, Connections
from web.visitors import Visitors

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

#: What a stopped process may still take for the requests that it is answering.
GRACE_SECONDS = 5
#: A process that does not move for so long is killed.
HANGING_SECONDS = 30
BACKLOG = 1024
#: What a machine without one of the two kinds of addresses says.
NOT_HERE = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


class Worker(GunicornWorker):  # type: ignore[misc]
    """One process that serves."""

    def run(self) -> None:
        """Serve until told to stop."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        sockets = [listener.sock for listener in self.sockets]
        self.connections = Connections(
            self.wsgi, sockets, self.cfg.threads, self.app.visitor, is_secure=self.app.is_secure
        )
        while self.alive and os.getppid() == self.ppid:
            if not self.connections.dispatcher.is_overdue():
                self.notify()
            self.connections.step()
        self.connections.close(GRACE_SECONDS)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, whatever the signal, when the requests under way are answered."""
        super().handle_exit(sig, frame)
        if self.booted:
            self.connections.wake()

    handle_quit = handle_exit


class Parent(Arbiter):  # type: ignore[misc]
    """The process that looks after the others. A closed terminal stops it, as Ctrl-C does."""

    handle_int = handle_quit = handle_hup = Arbiter.handle_term


class Serving(BaseApplication):  # type: ignore[misc]
    """What gunicorn asks for: its settings, and the application, which is the same in all processes."""

    def __init__(
        self,
        application: "WSGIApplication",
        settings: Settings,
        listening: list[socket.socket],
        ready: Callable[[], None],
    ) -> None:
        self._application = application
        self.is_secure = settings.is_secure
        self._visitors = Visitors(settings.proxy_networks)
        self._choices = {
            "bind": [f"fd://{one.detach()}" for one in listening],
            "workers": settings.server_processes,
            "threads": settings.threads,
            "worker_class": Worker,
            "timeout": HANGING_SECONDS,
            "graceful_timeout": 2 * GRACE_SECONDS,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _: ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Our choices over gunicorn's own."""
        for name, value in self._choices.items():
            self.cfg.set(name, value)

    def visitor(self, channel: Channel) -> str:
        """Who asks through a connection."""
        return self._visitors.key(str(channel.addr[0]), channel.requests[0].headers.get("X_FORWARDED_FOR", ""))

    def load(self) -> "WSGIApplication":
        """The application, made before the processes were."""
        return self._application


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at every address of a host. Raises OSError when there is none, or the port is taken."""
    found: list[socket.socket] = []
    refused: OSError | None = None
    for family, *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE):
        try:
            found.append(_listening(family, address))
        except OSError as error:
            if error.errno not in NOT_HERE:
                raise
            refused = error
    if not found and refused is not None:
        raise refused
    return found


def _listening(family: int, address: Any) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(address)
        opened.listen(BACKLOG)
    except OSError:
        opened.close()
        raise
    return opened


def serve(application: "WSGIApplication", settings: Settings) -> int:
    """Serve until interrupted; gives the exit code. Raises OSError when the address cannot be listened at."""
    listening = listen(settings.host, settings.port)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    line = f"Mithaq is at http://{host}:{listening[0].getsockname()[1]}/  (stop: Ctrl-C)"
    try:
        Parent(Serving(application, settings, listening, lambda: print(line, flush=True))).run()
    except SystemExit as ended:
        return _code(ended.code)
    return 0


def _code(given: Any) -> int:
    return given if isinstance(given, int) else int(given is not None)
