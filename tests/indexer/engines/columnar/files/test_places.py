"""Where tokens are: whatever their gaps and lengths, they come back, and plain text takes few bytes."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from indexer.engines.columnar.files.places import KINDS, OTHER, place_rows, places
from indexer.engines.columnar.files.varints import decode

#: A token: the characters since the token before, its own, and those of its exact form.
TOKEN = st.one_of(
    st.tuples(st.just(1), st.integers(1, 9), st.just(0)),
    st.tuples(st.integers(0, 5), st.integers(1, 9), st.integers(-1, 3)),
    st.tuples(st.integers(0, 10**6), st.integers(1, 2000), st.integers(-1000, 1000)),
).map(lambda token: (token[0], token[1], max(token[1] - token[2], 0)))
DOCUMENTS = st.lists(st.tuples(st.lists(TOKEN, max_size=4), st.lists(TOKEN, max_size=30)), max_size=5)

Part = list[tuple[int, int, int]]


def column(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, np.int64)


def offsets(part: Part) -> tuple[list[int], list[int]]:
    ends = list(accumulate(gap + size for gap, size, _ in part))
    return [end - size for end, (_, size, _) in zip(ends, part, strict=True)], ends


def read(rows: list[bytes], bounds: list[int], forms: list[int]) -> list[list[int]]:
    values, last = decode(np.frombuffer(b"".join(rows), np.uint8))
    ends = np.searchsorted(last, np.cumsum(column(list(map(len, rows)))))
    return [own.tolist() for own in places(values, ends, column(bounds), column(forms))]


@given(documents=DOCUMENTS)
def test_all_tokens_come_back(documents: list[tuple[Part, Part]]) -> None:
    parts = [part for document in documents for part in document]
    starts = [start for part in parts for start in offsets(part)[0]]
    ends = [end for part in parts for end in offsets(part)[1]]
    forms = [form for part in parts for _, _, form in part]
    rows = place_rows(column(list(map(len, parts))), column(starts), column(ends), column(forms))
    assert len(rows) == len(documents)
    assert read(rows, [0, *accumulate(map(len, parts))], forms) == [starts, ends]
    chosen = list(range(1, len(documents), 2))  # any documents can be read without the others
    some = [part for number in chosen for part in documents[number]]
    again = read([rows[n] for n in chosen], [0, *accumulate(map(len, some))], [f for part in some for _, _, f in part])
    assert again == [[at for part in some for at in offsets(part)[side]] for side in (0, 1)]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("the ministers of Kuwait and Oman signed a memorandum", 0),
        ("وقع وزراء الكويت وعمان مذكرة تفاهم في مسقط", 0),
        ("The ministers of Kuwait, and Oman, signed a memorandum.", 3),
        ("وقّع وزراء الكويت، وعُمان، مذكرة تفاهم في مسقط.", 5),
    ],
)
def test_plain_text_takes_few_bytes(text: str, most: int) -> None:
    tokens = Analyzer().analyze(text)
    starts, ends, forms = (
        [own(token) for token in tokens] for own in (lambda t: t.start, lambda t: t.end, lambda t: len(t.exact))
    )
    (row,) = place_rows(column([0, len(tokens)]), column(starts), column(ends), column(forms))
    assert len(row) <= most
    assert read([row], [0, 0, len(tokens)], forms) == [starts, ends]


@pytest.mark.parametrize(
    "numbers",
    [[1], [5, 0], [1, 9 << 3], [1, OTHER], [1, OTHER, 4], [1, 0, 7], [2, 0, 1 << 40]],
    ids=["none", "too few", "behind the end", "no gap", "no length", "too many", "far behind the end"],
)
def test_numbers_that_no_text_has_are_an_error(numbers: list[int]) -> None:
    with pytest.raises((ValueError, IndexError)):
        places(column(numbers), column([len(numbers)]), column([0, 1, 4]), column([3, 3, 3, 3]))


def test_the_kinds_leave_room_for_the_other_one() -> None:
    assert OTHER == len(KINDS) == 7
