"""The numbers that decide what a query asks for: each has its test, and its reason in `search.model.ranking`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ids, search
from search_stories import story, write_generation

from indexer.engines.port.query import And, AtLeast, Best, Or, Phrase, Published, Query, Term
from indexer.gazetteers.glossary import Glossary
from indexer.generations.generations import Generations
from indexer.model.settings import Settings, seeds_directory
from search.model import notes
from search.model.ranking import FIELD_WEIGHTS
from search.model.results import Parameters
from search.service import SearchService
from search.session import Session
from search.snapshots import Snapshots
from search.view import View

WORDS = "alder birch cedar damson elm fir gorse hazel ivy juniper larch maple"

STORIES = (
    story("three words", "", "The alder, the birch and the cedar."),
    story("two words", "", "The alder and the birch."),
    story("all words", "", WORDS),
    story("translated", "", "افتتحت دار الإيواء في المدينة.", date="2019-12-10"),
    story("typed", "", "The shelter opened."),
    story("five words", "", "Dogwood, birch, cedar, damson and elm."),
    story("one word on the day", "", "Dogwood.", date="2019-12-10"),
    story("one word on another day", "", "Dogwood, as dogwood does.", date="2018-05-01"),
    story("apart", "", "The office of labour made an inspection of alder, birch and cedar."),
    story("named", "", "Oman and Kuwait and Bahrain and Qatar.", countries="OM KW BH QA"),
    story("about", "", "Nothing else.", countries="OM"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("thresholds") / "data"
    write_generation(data, STORIES, concepts=True)
    return data


@pytest.fixture(scope="module")
def view(data: Path) -> Iterator[View]:
    snapshots = Snapshots(Generations(data), seeds_directory() / "gazetteers")
    with snapshots.lease() as view:
        yield view
    snapshots.close()


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[SearchService]:
    service = SearchService(Settings(seeds=seeds_directory(), data=data))
    yield service
    service.close()


def leaves(query: Query | None) -> Iterator[Term | Phrase | Published]:
    match query:
        case Term() | Phrase() | Published():
            yield query
        case And() | Or() | Best() | AtLeast():
            for child in query.children:
                yield from leaves(child)


def weights(query: Query | None, text: str) -> set[float]:
    """What a word counts in a query, as parts of what it counts as typed."""
    found = (leaf for leaf in leaves(query) if isinstance(leaf, Term) and leaf.text == text)
    return {leaf.boost / FIELD_WEIGHTS[leaf.field] for leaf in found if leaf.field in FIELD_WEIGHTS}


def test_of_twelve_words_three_are_enough(service: SearchService) -> None:
    found = ids(search(service, WORDS))
    assert "three words" in found
    assert "two words" not in found


@pytest.mark.parametrize(("count", "sentence"), [(5, False), (6, True)])
def test_more_than_five_words_are_a_sentence(view: View, count: int, sentence: bool) -> None:
    typed = " ".join(WORDS.split()[:count])
    assert Session(view, Parameters(q=typed)).compiled.sentence is sentence


def test_a_sentence_is_put_in_other_words_too(view: View) -> None:
    (expansion,) = Session(view, Parameters(q=f"{WORDS} Oman")).compiled.expansions
    assert expansion.concept == "country:OM"


def test_what_other_words_count_beside_those_typed(view: View) -> None:
    (stem,) = (token.stem for token in view.analyzer.analyze("الإيواء"))
    compiled = Session(view, Parameters(q="shelter alder")).compiled
    (strict,), (relaxed,) = weights(compiled.strict, stem), weights(compiled.relaxed, stem)
    assert strict == relaxed
    # As rare as the word and its translations together, and not as the translation alone.
    assert 1.0 < strict < 2.0
    assert weights(compiled.strict, "shelter") == {1.0}


def test_a_concept_is_looked_for_by_eight_more_wordings(tmp_path: Path) -> None:
    settings = Settings(seeds=seeds_directory(), data=tmp_path / "data")
    (concept,) = (one for one in Glossary.load(settings.glossary).entries if one.id == "human-trafficking")
    everything = ". ".join(wording.text for wording in concept.wordings)
    write_generation(settings.data, (story("all", "", everything),), concepts=True)
    service = SearchService(settings)
    (expansion,) = search(service, "human trafficking").expansions
    service.close()
    assert len(expansion.forms) == 8


def test_what_a_day_counts_beside_the_words_for_it(view: View) -> None:
    compiled = Session(view, Parameters(q="10 December 2019 shelter")).compiled
    assert [leaf.boost for leaf in leaves(compiled.strict) if isinstance(leaf, Published)] == [50.0]
    assert [leaf.boost for leaf in leaves(compiled.relaxed) if isinstance(leaf, Published)] == [4.0]


def test_in_a_sentence_a_day_counts_as_one_word_does(service: SearchService) -> None:
    found = ids(search(service, "dogwood birch cedar damson elm 10 December 2019"))
    assert found.index("five words") < found.index("one word on the day") < found.index("one word on another day")


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ('alder birch cedar "labour inspection"', notes.PHRASE_NOWHERE),
        ('"labour inspection"', notes.PHRASE_NOWHERE),
        ('birch "office of labour"', notes.PHRASE_LOOSENED),
        ('"shelter opened" alder inspection of labour and office', notes.PHRASE_LOOSENED),
    ],
)
def test_a_quotation_is_exact_and_its_words_follow_as_others(service: SearchService, typed: str, template: str) -> None:
    page = search(service, typed)
    assert template in [note.template for note in page.notes]
    assert "apart" in ids(page)
    exact = typed.split('"')[1]
    assert all(exact in service.article(hit.id, Parameters()).article.text for hit in page.hits)
