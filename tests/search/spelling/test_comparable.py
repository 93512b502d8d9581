"""Words that are compared again and again: the same ones are near as when each is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling.comparable import Comparable
from search.spelling.nearness import near

LATIN = st.lists(st.text("abcdeé", min_size=1, max_size=9), max_size=30)
ARABIC = st.lists(st.text("ابتمن\u0661", min_size=1, max_size=9), max_size=30)


@given(LATIN | ARABIC, st.text("abcdeé", max_size=9) | st.text("ابتمن", max_size=9))
def test_what_is_near_is_what_is_near_one_by_one(words: list[str], word: str) -> None:
    distinct = list(dict.fromkeys(words))
    assert sorted(Comparable(distinct).near(word)) == sorted(near(word, distinct))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("ministri", [("ministry", 1), ("minister", 2)]),
        ("الوزراه", [("الوزاره", 1)]),
        ("zzzzzzzz", []),
        ("2021", []),
        ("", []),
    ],
)
def test_the_nearest_come_first(word: str, found: list[tuple[str, int]]) -> None:
    words = ["minister", "ministry", "الوزاره", "الوزراء", "mini"]
    assert [one for one in Comparable(words).near(word) if one[0] != "الوزراء"] == found
