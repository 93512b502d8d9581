"""Analysing and gathering articles in several processes, each of which writes a segment of its own.

In: items to be analysed, a directory. Out: segments, with the documents that later ones replaced marked as deleted. The
findings of each item go to a callback in the calling process. Never here: a table of contents; a segment counts only
once the engine lists it.

A process asks for work before it runs out of it, so a faster one gets more. Processes are spawned, not forked, because
the caller may have threads. A process whose caller died ends when it next asks for work.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from indexer.engines.columnar.codec.segment import ColumnarSegment
from indexer.engines.columnar.writing.gathering import Gathering
from indexer.engines.columnar.writing.segment_writer import SegmentWriter
from indexer.engines.port.analysing import Analyse, Analysing
from indexer.fence.bounds import Bounds
from indexer.model.errors import EngineError, MithaqError
from indexer.model.notes import note

#: Batches that a process has at a time, the one in work included.
AHEAD = 2
STOP_SECONDS = 10

#: Items with their numbers in the order of all items.
Batch = list[tuple[int, Any]]


class Done(NamedTuple):
    """A batch was analysed, or the process begins; asks for another batch. `findings` has one entry an item."""

    findings: list[Any]


class Written(NamedTuple):
    """The segments that a process wrote, and for each document the number of its item among all items and its id."""

    segments: list[ColumnarSegment]
    documents: list[tuple[int, str]]


class WorkerFailure(NamedTuple):
    """Why a process gave up; `error` is the error of the disk, if that was the reason."""

    reason: str
    error: OSError | None


def write_segments(directory: Path, source: Analysing, processes: int, tokens_in_memory: int) -> list[ColumnarSegment]:
    """Segments of all articles; of several with one id, the last is live. Raises EngineError, and OSError for a disk
    that is full or fails."""
    context = multiprocessing.get_context("spawn")
    workers = []
    connections = []
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            arguments = (theirs, directory, source.analyse, source.bounds, tokens_in_memory)
            worker = context.Process(target=work, args=arguments, daemon=True)
            worker.start()
            theirs.close()
            workers.append(worker)
            connections.append(ours)
        written = _feed(connections, _numbered(source.batches()), source.take)
    finally:
        for connection in connections:
            connection.close()
        for worker in workers:
            worker.join(STOP_SECONDS)
            worker.kill()
            worker.join()
    _drop_replaced(written)
    return [segment for part in written for segment in part.segments]


def work(connection: Connection, directory: Path, analyse: Analyse, bounds: Bounds, tokens_in_memory: int) -> None:
    """The work of a process: ask for batches, analyse and gather them, write segments, and report them."""
    writer = SegmentWriter(directory, tokens_in_memory)
    try:
        with Gathering(analyse, bounds, writer) as gathering:
            connection.send(_worked(connection, gathering, writer))
    except (EOFError, ConnectionError):
        return


def _worked(connection: Connection, gathering: Gathering, writer: SegmentWriter) -> Written | WorkerFailure:
    documents: list[tuple[int, str]] = []
    try:
        for _ in range(AHEAD):
            connection.send(Done([]))
        while (batch := connection.recv()) is not None:
            gathered = gathering.gather([item for _, item in batch])
            documents += [(number, one.id) for (number, _), one in zip(batch, gathered, strict=True) if one.id]
            connection.send(Done([one.findings for one in gathered]))
        return Written(writer.finish(), documents)
    except (EOFError, ConnectionError):
        raise
    except Exception as error:  # noqa: BLE001 - the other process must report any error
        reason = str(error) if isinstance(error, MithaqError) else repr(error)
        return WorkerFailure(reason, error if isinstance(error, OSError) else None)


def _feed(connections: Sequence[Connection], batches: Iterator[Batch], take: Callable[[Any], None]) -> list[Written]:
    waiting = list(connections)
    written: list[Written] = []
    while waiting:
        for connection in wait(waiting):
            assert isinstance(connection, Connection)
            message = _answer(connection, batches)
            if isinstance(message, Done):
                for findings in message.findings:
                    take(findings)
            elif isinstance(message, WorkerFailure):
                raise message.error or EngineError(
                    note("a process that was writing a segment failed: %(reason)s", reason=message.reason)
                )
            else:
                waiting.remove(connection)
                written.append(message)
    return written


def _answer(connection: Connection, batches: Iterator[Batch]) -> Done | Written | WorkerFailure:
    """The next message of a process; one that asks for work gets it before anything else is done."""
    try:
        message: Done | Written | WorkerFailure = connection.recv()
        if isinstance(message, Done):
            connection.send(next(batches, None))
    except (EOFError, ConnectionError) as error:
        raise EngineError(note("a process that wrote a segment ended early; it may have run out of memory")) from error
    return message


def _numbered(batches: Iterable[list[Any]]) -> Iterator[Batch]:
    numbers = count()
    for batch in batches:
        yield [(next(numbers), item) for item in batch]


def _drop_replaced(written: Sequence[Written]) -> None:
    last: dict[str, int] = {}
    for part in written:
        for number, name in part.documents:
            last[name] = max(number, last.get(name, number))
    for part in written:
        rows = iter(part.documents)
        for segment in part.segments:
            for document, (number, name) in enumerate(islice(rows, segment.documents)):
                if number != last[name]:
                    segment.delete_document(document)
