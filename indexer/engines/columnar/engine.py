"""The columnar engine behind the port.

In: analysed articles. Out: a Whoosh index of columnar segments in a stamped directory. Never here: a change to a file
of `base`: its segments are linked, what is deleted from them is noted in the new table of contents.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from indexer.engines.columnar.arrayfile import CODEC_VERSION
from indexer.engines.columnar.builder import SegmentBuilder
from indexer.engines.columnar.merging import groups_to_merge, merge
from indexer.engines.columnar.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, open_arrays
from indexer.engines.columnar.segment_index import SegmentIndex
from indexer.engines.columnar.snapshot import ColumnarSnapshot
from indexer.engines.port import AnalysedArticle, Capabilities
from indexer.engines.stamp import REBUILD, Stamp, checksum_faults, link, read_stamp, seal
from indexer.engines.whoosh_parts import FileStorage, index
from indexer.engines.whoosh_schema import make_schema
from indexer.errors import EngineError
from indexer.schema import SCHEMA_VERSION

INDEX_NAME = "MAIN"
#: Tokens gathered in memory before a segment is written; about 20 bytes each.
TOKENS_IN_MEMORY = 8_000_000


class ColumnarEngine:
    """Indexes of memory-mapped arrays."""

    capabilities = Capabilities(name="columnar", version=CODEC_VERSION * 1000 + SCHEMA_VERSION, incremental=True)

    def __init__(self, tokens_in_memory: int = TOKENS_IN_MEMORY) -> None:
        self._tokens_in_memory = tokens_in_memory

    def write(
        self,
        directory: Path,
        articles: Iterable[AnalysedArticle],
        *,
        base: Path | None = None,
        deleted: Iterable[str] = (),
    ) -> int:
        """Write an index into an empty directory; see the port."""
        if any(directory.iterdir()):
            raise EngineError(f"{directory} is not empty; an index is only written into an empty directory")
        try:
            old = read_stamp(base, self.capabilities) if base else None
            work = _Work(directory, base, self._tokens_in_memory)
            for name in deleted:
                work.delete(name)
            for analysed in articles:
                work.add(analysed)
            live = work.finish()
            seal(directory, self.capabilities, old)
        except OSError as error:
            raise EngineError(f"index {directory} cannot be written: {error}") from error
        return live

    def open(self, directory: Path) -> ColumnarSnapshot:
        """Open for reading; see the port."""
        read_stamp(directory, self.capabilities)
        try:
            return ColumnarSnapshot(_open(directory).reader())
        except EngineError as error:
            raise EngineError(f"index {directory} is damaged: {error}; {REBUILD}") from error
        except Exception as error:
            raise EngineError(f"index {directory} cannot be opened: {error!r}; {REBUILD}") from error

    def verify(self, directory: Path) -> list[str]:
        """Faults of the files and of the arrays in them; see the port."""
        try:
            stamp: Stamp = read_stamp(directory, self.capabilities)
            faults = checksum_faults(directory, stamp)
            return faults or _array_faults(directory)
        except EngineError as error:
            return [str(error)]


class _Work:
    """One write: the segments of the base, what is deleted from them, and the segments being added."""

    def __init__(self, directory: Path, base: Path | None, tokens_in_memory: int) -> None:
        self._storage = FileStorage(str(directory))
        self._tokens_in_memory = tokens_in_memory
        self._segments: list[ColumnarSegment] = []
        self._old: list[tuple[ColumnarSegment, SegmentIndex]] = []
        self._builder = SegmentBuilder()
        self._new: dict[str, tuple[ColumnarSegment | None, int]] = {}
        self._dropped: set[int] = set()
        self._generation = 1
        if base is not None:
            self._link(base, directory)

    def delete(self, name: str) -> None:
        """Drop an article, wherever it is."""
        segment, number = self._new.pop(name, (None, -1))
        if segment is not None:
            segment.delete_document(number)
        elif number >= 0:
            self._dropped.add(number)
        for old, opened in self._old:
            place = opened.number(name)
            if place is not None and not old.is_deleted(place):
                old.delete_document(place)

    def add(self, analysed: AnalysedArticle) -> None:
        """Add an article, in place of any with its id."""
        name = analysed.article.id
        self.delete(name)
        self._new[name] = (None, self._builder.add(analysed))
        if self._builder.tokens >= self._tokens_in_memory:
            self._flush()

    def finish(self) -> int:
        """Write what is left and the table of contents; the number of live articles."""
        self._flush()
        kept = [segment for segment in self._segments if segment.doc_count()]
        for group in groups_to_merge(kept) if self._old else [kept] if len(kept) > 1 else []:
            kept = [segment for segment in kept if segment not in group]
            kept.append(merge(self._storage, INDEX_NAME, group))
        for segment in self._segments:
            if segment not in kept:
                for extension in (TERMS_FILE, DOCUMENTS_FILE):
                    self._storage.delete_file(segment.make_filename(extension))
        index.TOC(make_schema(), kept, self._generation).write(self._storage, INDEX_NAME)
        return sum(segment.doc_count() for segment in kept)

    def _flush(self) -> None:
        if not len(self._builder):
            return
        segment = self._builder.write(self._storage, INDEX_NAME)
        segment.deleted |= self._dropped
        self._segments.append(segment)
        pending = {name: number for name, (owner, number) in self._new.items() if owner is None}
        self._new |= {name: (segment, number) for name, number in pending.items()}
        self._builder, self._dropped = SegmentBuilder(), set()

    def _link(self, base: Path, directory: Path) -> None:
        opened = _open(base)
        self._generation = opened.latest_generation() + 1
        for segment in opened._segments():
            for extension in (TERMS_FILE, DOCUMENTS_FILE):
                name = segment.make_filename(extension)
                link(base / name, directory / name)
            self._segments.append(segment)
        reader = opened.reader()
        by_name = {segment.segment_id(): segment for segment in self._segments}
        for leaf, _ in reader.leaf_readers():
            if leaf.doc_count_all():
                self._old.append((by_name[leaf.segment().segment_id()], SegmentIndex(leaf)))


def _open(directory: Path) -> Any:
    return index.open_dir(str(directory), schema=make_schema())


def _array_faults(directory: Path) -> list[str]:
    storage = FileStorage(str(directory))
    return [
        fault
        for segment in _open(directory)._segments()
        for extension in (TERMS_FILE, DOCUMENTS_FILE)
        for fault in open_arrays(storage, segment, extension).faults()
    ]
