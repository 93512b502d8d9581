"""Stored fields: what comes back, what the dictionary saves, and what damaged bytes do."""

import io
import pickle
from collections.abc import Iterable

import numpy as np
import pytest
import zstandard

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces, write_arrays
from indexer.engines.columnar.files.stored_packing import SAMPLE_ROWS, StoredRows, spread, stored_arrays
from indexer.engines.columnar.files.stored_rows import Stored, fields_of, fields_to_bytes
from indexer.model.errors import EngineError

ENGLISH = "The ministries signed memorandum {0} on water and energy in the presence of delegation {0}."
ARABIC = "وقّعت الوزارتان مذكرة التفاهم {0} بشأن المياه والطاقة بحضور الوفد {0}."


def contents(count: int) -> list[bytes]:
    return [fields_to_bytes({"article": (ENGLISH if n % 2 else ARABIC).format(n).encode()}) for n in range(count)]


def stored_of(contents: Iterable[bytes]) -> Stored:
    rows = StoredRows()
    rows.extend(contents)
    return read(rows.arrays())


def read(arrays: Iterable[tuple[str, Array] | Pieces]) -> Stored:
    stream = io.BytesIO()
    write_arrays(stream, {}, arrays)
    return Stored(ArrayFile("stored.doc", stream.getvalue()))


@pytest.mark.parametrize("count", [0, 1, SAMPLE_ROWS - 1, SAMPLE_ROWS, 2 * SAMPLE_ROWS + 1])
def test_every_document_comes_back(count: int) -> None:
    stored = stored_of(contents(count))
    assert [stored.content(document) for document in range(count)] == contents(count)


def test_documents_that_waited_elsewhere_come_back() -> None:
    here, elsewhere = StoredRows(), StoredRows()
    here.extend(contents(3))
    elsewhere.extend(contents(7)[3:])
    here.extend_waiting(elsewhere.waiting())
    stored = read(here.arrays())
    assert [stored.content(document) for document in range(len(here))] == contents(7)


def test_documents_without_fields_come_back() -> None:
    stored = stored_of([fields_to_bytes({}), fields_to_bytes({"title": "مذكرة"}), b""])
    assert [stored.fields(document) for document in range(3)] == [{}, {"title": "مذكرة"}, {}]


def test_many_documents_share_a_dictionary_and_few_have_none() -> None:
    many = stored_of(contents(SAMPLE_ROWS))
    packed = sum(len(many.rows[document]) for document in range(SAMPLE_ROWS)) + len(many.dictionary)
    assert packed < sum(len(zstandard.compress(content)) for content in contents(SAMPLE_ROWS)) / 2
    assert not stored_of(contents(10)).dictionary


def test_the_dictionary_knows_both_languages_wherever_they_stand() -> None:
    """All articles in one language come before those in the other, as when each language has a source of its own."""
    apart = sorted(contents(2 * SAMPLE_ROWS), key=lambda content: b"delegation" not in content)
    stored = stored_of(apart)
    first, last = (len(stored.rows[document]) for document in (10, len(apart) - 10))
    assert first < 2 * last
    assert last < 2 * first


@pytest.mark.parametrize("size", [0, 1, SAMPLE_ROWS - 1, SAMPLE_ROWS, SAMPLE_ROWS + 1, 3 * SAMPLE_ROWS - 1])
def test_a_sample_is_spread_over_all_rows(size: int) -> None:
    sample = spread(np.arange(size))
    assert min(size, SAMPLE_ROWS // 2) <= len(sample) <= SAMPLE_ROWS
    assert size - 1 - int(max(sample, default=-1)) < 3


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
    stored = read(stored_arrays([[row]], b""))
    with pytest.raises(EngineError, match="stored fields cannot be read"):
        stored.fields(0)


def test_fields_of_nothing_are_none() -> None:
    assert fields_of(b"") == {}
