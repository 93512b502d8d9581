"""The plain words that an inflected word may be of, in order of likelihood."""

import pytest

from indexer.lexicon.inflections import plain_words


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("allowed", ("allowe", "allow")),
        # A word that ends in e before one that does not: hoping is not of hop.
        ("hoping", ("hope", "hop")),
        ("planned", ("planne", "plann", "plan")),
        ("running", ("runne", "runn", "run")),
        ("cities", ("city", "citie", "citi")),
        ("carried", ("carry", "carrie", "car", "carri")),
        ("ships", ("ship",)),
        ("شركات", ("شركه", "شرك", "شركا")),
        ("حياته", ("حياه", "حيات")),
        ("كتابها", ("كتاب", "كتابه")),
        ("عاملين", ("عامل",)),
        ("تحولت", ("تحول",)),
        ("يوما", ("يوم",)),
        # Too little would be left.
        ("bed", ()),
        ("ring", ()),
        ("بها", ()),
        ("harbour", ()),
        ("", ()),
    ],
)
def test_plain_words(word: str, plain: tuple[str, ...]) -> None:
    assert plain_words(word) == plain
