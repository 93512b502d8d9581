"""The quick way to the dates of a text finds what trying every character finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates.date_patterns import NUMBER, DatePattern, patterns
from indexer.dates.folded import fold_text

PIECES = st.sampled_from(
    [
        *(
            "2019",
            "12",
            "3",
            "7",
            "1440",
            "20190612T1030Z",
            "12.",
            "/",
            "-",
            ".",
            ",",
            " ",
            " ",
            "  ",
            "\n",
            "x",
            "و",
            "ل",
        ),
        *(
            "March",
            "may",
            "Sept.",
            "يونيو",
            "رمضان",
            "من",
            "عام",
            "هـ",
            "م",
            "to",
            "de",
            "of",
            "AH",
            "(",
            ")",
            "1st",
            "º",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
KNOWN = [
    "On 3 March 2019 and from 7-12-2019 to 2019-12-31.",
    "وُقّعت في 12 يونيو 2019م (9 شوال 1440هـ)، ثم في 12/7/2019.",
    "March-3-2019 12.March.2019 2019/March/3 12. March 2019 12 de may de 2019 20190612T1030Z",
]


def found_everywhere(one: DatePattern, words: str) -> list[tuple[int, int]]:
    return [match.span() for match in one.pattern.finditer(words)] if one.needs.search(words) else []


def found(one: DatePattern, words: str) -> list[tuple[int, int]]:
    numbers = [match.start() for match in NUMBER.finditer(words)]
    return [match.span() for match in one.find(words, numbers)]


@pytest.mark.parametrize("text", KNOWN)
def test_the_known_forms_are_found_at_numbers(text: str) -> None:
    words = fold_text(text).words
    assert any(found(one, words) for one in patterns())
    assert all(found(one, words) == found_everywhere(one, words) for one in patterns())


@given(TEXTS)
def test_nothing_is_found_elsewhere(text: str) -> None:
    words = fold_text(text).words
    for one in patterns():
        assert found(one, words) == found_everywhere(one, words)


@given(TEXTS)
def test_what_a_date_with_signs_needs_is_there(text: str) -> None:
    words = fold_text(text).words
    for one in patterns():
        if "sign" in one.pattern.groupindex and one.pattern.search(words):
            assert one.needs.search(words)
