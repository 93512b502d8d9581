"""Merging stored fields: every live document comes back, packed with the dictionary that fits most of them."""

import io

import numpy as np
import pytest

from indexer.engines.columnar.files.arrayfile import ArrayFile, write_arrays
from indexer.engines.columnar.files.stored_packing import StoredRows
from indexer.engines.columnar.files.stored_rows import Stored, fields_to_bytes
from indexer.engines.columnar.writing.merging_documents import document_arrays
from indexer.engines.columnar.writing.merging_words import OldPart

TEXTS = (
    "The ministers {0} signed a memorandum on water and energy in the presence of delegation {0}.",
    "وقّع الوزراء {0} مذكرة تفاهم بشأن المياه والطاقة بحضور الوفد {0}.",
)


def contents(text: str, count: int) -> list[bytes]:
    return [fields_to_bytes({"article": text.format(number).encode()}) for number in range(count)]


def file_of(arrays) -> ArrayFile:
    stream = io.BytesIO()
    write_arrays(stream, {}, arrays)
    return ArrayFile("stored.doc", stream.getvalue())


def part(rows: list[bytes], deleted: list[int]) -> OldPart:
    gathered = StoredRows()
    gathered.extend(rows)
    live = np.ones(len(rows), np.bool_)
    live[deleted] = False
    file = file_of(gathered.arrays())
    return OldPart(file, file, live)


@pytest.mark.parametrize("sizes", [(3000, 2900), (3000, 50), (50, 3000), (5, 4), (3000, 0)])
@pytest.mark.parametrize("deleted", [[], [0, 2]], ids=["all live", "some deleted"])
def test_live_documents_come_back_in_their_order(sizes: tuple[int, int], deleted: list[int]) -> None:
    rows = [contents(text, size) for text, size in zip(TEXTS, sizes, strict=True)]
    parts = [part(own, [number for number in deleted if number < len(own)]) for own in rows]
    merged = Stored(file_of(document_arrays(parts, [], [])))
    live = [
        content
        for own, one in zip(rows, parts, strict=True)
        for content, is_live in zip(own, one.live.tolist(), strict=True)
        if is_live
    ]
    assert [merged.content(document) for document in range(len(merged.rows))] == live


@pytest.mark.parametrize(("sizes", "kept"), [((3000, 50), 0), ((50, 3000), 1), ((3000, 3000), None)])
def test_the_dictionary_is_that_of_most_documents_or_a_new_one(sizes: tuple[int, int], kept: int | None) -> None:
    parts = [part(contents(text, size), []) for text, size in zip(TEXTS, sizes, strict=True)]
    old = [Stored(one.documents).dictionary for one in parts]
    merged = Stored(file_of(document_arrays(parts, [], [])))
    assert merged.dictionary
    if kept is None:
        assert merged.dictionary not in old
        longest = [max(len(merged.rows[row]) for row in range(first, first + 50)) for first in (0, sizes[0])]
        assert max(longest) < 2 * min(longest)
    else:
        assert merged.dictionary == old[kept]
