"""Stored fields: what comes back, what the dictionary saves, and what damaged bytes do."""

import io
import pickle
from collections.abc import Iterable

import pytest
import zstandard

from indexer.engines.columnar.files.arrayfile import ArrayFile, write_arrays
from indexer.engines.columnar.files.documents_file import blob_arrays
from indexer.engines.columnar.files.stored_rows import (
    DICTIONARY,
    SAMPLE_ROWS,
    STORED,
    Stored,
    StoredRows,
    fields_of,
    fields_to_bytes,
)
from indexer.engines.columnar.files.termlist import as_bytes
from indexer.model.errors import EngineError

ENGLISH = "The ministries signed memorandum {0} on water and energy in the presence of delegation {0}."
ARABIC = "وقّعت الوزارتان مذكرة التفاهم {0} بشأن المياه والطاقة بحضور الوفد {0}."


def contents(count: int) -> list[bytes]:
    return [fields_to_bytes({"article": (ENGLISH if n % 2 else ARABIC).format(n).encode()}) for n in range(count)]


def written(rows: StoredRows) -> Stored:
    return read(rows.arrays().items())


def read(arrays: Iterable[tuple[str, object]]) -> Stored:
    stream = io.BytesIO()
    write_arrays(stream, {}, arrays)  # type: ignore[arg-type]
    return Stored(ArrayFile("stored.doc", stream.getvalue()))


@pytest.mark.parametrize("count", [0, 1, SAMPLE_ROWS - 1, SAMPLE_ROWS, SAMPLE_ROWS + 30])
def test_every_document_comes_back(count: int) -> None:
    rows = StoredRows()
    rows.extend(contents(count))
    stored = written(rows)
    assert rows.contents() == contents(count)
    assert [stored.content(document) for document in range(count)] == contents(count)


def test_documents_without_fields_come_back() -> None:
    rows = StoredRows()
    rows.extend([fields_to_bytes({}), fields_to_bytes({"title": "مذكرة"}), b""])
    stored = written(rows)
    assert [stored.fields(document) for document in range(3)] == [{}, {"title": "مذكرة"}, {}]


def test_many_documents_share_a_dictionary_and_few_have_none() -> None:
    many, few = StoredRows(), StoredRows()
    many.extend(contents(SAMPLE_ROWS))
    few.extend(contents(10))
    alone = sum(len(zstandard.compress(content)) for content in contents(SAMPLE_ROWS))
    packed = many.arrays()
    assert len(packed[f"{STORED}/bytes"]) + len(packed[DICTIONARY]) < alone / 2
    assert not len(few.arrays()[DICTIONARY])


def test_rows_go_on_under_the_dictionary_of_others() -> None:
    first = StoredRows()
    first.extend(contents(SAMPLE_ROWS))
    stored = written(first)
    second = StoredRows(stored.dictionary)
    second.extend_packed(stored.rows[document] for document in range(3))
    second.extend(contents(5)[3:])
    again = written(second)
    assert [again.content(document) for document in range(5)] == contents(5)


@pytest.mark.parametrize(
    "row",
    [
        b"no frame of zstd",
        zstandard.compress(b"no pickle"),
        zstandard.compress(pickle.dumps([1])),
        zstandard.compress(pickle.dumps({"a": ENGLISH.encode()}))[:-3],
        zstandard.compress(pickle.dumps(print)),
        # A frame that claims to hold four gigabytes.
        b"\x28\xb5\x2f\xfd\xa0\x00\x00\x00\xf0\x01\x00\x00",
    ],
)
def test_damaged_rows_raise_an_error_of_the_engine(row: bytes) -> None:
    stored = read({**blob_arrays(STORED, [row]), DICTIONARY: as_bytes(b"")}.items())
    with pytest.raises(EngineError, match="stored fields cannot be read"):
        stored.fields(0)


def test_fields_of_nothing_are_none() -> None:
    assert fields_of(b"") == {}
