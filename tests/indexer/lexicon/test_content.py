"""Which words of a text a lexicon should have: names and function words are left out, by tables and capitals."""

import pytest

from analyzers.pipeline import Analyzer
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.lexicon.checking import PARTS, Covering, is_held_out
from indexer.lexicon.content import Content, Kind
from indexer.lexicon.entries import Entry
from indexer.model.settings import seeds_directory

ANALYZER = Analyzer()
ENTRIES = (
    Entry("سفينة", "n", ("سفن",), ("ship",)),
    Entry("حق", "n", ("حقه",), ("right",)),
    Entry("جميع", "other", (), ("all",)),
    Entry("whilst", "other", (), ("بينما",)),
    Entry("ship", "n", (), ("سفينة",)),
)


@pytest.fixture(scope="module")
def content() -> Content:
    gazetteers = Gazetteers.load(seeds_directory() / "gazetteers")
    glossary = Glossary.load(seeds_directory() / "glossary.tsv", gazetteers)
    return Content(ENTRIES, ANALYZER, Concepts.build(glossary, gazetteers, ANALYZER))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ships", Kind.KNOWN),
        ("والسفن", Kind.KNOWN),
        ("بحقه", Kind.KNOWN),
        # A concept of the glossary, which needs no entry.
        ("الاستثمار", Kind.KNOWN),
        # Entries that give stop words only; stop words with a preposition, and before a pronoun.
        ("جميعهم", Kind.FUNCTION),
        ("whilst", Kind.FUNCTION),
        ("لهذا", Kind.FUNCTION),
        ("خلالها", Kind.FUNCTION),
        # A place, a given name, and a family name in Arabic letters, which no capital tells apart.
        ("بالكويت", Kind.NAME),
        ("Kuwait", Kind.NAME),
        ("إبراهيم", Kind.NAME),
        ("وترامب", Kind.NAME),
        # No entry of this lexicon.
        ("قنديل", Kind.MISSING),
        ("lantern", Kind.MISSING),
    ],
)
def test_the_kind_of_a_word(content: Content, word: str, kind: Kind) -> None:
    (token,) = ANALYZER.analyze(word)
    assert content.kind(token, word) is kind


def test_a_word_in_capitals_inside_sentences_is_a_name(content: Content) -> None:
    covering = Covering(content, ANALYZER)
    covering.count("A ship met Zorbel. Zorbel sank. LANTERN SHIP ZORBEL. A lantern sank.")
    english = covering.coverage()["en"]
    assert (english.words, english.known, english.names) == (10, 2, 3)
    assert dict(english.missing) == {"met": 1, "sank": 2, "lantern": 2}
    assert english.share == pytest.approx(2 / 7)


def test_an_arabic_word_behind_a_part_of_a_name_is_a_name(content: Content) -> None:
    covering = Covering(content, ANALYZER)
    covering.count("التقت نورة القنديلي. قنديل نورة، قنديل. هذا قنديل.")
    arabic = covering.coverage()["ar"]
    assert (arabic.names, dict(arabic.missing)) == (3, {"التقت": 1, "قنديل": 3})


def test_a_part_of_the_articles_is_held_out() -> None:
    held = sum(is_held_out(f"article-{number}") for number in range(4000))
    assert held == pytest.approx(4000 / PARTS, rel=0.1)
