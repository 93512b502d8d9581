"""One slip makes a word of another, and some slips are likelier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.spelling.edits import ANY_LETTER, EMPHASIS, LIKELY_LETTER, ONE_MORE, calmed, cost, one_slip_away
from search.spelling.letters import LATIN

WORDS = st.text(LATIN, min_size=1, max_size=10)


@given(WORDS)
def test_all_strings_one_slip_away_are_found_and_no_others(word: str) -> None:
    found = set(one_slip_away(word, LATIN))
    assert {OSA.distance(word, other) for other in found} <= {0, 1}
    places = len(word)
    assert len(list(one_slip_away(word, LATIN))) == len(LATIN) * (2 * places + 1) + 2 * places - 1
    assert {word[1:], "x" + word, word + "x", word[:-1] + "x", word[1::-1] + word[2:]} - {word} <= found


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("goverment", "government", 0.0),
        ("govenrment", "government", 0.0),
        ("ministry", "ministry", 0.0),
        ("ministryq", "ministry", ANY_LETTER),
        ("minpstry", "ministry", ANY_LETTER),
        # A letter twice, one of the next key, one of the same sound.
        ("minisstry", "ministry", LIKELY_LETTER),
        ("ministru", "ministry", LIKELY_LETTER),
        ("menistry", "ministry", LIKELY_LETTER),
        ("محاظره", "محاضره", LIKELY_LETTER),
        ("ministri", "minister", ANY_LETTER + ONE_MORE),
        # Letters repeated for emphasis.
        ("miiiinistry", "ministry", EMPHASIS),
        ("agreeeement", "agreement", EMPHASIS),
        ("الحوثيييين", "الحوثيين", EMPHASIS),
    ],
)
def test_what_a_slip_costs(typed: str, meant: str, expected: float) -> None:
    assert cost(typed, meant) == expected


@pytest.mark.parametrize(
    ("word", "calm"),
    [("noooo", ("no", "noo")), ("agreement", ()), ("يييوم", ("يوم", "ييوم")), ("aaabbb", ("ab", "aabb")), ("", ())],
)
def test_letters_are_repeated_for_emphasis_from_three_on(word: str, calm: tuple[str, ...]) -> None:
    assert calmed(word) == calm


@given(WORDS, WORDS)
def test_a_slip_is_never_worth_something(typed: str, meant: str) -> None:
    assert cost(typed, meant) >= 0
