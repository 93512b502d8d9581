"""Writing segments one after the other, each as large as memory allows, and merging them into one at the end.

In: analysed articles. Out: segments in a directory. Never here: deletions, ids, or a table of contents.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment
from indexer.engines.columnar.writing.builder import SegmentBuilder
from indexer.engines.columnar.writing.merging import merge
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.parts import FileStorage

INDEX_NAME = "MAIN"


class SegmentWriter:
    """Gathers articles and writes a segment whenever the tokens in memory reach a limit."""

    def __init__(self, directory: Path, tokens_in_memory: int) -> None:
        self._storage = FileStorage(str(directory))
        self._limit = tokens_in_memory
        self._builder = SegmentBuilder()
        self._segments: list[ColumnarSegment] = []

    def add(self, analysed: AnalysedArticle) -> None:
        """Gather an article; documents are numbered in this order, through all segments."""
        self._builder.add(analysed)
        self._flush_full()

    def absorb(self, packed: dict[str, Any]) -> None:
        """Gather the articles that another builder has packed, after those before."""
        self._builder.absorb(packed)
        self._flush_full()

    def _flush_full(self) -> None:
        if self._builder.tokens >= self._limit:
            self._flush()

    def finish(self) -> list[ColumnarSegment]:
        """Write the rest, and merge several segments into one."""
        self._flush()
        self._segments = joined(self._storage, self._segments)
        return self._segments

    def _flush(self) -> None:
        if len(self._builder):
            self._segments.append(self._builder.write(self._storage, INDEX_NAME))
            self._builder = SegmentBuilder()


def joined(storage: FileStorage, segments: Sequence[ColumnarSegment]) -> list[ColumnarSegment]:
    """Several segments as one, instead of them."""
    if len(segments) < 2:
        return list(segments)
    merged = merge(storage, INDEX_NAME, segments)
    for segment in segments:
        remove(storage, segment)
    return [merged]


def remove(storage: FileStorage, segment: ColumnarSegment) -> None:
    """Remove the files of a segment."""
    for extension in (TERMS_FILE, DOCUMENTS_FILE):
        storage.delete_file(segment.make_filename(extension))
