"""Words like those of the collection are likelier than others."""

from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling.letters import ARABIC, EQUAL, LATIN, LEAN, Letters, alphabet_of

MODEL = Letters(dict.fromkeys(("ministry", "minister", "training", "understanding", "ab", "ab2"), 1.0), LATIN, 4)


def test_a_probability_is_what_was_counted_and_leans_on_the_shorter_run() -> None:
    model = Letters({"ab": 3.0, "b": 1.0}, LATIN, 2)
    first = {letter: (seen + LEAN * EQUAL) / (11 + LEAN) for letter, seen in (("a", 3.0), ("b", 4.0), ("end", 4.0))}
    b = (1 + LEAN * first["b"]) / (4 + LEAN)
    end = (4 + LEAN * first["end"]) / (4 + LEAN)
    assert isclose(exp(model.likelihoods(["b"])[0]), b * end, rel_tol=1e-9)


@pytest.mark.parametrize(("word", "other"), [("minister", "mxnister"), ("training", "gniniart"), ("mining", "nmnigi")])
def test_a_word_like_the_others_is_likelier(word: str, other: str) -> None:
    likely, unlikely = MODEL.likelihoods([word, other])
    assert likely > unlikely


@given(st.lists(st.text(LATIN, min_size=1, max_size=12), max_size=5))
def test_each_word_has_a_probability_of_its_own(words: list[str]) -> None:
    together = MODEL.likelihoods(words)
    assert all(value < 0 for value in together)
    assert [float(MODEL.likelihoods([word])[0]) for word in words] == pytest.approx(list(together))


def test_a_model_of_no_words_guesses_all_letters_alike() -> None:
    short, long = Letters({}, ARABIC, 6).likelihoods(["با", "باب"])
    assert long < short < 0


@pytest.mark.parametrize(
    ("word", "alphabet"), [("word", LATIN), ("كلمه", ARABIC), ("wordكلمه", ""), ("слово", ""), ("a1", "")]
)
def test_the_alphabet_of_a_word(word: str, alphabet: str) -> None:
    assert alphabet_of(word) == alphabet
