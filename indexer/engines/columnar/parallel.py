"""Analysing and gathering articles in several processes, each of which writes a segment of its own.

In: articles to be analysed, a directory. Out: segments, and which of their documents were replaced by later ones.
Never here: a table of contents; what the processes wrote counts only when the engine lists it.

A process asks for work before it runs out of it, so the faster one gets more. Processes are spawned, not forked:
whoever builds may have threads.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from indexer.article import Article
from indexer.engines.analysing import Analysing
from indexer.engines.columnar.segment import ColumnarSegment
from indexer.engines.columnar.segment_writer import SegmentWriter
from indexer.errors import EngineError

BATCH = 64
#: Batches that a process has waiting, the one at work included.
AHEAD = 2
STOP_SECONDS = 10


class Written(NamedTuple):
    """What a process wrote: its segments, and for each document its place in the order of all articles and its id."""

    segments: list[ColumnarSegment]
    documents: list[tuple[int, str]]


class Failed(NamedTuple):
    """Why a process gave up."""

    reason: str


def write_segments(directory: Path, source: Analysing, processes: int, tokens_in_memory: int) -> list[ColumnarSegment]:
    """Segments of all articles; of several with one id, the last is live. Raises EngineError."""
    context = multiprocessing.get_context("spawn")
    workers = []
    connections = []
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            worker = context.Process(target=work, args=(theirs, directory, source.make, tokens_in_memory), daemon=True)
            worker.start()
            theirs.close()
            workers.append(worker)
            connections.append(ours)
        written = _feed(connections, _batches(source.articles))
    finally:
        for connection in connections:
            connection.close()
        for worker in workers:
            worker.join(STOP_SECONDS)
            worker.kill()
            worker.join()
    _drop_replaced(written)
    return [segment for part in written for segment in part.segments]


def work(connection: Connection, directory: Path, make: Any, tokens_in_memory: int) -> None:
    """A process: ask, analyse, gather; at the end write and tell what was written."""
    try:
        analyse = make()
        writer = SegmentWriter(directory, tokens_in_memory)
        documents: list[tuple[int, str]] = []
        for _ in range(AHEAD):
            connection.send(None)
        while (batch := connection.recv()) is not None:
            connection.send(None)
            for place, article in batch:
                writer.add(analyse(article))
                documents.append((place, article.id))
        connection.send(Written(writer.finish(), documents))
    except (EOFError, ConnectionError):
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the other process has to tell it
        connection.send(Failed(repr(error)))


def _feed(connections: Sequence[Connection], batches: Iterator[list[tuple[int, Article]]]) -> list[Written]:
    waiting = list(connections)
    written: list[Written] = []
    while waiting:
        for connection in wait(waiting):
            assert isinstance(connection, Connection)
            try:
                message = connection.recv()
                if message is None:
                    connection.send(next(batches, None))
                    continue
            except (EOFError, ConnectionError) as error:
                raise EngineError(
                    "a process that wrote a segment ended early; it may have run out of memory"
                ) from error
            waiting.remove(connection)
            if isinstance(message, Failed):
                raise EngineError(f"a process that was writing a segment failed: {message.reason}")
            written.append(message)
    return written


def _batches(articles: Iterable[Article]) -> Iterator[list[tuple[int, Article]]]:
    numbered = enumerate(articles)
    while batch := list(islice(numbered, BATCH)):
        yield batch


def _drop_replaced(written: Sequence[Written]) -> None:
    last: dict[str, int] = {}
    for part in written:
        for place, name in part.documents:
            last[name] = max(place, last.get(name, place))
    for part in written:
        rows = iter(part.documents)
        for segment in part.segments:
            for number, (place, name) in enumerate(islice(rows, segment.documents)):
                if place != last[name]:
                    segment.delete_document(number)
