"""How names with small words are written in the other script, word by word."""

import pytest

from search.transliteration.particles import Begun, continued, is_bound, is_particle, particles


def written(*words: tuple[str, tuple[str, ...]]) -> set[str]:
    begun = [Begun()]
    for word, spelled in words:
        begun = [more for one in begun for more in continued(one, word, spelled)]
    return {" ".join(one.terms) for one in begun if one.is_whole}


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ((("bin", ()), ("salman", ("سلمان",))), {"بن سلمان", "ابن سلمان"}),
        ((("abdul", ()), ("rahman", ("رحمن", "الرحمن"))), {"عبد الرحمن", "عبدالرحمن"}),
        ((("bashar", ("بشار",)), ("al", ()), ("assad", ("اسد",))), {"بشار الاسد", "بشار ال اسد"}),
        ((("بن", ()), ("سلمان", ("salman",))), {"bin salman", "ben salman", "ibn salman"}),
        ((("ابو", ()), ("مازن", ("mazen",))), {"abu mazen", "abou mazen", "abi mazen"}),
        ((("بشار", ("bashar",)), ("الاسد", ("assad",))), {"bashar assad", "bashar al assad", "bashar el assad"}),
    ],
)
def test_a_name_is_written_word_by_word(words: tuple[tuple[str, tuple[str, ...]], ...], ways: set[str]) -> None:
    assert written(*words) == ways


def test_an_article_with_its_word_is_no_name_of_several_words() -> None:
    assert written(("al", ()), ("asfour", ("عصفور",))) == {"ال عصفور"}


def test_both_scripts_have_particles() -> None:
    assert is_particle("bin") and is_particle("بن") and not is_particle("salman")
    assert is_bound("بن") and is_bound("abu") and not is_bound("ابن") and not is_bound("van")
    assert all(is_particle(other) for one in particles().values() for other in one.others)
