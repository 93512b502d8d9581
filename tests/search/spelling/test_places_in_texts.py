"""Where a folded word stands in a text as published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.folding import fold
from analyzers.tokenizer import spans
from search.spelling.places import MARKS, places


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Training, trainings and TRAINING.", "training", ["Training", "TRAINING"]),
        ("وقّعت مذكّرة، والمذكرة «مذكرة»", "مذكره", ["مذكّرة", "مذكرة"]),
        ("عُمان وعمان", "عمان", ["عُمان"]),
        # A piece that folding leaves nothing of, and one that it parts.
        ("ـــ مذكرة ´ مذكرة", "مذكره", ["مذكرة", "مذكرة"]),
        ("", "training", []),
    ],
)
def test_places_are_those_of_the_word(text: str, word: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, word)] == found


@given(st.text("aبةِـ´ .-\n\u00a0\u200b", max_size=40), st.sampled_from(["a", "به", "ب", "aa"]))
def test_no_place_is_another_than_those_of_all_tokens(text: str, word: str) -> None:
    every = [(a, b) for a, b in spans(text) if len(word) <= b - a <= len(word) + MARKS and fold(text[a:b]) == word]
    assert set(places(text, word)) <= set(every)
