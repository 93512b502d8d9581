"""Which words a word may be meant as: one rule for the words of a collection and for known names."""

import pytest

from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.settings import seeds_directory
from search.spelling.known_names import KnownNames
from search.spelling.nearness import near


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [
        ("traning", "training", 1),
        ("trianing", "training", 1),
        ("مذكره", "مذاكره", 1),
        # Two letters, from six on.
        ("traininng", "trainin", 2),
        ("oman", "omxnx", None),
        ("ministri", "minister", 2),
        ("abcde", "abcxy", None),
        ("abcdef", "abcdxy", 2),
        # The article does not make a word long.
        ("الكويت", "الكويك", 1),
        ("الكويت", "القويك", None),
        ("الكويتي", "القويكي", None),
        ("الكويتيه", "القويكيه", 2),
        # A short word is meant only as one that begins alike.
        ("omen", "oman", 1),
        ("amen", "omen", None),
        ("yemens", "remens", 1),
        # Too short, or no word.
        ("om", "oma", None),
        ("2021", "2022", None),
        ("co-op", "coop", None),
    ],
)
def test_what_is_near(word: str, other: str, distance: int | None) -> None:
    assert near(word, [other]) == ([] if distance is None else [(other, distance)])


def test_the_nearest_come_first() -> None:
    assert [other for other, _ in near("ministry", ["ministers", "ministry", "minister", "mini"])] == [
        "ministry",
        "ministers",
        "minister",
    ]


@pytest.fixture(scope="module")
def names() -> KnownNames:
    return KnownNames(Gazetteers.load(seeds_directory() / "gazetteers"))


@pytest.mark.parametrize(
    ("word", "capital", "value"),
    [
        ("abudhabi", False, "ae-abu-dhabi"),
        ("abudabhi", False, "ae-abu-dhabi"),
        # A short word only with a capital in Latin letters, and a name of as many letters.
        ("omen", True, "OM"),
        ("omen", False, None),
        ("oma", True, None),
        ("عمام", False, "OM"),
        ("عمن", False, None),
    ],
)
def test_a_known_name_is_near_by_the_same_rule(names: KnownNames, word: str, capital: bool, value: str | None) -> None:
    found = {one.name.value for one in names.near(word, capital=capital)}
    assert value in found if value else not found & {"OM", "ae-abu-dhabi"}
