"""A small application behind real connections, on loopback, by a clock that the test sets."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from threading import Event, Thread
from typing import Any

from web.serving.connections import Connections

LONG_SECONDS = 20
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def answer(one: socket.socket) -> bytes:
    """The status and the body of the next answer."""
    coming = HTTPResponse(one)
    coming.begin()
    return str(coming.status).encode() + b" " + coming.read()


@dataclass
class Site:
    """An application that answers "yes", under `/held` and `/export.held` when it is let, under `/broken` never, and
    under `/same` that nothing changed; served in a thread, by a clock of its own."""

    now: float = 1000.0
    began: Event = field(default_factory=Event)
    let: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    port: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        if environ["PATH_INFO"] == "/broken":
            raise ZeroDivisionError("in the dark")
        if environ["PATH_INFO"].endswith("held"):
            self.began.set()
            self.let.wait(LONG_SECONDS)
        if environ["PATH_INFO"] == "/same":
            start_response("304 Not Modified", [("Content-Length", "0")])
            return []
        start_response("200 OK", [("Content-Length", "3")])
        return [b"yes"]

    def connect(self, sent: bytes = b"") -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=LONG_SECONDS)
        opened.sendall(sent)
        return opened

    def ask(self) -> bytes:
        with self.connect(WHOLE) as one:
            return answer(one)

    @contextmanager
    def served(self, threads: int = 1, *, is_secure: bool = False) -> Iterator[Connections]:
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        serving = Connections(self, [listening], threads, clock=lambda: self.now, is_secure=is_secure)
        thread = Thread(target=self._run, args=(serving,))
        thread.start()
        try:
            yield serving
        finally:
            self.let.set()
            self.ended.set()
            thread.join()

    def _run(self, serving: Connections) -> None:
        while not self.ended.is_set():
            serving.step(seconds=0.01)
        serving.close(seconds=1)
