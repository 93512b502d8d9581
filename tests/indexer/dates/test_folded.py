"""Text folded for dates: what is looked for, and the way back to the text as published."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.dates.folded import fold_text


def test_signs_and_digits_are_folded() -> None:
    assert fold_text("١٠ ديسمبر، ٢٠١٩").words == "10 ديسمبر, 2019"
    assert fold_text("Sha‘ban – Rabī‘").words == "shaban - rabi"


def test_marks_are_left_out_and_counted() -> None:
    folded = fold_text("\u200f18\u200f/9")
    assert folded.words == "18/9"
    assert folded.span(0, 2) == (1, 3)
    assert folded.span(2, 4) == (4, 6)


def test_a_letter_takes_its_marks_along() -> None:
    text = "محرَّمٍ هـ"
    folded = fold_text(text)
    assert folded.words == "محرم ه"
    assert text[slice(*folded.span(0, 4))] == "محرَّمٍ"
    assert text[slice(*folded.span(5, 6))] == "هـ"


@given(st.text(alphabet="aé10ﷺ٢ديٍـ\u200f²،ﻻİß' ", min_size=1, max_size=30))
def test_every_piece_comes_from_its_place(text: str) -> None:
    folded = fold_text(text)
    for start in range(len(folded.words)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)
        assert folded.words[start] in fold_text(text[first:last]).words
