"""A segment as Whoosh's table of contents stores it, and its two files.

In: a storage. Out: the segment's array files, opened. Never here: a change to a file. Only the set of deleted documents
changes; it is written with the table of contents.
"""

import mmap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces, write_arrays
from indexer.engines.whoosh.parts import FileStorage, codecs

#: Terms and postings.
TERMS_FILE = ".inv"
#: Lengths, columns and stored fields.
DOCUMENTS_FILE = ".doc"


class ColumnarSegment(codecs.Segment):  # type: ignore[misc]
    """Name, number of documents and deleted documents of a segment; pickled into Whoosh's table of contents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.documents = 0
        self.deleted: set[int] = set()

    def codec(self) -> Any:
        """The codec that reads this segment."""
        from indexer.engines.columnar.codec.codec import ColumnarCodec

        return ColumnarCodec()

    def set_doc_count(self, doccount: int) -> None:
        """Set when the segment is complete."""
        self.documents = doccount

    def doc_count_all(self) -> int:
        """Number of documents, deleted ones included."""
        return self.documents

    def deleted_count(self) -> int:
        """Number of deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted documents."""
        return iter(self.deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, or undo its deletion."""
        if delete:
            self.deleted.add(docnum)
        else:
            self.deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self.deleted

    def should_assemble(self) -> bool:
        """Never packed into Whoosh's compound file: each file is mapped by itself."""
        return False


def open_arrays(storage: Any, segment: Any, extension: str) -> ArrayFile:
    """One of a segment's files, mapped where the storage is a folder. Raises EngineError when it is damaged."""
    name = segment.make_filename(extension)
    if not isinstance(storage, FileStorage):
        stream = storage.open_file(name)
        try:
            return ArrayFile(name, stream.read(storage.file_length(name)))
        finally:
            stream.close()
    return map_file(Path(storage.folder) / name)


def map_file(path: Path) -> ArrayFile:
    """An array file, mapped. Raises EngineError when it is damaged."""
    with path.open("rb") as file:
        empty = not file.seek(0, 2)
        return ArrayFile(path.name, b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def save(
    storage: Any,
    segment: ColumnarSegment,
    extension: str,
    about: dict[str, Any],
    arrays: Iterable[tuple[str, Array] | Pieces],
) -> None:
    """Write one file of a segment."""
    stream = segment.create_file(storage, extension)
    try:
        write_arrays(stream, about, arrays)
    finally:
        stream.close()
