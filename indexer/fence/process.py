"""A forked process that answers requests step by step, under bounds.

In: the function that makes the steps of a request, and requests. Out: the answers of the steps, or `Died` with the
number of the step at work. Never here: what happens after a death (`indexer/fence/fence.py`).

The process inherits the tables of its caller, so it begins within milliseconds. It closes every other file that it
inherits: neither the archive nor a lock stays open in it after its caller died.
"""

import gc
import io
import mmap
import os
import pickle
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, NoReturn

from indexer.fence.bounds import Bounds, allow, confine, data_bytes
from indexer.model.notes import NN_, Note, note

#: One step: called with the reasons why processes that were at it died.
Step = Callable[[tuple[Note, ...]], Any]
Serve = Callable[[Any], Iterable[Step]]

#: Answers are sent together up to this size, in bytes, and this number.
SENT_BYTES = 1 << 18
SENT_ANSWERS = 64
MARK_BYTES = 8
HUNG = NN_("did not end within %(count)s second", "did not end within %(count)s seconds")
OVER_TIME = NN_(
    "takes more than %(count)s second of processor time", "takes more than %(count)s seconds of processor time"
)
#: The phases of a step. The mark is twice its number, plus its phase.
MAKING, DOING = 0, 1


class Request(NamedTuple):
    """What to make steps of, the first step whose answer is wanted, the reasons of deaths by step, and the number of
    the first step that is not made."""

    of: Any
    start: int
    deaths: Mapping[int, tuple[Note, ...]]
    end: int


class End(NamedTuple):
    """All answers were sent; `is_worn`: the process has taken half of its memory."""

    is_worn: bool


@dataclass
class StepError(Exception):
    """A step raised `error`; or, if it `is_making`, what makes the steps did."""

    step: int
    is_making: bool
    error: BaseException


@dataclass
class Died(Exception):
    """The process died at a step. `is_bound`: it went beyond its bound, and would again. `is_making`: it was still
    making the step, so that no later one can be reached."""

    step: int
    reason: Note
    is_bound: bool
    is_making: bool


class Process:
    """One forked process. `serve` makes the steps of a request; requests and answers are pickled."""

    def __init__(self, serve: Serve, bounds: Bounds) -> None:
        self._bounds = bounds
        self._mark = mmap.mmap(-1, MARK_BYTES)
        self._connection, theirs = Pipe()
        self.is_worn = False
        self.pid = fork()
        if not self.pid:
            _work(theirs, serve, bounds, self._mark)
        theirs.close()

    def answers(self, request: Request) -> Iterator[Any]:
        """The answers of the steps from `request.start` on, in order. Raises Died and StepError."""
        try:
            self._connection.send(request)
            while True:
                data = io.BytesIO(self._received())
                while data.tell() < len(data.getbuffer()):
                    answer = pickle.load(data)
                    if isinstance(answer, End):
                        self.is_worn = answer.is_worn
                        return
                    if isinstance(answer, StepError):
                        raise answer
                    yield answer
        except (EOFError, ConnectionError) as error:
            raise self._died() from error

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._connection.close()
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0

    def _received(self) -> bytes:
        before = b""
        while not self._connection.poll(self._bounds.wait_seconds):
            if self._marked() == before:
                raise self._blocked()
            before = self._marked()
        return self._connection.recv_bytes()

    def _blocked(self) -> Died:
        self.stop()
        blocked = note(HUNG, count=round(self._bounds.wait_seconds))
        return self._death(blocked, is_bound=True)

    def _died(self) -> Died:
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGXCPU:
            taken = note(OVER_TIME, count=self._bounds.seconds)
            return self._death(taken, is_bound=True)
        return self._death(note("its process ended: %(fault)s", fault=_cause(code)), is_bound=False)

    def _death(self, reason: Note, *, is_bound: bool) -> Died:
        step, phase = _position(self._mark)
        return Died(step, reason, is_bound, is_making=phase == MAKING)

    def _marked(self) -> bytes:
        return self._mark[:MARK_BYTES]


def fork() -> int:
    """Fork this process; 0 in the new one. What it runs must take no lock that another thread could hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer versions of Python warn if there are threads
        return os.fork()


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _work(connection: Connection, serve: Serve, bounds: Bounds, mark: mmap.mmap) -> NoReturn:
    """The work of the forked process; it never returns."""
    code = 1
    try:
        _part(connection)
        limit = confine(bounds)
        while True:
            _answer(connection, serve, connection.recv(), bounds, mark)
            connection.send_bytes(pickle.dumps(End(data_bytes() > limit - bounds.bytes // 2)))
    except (EOFError, ConnectionError):
        code = 0  # the caller ended, or wants no more
    finally:
        os._exit(code)


def _part(connection: Connection) -> None:
    """Let go of what the caller has: its files, its signals, and its objects, which are not collected here."""
    gc.freeze()
    for number in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the caller ends this process
    os.closerange(3, connection.fileno())
    os.closerange(connection.fileno() + 1, os.sysconf("SC_OPEN_MAX"))


def _answer(connection: Connection, serve: Serve, request: Request, bounds: Bounds, mark: mmap.mmap) -> None:
    waiting = io.BytesIO()
    answers = 0
    for answer in _answers(serve, request, bounds, mark):
        waiting.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        answers += 1
        if answers == SENT_ANSWERS or waiting.tell() >= SENT_BYTES or isinstance(answer, StepError):
            connection.send_bytes(waiting.getbuffer())
            waiting, answers = io.BytesIO(), 0
    if answers:
        connection.send_bytes(waiting.getbuffer())


def _answers(serve: Serve, request: Request, bounds: Bounds, mark: mmap.mmap) -> Iterator[Any]:
    """The answers, each step marked before it is made and before it is done. An error ends them."""
    try:
        _set(mark, 0, MAKING)
        allow(bounds.seconds)
        for number, step in enumerate(islice(serve(request.of), request.end)):
            _set(mark, number, DOING)
            if number >= request.start:
                yield step(request.deaths.get(number, ()))
            _set(mark, number + 1, MAKING)
            allow(bounds.seconds)
    except GeneratorExit:
        raise
    except BaseException as error:  # noqa: BLE001 - the caller decides
        at_work, phase = _position(mark)
        yield StepError(at_work, phase == MAKING, _portable(error))


def _position(mark: mmap.mmap) -> tuple[int, int]:
    """The step at work, and its phase."""
    return divmod(int.from_bytes(mark[:MARK_BYTES], "big"), 2)


def _set(mark: mmap.mmap, step: int, phase: int) -> None:
    mark[:MARK_BYTES] = (2 * step + phase).to_bytes(MARK_BYTES, "big")


def _portable(error: BaseException) -> BaseException:
    """The error, or its text if it does not survive pickling."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - any error may come from a library's own constructor
        return RuntimeError(repr(error))
    return error
