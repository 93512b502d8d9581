"""Numbers of a byte and larger ones among them: every part of them reads as it was written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.columnar.files.small_numbers import BLOCK, LARGE, LargeNumbers, SmallArrays, SmallNumbers

NUMBERS = st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**20)), max_size=3 * BLOCK)


@given(numbers=NUMBERS, ends=st.tuples(st.integers(0, 3 * BLOCK), st.integers(0, 3 * BLOCK)))
def test_any_part_reads_as_it_was_written(numbers: list[int], ends: tuple[int, int]) -> None:
    written = SmallNumbers.of(np.array(numbers, np.uint32))
    start, end = sorted(min(end, len(numbers)) for end in ends)
    assert written.part(start, end).tolist() == numbers[start:end]
    assert len(written) == len(numbers)


@given(parts=st.lists(NUMBERS, max_size=4))
def test_parts_that_come_one_by_one_are_what_all_of_them_are_at_once(parts: list[list[int]]) -> None:
    gathered, small = LargeNumbers(), [np.empty(0, np.uint8)]
    for part in parts:
        own = SmallNumbers.of(np.array(part, np.uint32)).arrays
        gathered.add(own.small, own.large)
        small.append(own.small)
    whole = [number for part in parts for number in part]
    numbers = SmallNumbers(SmallArrays(np.concatenate(small), gathered.large(), gathered.ranks()))
    assert numbers.part(0, len(whole)).tolist() == whole
    assert [own.tolist() for own in numbers.arrays] == [
        own.tolist() for own in SmallNumbers.of(np.array(whole, np.uint32)).arrays
    ]


@pytest.mark.parametrize(
    ("number", "bytes_in_all"), [(0, 1), (LARGE - 1, 1), (LARGE, 3), (2**16 - 1, 3), (2**16, 5), (2**32 - 1, 5)]
)
def test_a_number_takes_as_few_bytes_as_it_needs(number: int, bytes_in_all: int) -> None:
    written = SmallNumbers.of(np.array([number], np.uint32))
    assert written.part(0, 1).tolist() == [number]
    assert written.arrays.small.nbytes + written.arrays.large.nbytes == bytes_in_all


def test_large_numbers_that_are_missing_are_an_error() -> None:
    small, large, ranks = SmallNumbers.of(np.array([1, 1000, 2000], np.uint32)).arrays
    with pytest.raises(ValueError, match="missing"):
        SmallNumbers(SmallArrays(small, large[:1], ranks)).part(0, 3)
