"""Terms and postings, written through the interface of Whoosh's writers.

In: sorted postings one by one. Out: the terms file of a segment. Never here: the engine's own writer
(`writing/builder.py`).
"""

from array import array
from typing import Any

import numpy as np

from indexer.engines.columnar.codec.segment import TERMS_FILE, ColumnarSegment, save
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.documents_file import length_bytes
from indexer.engines.columnar.files.forward import forward_arrays, joined_arrays
from indexer.engines.columnar.files.postings import NONE, Postings, field_arrays, pack
from indexer.engines.columnar.files.termlist import offsets_of
from indexer.engines.whoosh.parts import codecs, formats
from indexer.model.errors import EngineError
from indexer.model.notes import note
from indexer.model.schema import SHOWN_FACETS

#: Formats whose payload the arrays can hold.
FORMATS = (formats.Existence, formats.Frequency, formats.Positions)


class ColumnarFieldWriter(codecs.FieldWriter):  # type: ignore[misc]
    """Whoosh's `FieldWriter`, for postings that come one by one."""

    def __init__(self, storage: Any, segment: ColumnarSegment) -> None:
        self.is_closed = False
        self._storage = storage
        self._segment = segment
        self._arrays: dict[str, Array] = {}
        self._names: list[str] = []
        self._facets: dict[str, Postings] = {}

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field. Raises EngineError for a format that the arrays cannot hold."""
        self._format = fieldobj.format
        if type(self._format) not in FORMATS:
            raise EngineError(
                note(
                    "field %(fieldname)s: the columnar codec cannot store %(format)s",
                    fieldname=fieldname,
                    format=repr(self._format),
                )
            )
        self._names.append(fieldname)
        self._terms: list[bytes] = []
        self._starts: list[int] = []
        self._position_starts: list[int] = []
        self._docs = array("i")
        self._weights = array("f")
        self._lengths = array("I")
        self._counts = array("I")
        self._positions = array("I")

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._terms.append(text)
        self._starts.append(len(self._docs))
        self._position_starts.append(len(self._positions))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """The next posting of the term."""
        self._docs.append(docnum)
        self._weights.append(weight)
        self._lengths.append(length or 0)
        if isinstance(self._format, formats.Positions):
            positions = self._format.decode_positions(vbytes)
            self._positions.extend(positions)
            self._counts.append(len(positions))
        else:
            self._counts.append(self._format.decode_frequency(vbytes))

    def finish_term(self) -> None:
        """End the term."""

    def finish_field(self) -> None:
        """End the field."""
        weights = np.array(self._weights, np.float32)
        plain = isinstance(self._format, formats.Existence)
        positional = isinstance(self._format, formats.Positions)
        postings = pack(
            starts=offsets_of(np.diff([*self._starts, len(self._docs)])),
            docs=np.array(self._docs, np.int32),
            weights=None if plain and bool((weights == 1).all()) else weights,
            lengths=length_bytes(np.array(self._lengths)),
            position_starts=offsets_of(np.diff([*self._position_starts, len(self._positions)])) if positional else NONE,
            positions=np.array(self._positions, np.uint32),
            counts=None if plain else np.array(self._counts, np.uint32),
        )
        self._arrays |= field_arrays(self._names[-1], self._terms, postings)
        if self._names[-1] in SHOWN_FACETS and plain:
            self._facets[self._names[-1]] = postings
        elif plain:
            self._arrays |= forward_arrays(self._names[-1], postings, self._segment.doc_count_all())

    def close(self) -> None:
        """Write the file."""
        self.is_closed = True
        self._arrays |= joined_arrays(self._facets, self._segment.doc_count_all())
        about = {"fields": self._names, "facets": list(self._facets)}
        save(self._storage, self._segment, TERMS_FILE, about, self._arrays.items())
