"""The segments of an index during one write: linked, partly deleted, added, merged.

In: a base index, ids to drop, new segments. Out: the table of contents of the new index. Never here: articles.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, open_arrays
from indexer.engines.columnar.files.forward import read_ids
from indexer.engines.columnar.writing.merging import groups_to_merge, merge
from indexer.engines.columnar.writing.segment_writer import INDEX_NAME, remove
from indexer.engines.port.stamp import REBUILD, link
from indexer.engines.whoosh.parts import FileStorage, index
from indexer.engines.whoosh.schema import make_schema
from indexer.model.errors import EngineError, MithaqError
from indexer.model.notes import note
from indexer.model.schema import ID


class Revision:
    """Turns a base index (None for a new one) into the next one in `directory`."""

    def __init__(self, directory: Path, base: Path | None) -> None:
        self._storage = FileStorage(str(directory))
        self._segments: list[ColumnarSegment] = []
        self._opened: list[SegmentIndex] = []
        self._generation = 1
        self._base = base
        if base is not None:
            with self._damage():
                self._link(base, directory)

    def drop(self, name: str) -> None:
        """Delete an article of the base, if it is there."""
        with self._damage():
            for segment, opened in zip(self._segments, self._opened, strict=False):
                for number in opened.numbers(name):
                    segment.delete_document(number)

    def add(self, segments: list[ColumnarSegment]) -> None:
        """Add new segments; their articles replace articles of the base with the same ids."""
        if self._opened:
            for segment in segments:
                for name in _live_ids(self._storage, segment):
                    self.drop(name)
        self._segments += segments

    def finish(self) -> int:
        """Merge the due segments and write the table of contents; returns the number of live articles."""
        kept = [segment for segment in self._segments if segment.doc_count()]
        for group in groups_to_merge(kept):
            kept = [segment for segment in kept if segment not in group]
            with self._damage():
                kept.append(merge(self._storage, INDEX_NAME, group))
        for segment in self._segments:
            if segment not in kept:
                remove(self._storage, segment)
        index.TOC(make_schema(), kept, self._generation).write(self._storage, INDEX_NAME)
        return sum(segment.doc_count() for segment in kept)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        """Inside, any error of the base's arrays becomes an EngineError: damaged arrays can raise anything."""
        try:
            yield
        except (MithaqError, OSError):
            raise
        except Exception as error:
            if self._base is None:
                raise
            raise EngineError(
                note("index %(directory)s cannot be continued: %(fault)s", directory=self._base, fault=repr(error)),
                REBUILD,
            ) from error

    def _link(self, base: Path, directory: Path) -> None:
        opened = open_index(base)
        self._generation = opened.latest_generation() + 1
        leaves = {leaf.segment().segment_id(): leaf for leaf in _leaves(opened)}
        for segment in opened._segments():
            for extension in (TERMS_FILE, DOCUMENTS_FILE):
                name = segment.make_filename(extension)
                link(base / name, directory / name)
            self._segments.append(segment)
            self._opened.append(SegmentIndex(leaves[segment.segment_id()]))


def _leaves(opened: Any) -> list[Any]:
    return [leaf for leaf, _ in opened.reader().leaf_readers() if leaf.doc_count_all()]


def _live_ids(storage: FileStorage, segment: ColumnarSegment) -> Iterator[str]:
    ids = read_ids(open_arrays(storage, segment, TERMS_FILE), ID)
    return (ids[number].decode("utf-8") for number in range(len(ids)) if not segment.is_deleted(number))


def open_index(directory: Path) -> Any:
    """A directory's Whoosh index, with the schema of this code."""
    return index.open_dir(str(directory), schema=make_schema())
