"""How long a visitor waits for a normal search while others do their worst.

In: a port of loopback, questions, processes to ask from. Out: `Scenario`: the answers of the visitor and of the others.
Never here: a request that the program refuses, but for its pace.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.pool import Pool
from socket import socket
from statistics import median
from threading import Event, Thread

from benchmarks.load.clients import Asked, ask, opened
from benchmarks.load.figures import Scenario
from benchmarks.load.questions import Question

CONNECTIONS, COSTLY = 300, 20
#: The visitors that do their worst are numbered from here; the one who waits has another number.
OTHERS = 1000
#: A slow client sends the next byte of its header after so many seconds.
SLOW_SECONDS = 1.0
SLOW_BEGINNING = b"GET / HTTP/1.1\r\nX-Slow: "
#: Seconds of asking for each kind of question, to see which costs the most.
TRYING_SECONDS = 2.0
COSTLIEST = 3


def quiet(pool: Pool, port: int, normal: Sequence[Question], seconds: float) -> Asked:
    """The answers of one visitor who asks alone."""
    return pool.apply(ask, (port, normal, seconds, 1))


def idle(pool: Pool, port: int, normal: Sequence[Question], seconds: float) -> Scenario:
    """CONNECTIONS on which nobody asks."""
    with _open(port):
        return Scenario(f"{CONNECTIONS} idle connections", quiet(pool, port, normal, seconds), Asked())


def slow(pool: Pool, port: int, normal: Sequence[Question], seconds: float) -> Scenario:
    """CONNECTIONS on which a header arrives a byte at a time."""
    with _open(port) as connections, _dripping(connections):
        return Scenario(f"{CONNECTIONS} slow headers", quiet(pool, port, normal, seconds), Asked())


def costly(
    pool: Pool, port: int, normal: Sequence[Question], seconds: float, most: Sequence[Question], visitors: int
) -> Scenario:
    """COSTLY connections, of so many visitors, on which the costliest questions are asked without a pause."""
    others = pool.apply_async(ask, (port, most, seconds + 1, COSTLY, OTHERS, visitors))
    time.sleep(0.5)
    visitor = quiet(pool, port, normal, seconds)
    of = "one visitor" if visitors == 1 else f"{visitors} visitors"
    return Scenario(f"{COSTLY} costliest requests, {of}", visitor, others.get())


def costs(pool: Pool, port: int, questions: Mapping[str, Sequence[Question]]) -> dict[str, float]:
    """The seconds that each kind of question takes when nobody else asks; the longest first."""
    asked = {name: pool.apply(ask, (port, variants, TRYING_SECONDS, 1)) for name, variants in questions.items()}
    seconds = {name: median(answer.seconds for answer in one.answers) for name, one in asked.items()}
    return dict(sorted(seconds.items(), key=lambda item: -item[1]))


@contextmanager
def _open(port: int) -> Iterator[list[socket]]:
    connections = opened(port, CONNECTIONS)
    try:
        yield connections
    finally:
        for connection in connections:
            connection.close()


@contextmanager
def _dripping(connections: Sequence[socket]) -> Iterator[None]:
    stop = Event()

    def drip() -> None:
        sent = SLOW_BEGINNING
        while not stop.wait(SLOW_SECONDS):
            for connection in connections:
                connection.sendall(sent)
            sent = b"x"

    thread = Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
