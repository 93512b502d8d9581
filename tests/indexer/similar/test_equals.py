"""What is equal in both languages, by the tables of a generation; what may mean two things is not."""

from contextlib import closing
from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from indexer.gazetteers.concepts import Concepts
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary
from indexer.lexicon.entries import Entry
from indexer.lexicon.meanings import Meanings
from indexer.lexicon.translations import Translations, save
from indexer.similar.equals import equals_of
from indexer.similar.marks import Equals
from tests.small_seeds import write_small_seeds

ENTRIES = (
    Entry("زلزال", "n", (), ("earthquake",)),
    Entry("earthquake", "n", (), ("زلزال",)),
    Entry("عين", "n", (), ("eye", "spring")),
    Entry("هيئة تنظيم", "n", (), ("regulator",)),
)


@pytest.fixture(scope="module")
def equals(tmp_path_factory: pytest.TempPathFactory) -> Equals:
    folder = tmp_path_factory.mktemp("equals")
    seeds, analyzer = write_small_seeds(folder / "seeds"), Analyzer()
    gazetteers = Gazetteers.load(seeds / "gazetteers")
    Concepts.build(Glossary.load(seeds / "glossary.tsv", gazetteers), gazetteers, analyzer).save(folder)
    save(Meanings(ENTRIES, analyzer).all(), folder)
    with closing(Translations.load(folder)) as translations:
        return equals_of(Concepts.load(folder), translations)


def test_a_word_that_is_surely_translated_is_equal(equals: Equals) -> None:
    assert equals.words == {"زلزال": "earthquak"}


@pytest.mark.parametrize("form", ["memorandum of understand", "مذكر تفاهم"])
def test_a_concept_has_forms_of_both_languages(equals: Equals, form: str) -> None:
    assert equals.concepts[form] == "mou"


@pytest.mark.parametrize("name", ["muscat", "مسقط"])
def test_a_place_has_names_of_both_languages(equals: Equals, name: str) -> None:
    assert equals.places[name] == "place:om-muscat"


def test_names_of_countries_are_no_places(equals: Equals) -> None:
    assert "oman" not in equals.places


def test_a_generation_without_tables_has_no_equals(tmp_path: Path) -> None:
    with closing(Translations.load(tmp_path)) as translations:
        assert equals_of(Concepts.load(tmp_path), translations) == Equals({}, {}, {})
