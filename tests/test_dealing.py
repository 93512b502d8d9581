"""Each process of the tests begins with its share of the long ones, and every test is run once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dealing import dealt


@pytest.mark.parametrize(
    ("processes", "order"),
    [
        (1, ["S1", "S2", "S3", "a", "b", "c", "d", "e"]),
        (2, ["S1", "S3", "a", "b", "S2", "c", "d", "e"]),
        (8, ["S1", "S2", "S3", "a", "b", "c", "d", "e"]),
    ],
)
def test_the_long_ones_are_shared_and_come_first(processes: int, order: list[str]) -> None:
    assert dealt(["a", "S1", "b", "S2", "c", "d", "S3", "e"], lambda test: test.startswith("S"), processes) == order


@given(st.lists(st.booleans()), st.integers(1, 9))
def test_every_test_is_run_once(slow: list[bool], processes: int) -> None:
    assert sorted(dealt(range(len(slow)), slow.__getitem__, processes)) == list(range(len(slow)))
