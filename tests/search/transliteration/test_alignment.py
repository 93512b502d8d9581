"""What it costs to spell a name of one script in the other: the usual ways little, other words much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling.letters import ARABIC, LATIN
from search.transliteration.alignment import NEVER, cost
from search.transliteration.letters import by_sides, pairs


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("karim", "كريم"),
        ("thompson", "تومبسون"),
        ("schmidt", "شميدت"),
        ("chekhov", "تشيخوف"),
        ("gandhi", "غاندي"),
        ("nguyen", "نغوين"),
        ("mansour", "منصور"),
        ("khalifa", "خليفه"),
        ("alexander", "الكسندر"),
        ("victoria", "فيكتوريا"),
        ("ennaji", "الناجي"),
        ("echarif", "الشريف"),
        ("vaughan", "فوان"),
        ("mcbride", "ماكبرايد"),
        ("medvedev", "ميدفيدوف"),
    ],
)
def test_usual_spellings_cost_little(latin: str, arabic: str) -> None:
    assert cost(latin, arabic) <= 0.1 * len(latin)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("karim", "كرم"), ("thompson", "تومسون"), ("mansour", "نصر"), ("paris", "باريسي"), ("anna", "ان")],
)
def test_other_words_cost_more_than_the_name(latin: str, arabic: str) -> None:
    names = {"karim": "كريم", "thompson": "تومبسون", "mansour": "منصور", "paris": "باريس", "anna": "انا"}
    assert cost(latin, arabic) > cost(latin, names[latin])


@pytest.mark.parametrize(
    ("latin", "arabic", "other"),
    [
        # A short vowel at the start stands on an alef, not on a waw; the end -a of a feminine name is ه.
        ("osama", "اسامه", "وسامه"),
        ("usama", "اسامه", "وسامه"),
        ("derna", "درنه", "دهرن"),
    ],
)
def test_some_letters_stand_for_each_other_at_an_edge_alone(latin: str, arabic: str, other: str) -> None:
    assert cost(latin, arabic) < cost(latin, other)


@given(st.text(LATIN, min_size=1, max_size=10), st.text(ARABIC, min_size=1, max_size=8), st.floats(0, 2))
def test_a_bound_changes_no_cost_below_it(latin: str, arabic: str, most: float) -> None:
    free = cost(latin, arabic)
    assert free >= 0
    assert cost(latin, arabic, most) == (free if free <= most else NEVER)


def test_the_table_has_each_pair_once_and_no_empty_one() -> None:
    assert len(by_sides()) == len(pairs())
    assert all(pair.arabic or pair.latin for pair in pairs())
    assert all(0 <= pair.cost <= 1 for pair in pairs())
    begun = {"ال" + letter for letter in ARABIC}
    assert {pair.arabic for pair in pairs()} <= {"", *ARABIC, *(a + b for a in ARABIC for b in ARABIC), *begun} | {
        "ايي",
        "ماك",
    }
