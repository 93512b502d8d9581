"""What the same keys give on the other layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.spelling.keyboard import MOST_READINGS, beside, other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hgjuh,k", "التعاون"),
        # Letters on the keys of signs, and with Shift.
        ("l`;vm", "مذكرة"),
        ("hg'hrm", "الطاقة"),
        ("lv;.", "مركز"),
        ("p/", "حظ"),
        ("hgYlhvhj", "الإمارات"),
        ("Nghl", "آلام"),
        # A capital that a telephone set, or Caps Lock.
        ("Hgjuh,k", "التعاون"),
        ("HGJUH,K", "التعاون"),
        ("ةثةخقشىيعة", "memorandum"),
        # لا is one key, or two.
        ("لاعيلثف", "budget"),
        ("فاقخعلا", "through"),
        ("×ةشى", "Oman"),
    ],
)
def test_a_word_is_read_on_the_other_layout(typed: str, meant: str) -> None:
    assert meant in list(other_layout(typed))


def test_the_small_letters_are_read_first() -> None:
    assert next(other_layout("Hgjuh,k")) == "التعاون"


@given(st.text(max_size=30))
def test_any_text_has_few_readings(typed: str) -> None:
    assert len(list(other_layout(typed))) <= 2 * MOST_READINGS


@pytest.mark.parametrize(
    ("letter", "near", "far"), [("s", "awdzxe", "klp"), ("q", "wa", "sp"), ("ا", "لتعغي", "صم"), ("ه", "عختنوي", "ش")]
)
def test_neighbours_lie_on_the_keys_around(letter: str, near: str, far: str) -> None:
    assert set(near) <= beside(letter)
    assert not set(far) & beside(letter)
    assert all(letter in beside(other) for other in beside(letter))
