"""Clients that ask, wait for the answer and ask again, in a process of their own.

In: questions, a port of loopback, seconds. Out: `Asked`, with each answer and the processor time that asking took.
Never here: a library that reads answers; a client that takes the server's processors measures itself.

Each client is a visitor of its own: it says its address as a proxy would (`X-Forwarded-For`).
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from socket import create_connection, socket
from threading import Thread

from benchmarks.load.questions import AGAIN, Question, cycle

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 60.0
#: Requests on one connection, as a browser keeps it for a visit.
VISIT = 20
#: Addresses of examples (RFC 2544): enough for all clients, and nobody's.
VISITOR = "198.18.{}.{}"
RECEIVED_BYTES = 1 << 18
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ETAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
HEADERS_END = b"\r\n\r\n"
GOOD = {200, 304}
#: The kind of a question that could not be asked; its client asks no more.
NO_CONNECTION = "no connection"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: to which kind of question, its status (0: none came), and the seconds until its last byte."""

    kind: str
    status: int
    seconds: float


@dataclass
class Asked:
    """All answers of some clients, the seconds on the clock and those of processor time that asking took."""

    answers: list[Answer] = field(default_factory=list)
    clock: float = 0.0
    processor: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(
            self.answers + other.answers,
            self.clock + other.clock,
            self.processor + other.processor,
            self.faults + other.faults,
        )


class Connection:
    """One connection of one visitor."""

    def __init__(self, port: int, visitor: int) -> None:
        self._socket = create_connection((HOST, port), TIMEOUT_SECONDS)
        self.is_open = True
        self._headers = f"Host: {HOST}:{port}\r\nX-Forwarded-For: {VISITOR.format(*divmod(visitor, 250))}\r\n".encode()

    def ask(self, path: str, etag: bytes = b"") -> tuple[int, bytes]:
        """Status and ETag of an answer that was read to its end. Raises OSError."""
        known = b"If-None-Match: " + etag + b"\r\n" if etag else b""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n".encode() + self._headers + known + b"\r\n")
        data = self._socket.recv(RECEIVED_BYTES)
        while HEADERS_END not in data:
            data += self._received()
        headers, _, body = data.partition(HEADERS_END)
        found = LENGTH.search(headers)
        left = (int(found[1]) if found else 0) - len(body)
        while left > 0:
            left -= len(self._received())
        status = int(headers[9:12])
        tag = ETAG.search(headers)
        self.is_open = not CLOSE.search(headers)
        return status, tag[1] if tag else b""

    def close(self) -> None:
        """Close it; idempotent."""
        self._socket.close()

    def _received(self) -> bytes:
        more = self._socket.recv(RECEIVED_BYTES)
        if not more:
            raise ConnectionError("the connection was closed within an answer")
        return more


def ask(
    port: int, questions: Sequence[Question], seconds: float, clients: int, first_visitor: int = 1, visitors: int = 0
) -> Asked:
    """Let so many clients ask for so long. They are so many visitors, or else each is one."""
    asked = Asked()
    begun, took = time.perf_counter(), time.process_time()
    threads = []
    for number in range(clients):
        visitor = first_visitor + number % (visitors or clients)
        start = number * len(questions) // clients
        threads.append(Thread(target=_client, args=(asked, port, visitor, questions, start, begun + seconds)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.clock, asked.processor = time.perf_counter() - begun, time.process_time() - took
    return asked


def _client(asked: Asked, port: int, visitor: int, questions: Sequence[Question], start: int, end: float) -> None:
    """One client; a list of Python takes appends of many threads."""
    asking = cycle(questions, start)
    while time.perf_counter() < end:
        try:
            connection = Connection(port, visitor)
        except OSError as error:
            asked.answers.append(Answer(NO_CONNECTION, 0, 0.0))
            asked.faults.append(repr(error))
            return
        path, etag = "/", b""
        for question in islice(asking, VISIT):
            path = path if question.kind == AGAIN else question.path
            begun = time.perf_counter()
            try:
                status, etag = connection.ask(path, etag if question.kind == AGAIN else b"")
            except (OSError, ValueError) as error:
                status = 0
                asked.faults.append(f"{path}: {error!r}")
            asked.answers.append(Answer(question.kind, status, time.perf_counter() - begun))
            if status not in GOOD:
                asked.faults.append(f"{path}: {status}")
            if status == 0 or not connection.is_open or time.perf_counter() > end:
                break
        connection.close()


def opened(port: int, count: int) -> list[socket]:
    """So many connections on which nothing was asked yet."""
    return [create_connection((HOST, port), TIMEOUT_SECONDS) for _ in range(count)]
