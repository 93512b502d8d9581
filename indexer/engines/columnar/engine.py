"""The columnar engine behind the port.

In: analysed articles. Out: a Whoosh index of columnar segments in a stamped directory. Never here: a change to a file
of `base`. Its segments are linked; deletions from them are recorded in the new table of contents.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from indexer.engines.columnar.asking.snapshot import ColumnarSnapshot
from indexer.engines.columnar.capabilities import COLUMNAR
from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, map_file
from indexer.engines.columnar.writing.gathering import Gathering
from indexer.engines.columnar.writing.parallel import write_segments
from indexer.engines.columnar.writing.revision import Revision, open_index
from indexer.engines.columnar.writing.segment_writer import SegmentWriter, joined
from indexer.engines.port.analysing import Analysing
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.port.stamp import REBUILD, alteration, altered_files, read_stamp, require_empty, seal
from indexer.engines.whoosh.parts import FileStorage
from indexer.fence.fence import FenceError
from indexer.model.errors import EngineError, fault_of
from indexer.model.notes import Note, note

#: Tokens gathered in memory before a segment is written, at some 40 bytes each.
TOKENS_IN_MEMORY = 8_000_000
#: Fewer articles are not worth the start of another process.
PARALLEL_FROM = 2_000
MOST_PROCESSES = 4
#: The segments of several processes become one up to so many articles. A search in one takes 0.86 of the time of a
#: search in two, and joining 35,000 articles 3 s of the minutes of their build; of many more, it would take memory.
JOINED_UP_TO = 50_000


class ColumnarEngine:
    """Indexes of memory-mapped arrays. `processes` work on a large build whose articles come as `Analysing`."""

    capabilities = COLUMNAR

    def __init__(self, tokens_in_memory: int = TOKENS_IN_MEMORY, processes: int | None = None) -> None:
        self._tokens_in_memory = tokens_in_memory
        self._processes = processes or min(MOST_PROCESSES, _processors())

    def write(
        self,
        directory: Path,
        articles: Iterable[AnalysedArticle],
        *,
        base: Path | None = None,
        deleted: Iterable[str] = (),
    ) -> int:
        """Write an index into an empty directory; see the port."""
        require_empty(directory)
        try:
            old = read_stamp(base, self.capabilities) if base else None
            revision = Revision(directory, base)
            for name in deleted:
                revision.drop(name)
            self._add(directory, articles, revision)
            live = revision.finish()
            seal(directory, self.capabilities, old)
        except (OSError, FenceError) as error:
            raise EngineError(
                note("index %(directory)s cannot be written: %(fault)s", directory=directory, fault=error)
            ) from error
        return live

    def open(self, directory: Path) -> ColumnarSnapshot:
        """Open for reading; see the port."""
        read_stamp(directory, self.capabilities)
        try:
            return ColumnarSnapshot(open_index(directory).reader())
        except EngineError as error:
            raise EngineError(
                note("index %(directory)s is damaged: %(fault)s", directory=directory, fault=fault_of(error)),
                REBUILD,
            ) from error
        except Exception as error:
            raise EngineError(
                note("index %(directory)s cannot be opened: %(fault)s", directory=directory, fault=repr(error)), REBUILD
            ) from error

    def verify(self, directory: Path) -> list[Note]:
        """Faults of the files, and the altered arrays in them; see the port."""
        try:
            stamp = read_stamp(directory, self.capabilities)
        except EngineError as error:
            return [error.message]
        altered = altered_files(directory, stamp)
        arrays = [path for path in altered if path.suffix in (TERMS_FILE, DOCUMENTS_FILE)]
        return [alteration(path) for path in altered] + [fault for path in arrays for fault in _array_faults(path)]

    def _add(self, directory: Path, articles: Iterable[AnalysedArticle], revision: Revision) -> None:
        if isinstance(articles, Analysing) and self._processes > 1:
            rest = iter(articles.items)
            first = list(islice(rest, PARALLEL_FROM))
            articles = replace(articles, items=chain(first, rest))
            if len(first) == PARALLEL_FROM:
                segments = write_segments(directory, articles, self._processes, self._tokens_in_memory)
                few = sum(segment.documents for segment in segments) <= JOINED_UP_TO
                revision.add(joined(FileStorage(str(directory)), segments) if few else segments)
                return
        writer = SegmentWriter(directory, self._tokens_in_memory)
        names = list(_gathered(articles, writer))
        segments = writer.finish()
        for segment in segments:
            segment.deleted |= _replaced(names)
        revision.add(segments)


def _gathered(articles: Iterable[AnalysedArticle], writer: SegmentWriter) -> Iterator[str]:
    """The ids of articles, as they are added to the writer; what is not analysed yet is analysed behind a fence."""
    if not isinstance(articles, Analysing):
        for analysed in articles:
            writer.add(analysed)
            yield analysed.article.id
        return
    with Gathering(articles.analyse, articles.bounds, writer) as gathering:
        for batch in articles.batches():
            for id, findings in gathering.gather(batch):
                articles.take(findings)
                if id is not None:
                    yield id


def _processors() -> int:
    """Number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _replaced(names: list[str]) -> set[int]:
    """Indexes of the ids that come again later."""
    last = {name: number for number, name in enumerate(names)}
    return {number for number, name in enumerate(names) if last[name] != number}


def _array_faults(path: Path) -> list[Note]:
    """The altered arrays of a damaged file."""
    try:
        return map_file(path).faults()
    except EngineError as error:
        return [error.message]
