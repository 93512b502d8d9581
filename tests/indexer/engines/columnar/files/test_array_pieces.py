"""Arrays that are written piece by piece: the file is the one that whole arrays make."""

import io

import numpy as np
import pytest

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, Pieces, write_arrays

DOCS, TEXT = np.arange(1000, dtype=np.int32), np.arange(300, dtype=np.uint16).view(np.uint8)


def written(*arrays: tuple[str, Array] | Pieces) -> bytes:
    stream = io.BytesIO()
    write_arrays(stream, {"about": "نص"}, arrays)
    return stream.getvalue()


def side_by_side(sizes: dict[str, int], steps: int = 3) -> Pieces:
    parts = zip(*(np.array_split(array, steps) for array in (DOCS, TEXT)), strict=True)
    pieces = ({"docs": docs, "text": text} for docs, text in parts)
    return Pieces({"docs": "<i4", "text": "|u1"}, sizes, pieces)


@pytest.mark.parametrize("sizes", [{"docs": 1000, "text": 600}, {"docs": 1000}], ids=["both sizes", "the last without"])
@pytest.mark.parametrize("steps", [1, 2, 7])
def test_the_file_is_the_one_that_whole_arrays_make(sizes: dict[str, int], steps: int) -> None:
    behind = ("behind", np.array([1.5, 2.5]))
    assert written(side_by_side(sizes, steps), behind) == written(("docs", DOCS), ("text", TEXT), behind)


def test_one_array_may_have_any_size() -> None:
    pieces = Pieces({"text": "|u1"}, {}, ({"text": part} for part in (TEXT[:7], TEXT[7:7], TEXT[7:])))
    file = ArrayFile("f", written(pieces, ("docs", DOCS)))
    assert file.array("text").tolist() == TEXT.tolist()
    assert file.array("docs").tolist() == DOCS.tolist()
    assert file.faults() == []


def test_nothing_at_all_is_an_array_too() -> None:
    file = ArrayFile("f", written(Pieces({"text": "|u1"}, {"text": 0}, ()), ("docs", DOCS)))
    assert (len(file.array("text")), file.array("docs").tolist()) == (0, DOCS.tolist())


@pytest.mark.parametrize("size", [999, 1001])
def test_other_elements_than_were_announced_are_an_error(size: int) -> None:
    with pytest.raises(ValueError, match=f"docs has 1000 elements, not {size}"):
        written(side_by_side({"docs": size, "text": 600}))
