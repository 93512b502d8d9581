"""What is counted is what was asked: the set of a search, the others that follow it, and what to leave out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from search_stories import story, write_generation

from indexer.engines.port.port import Sort
from indexer.model.facets import UNDATED
from indexer.model.settings import Settings, seeds_directory
from search.model import notes
from search.model.ranking import MOST_ARTICLES
from search.model.results import Fewer, Matching, Parameters, ResultPage
from search.service import SearchService

SENTENCE = "which oak bridges did the harbour masters of Genoa repair in winter"
STORIES = (
    story("both", "Oak bridge", "An oak bridge.", date="2019-12-10", countries="OM"),
    story("oak", "Oak", "An oak.", date="2018-12-10", countries="KW"),
    story("bridge", "Bridge", "A bridge.", date=None, countries="KW"),
    story("undated", "Oak bridge again", "An oak bridge.", date=None),
    story("most", "Harbour masters of Genoa repair oak bridges", "The work goes on.", date="2020-01-01"),
    story("little", "Winter", "It is winter in Genoa.", date="2020-01-02"),
    *(story(f"harbour{n}", "Harbour", "The masters of a harbour.", date="2017-01-01") for n in range(120)),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("sets") / "data"
    write_generation(data, STORIES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


def shown(page: ResultPage) -> tuple[set[str], set[str]]:
    return {hit.id for hit in page.hits}, {hit.id for hit in page.others}


def test_the_set_has_all_the_words_and_is_what_is_counted(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge"))
    assert shown(page)[0] == {"both", "undated", "most"}
    assert {"oak", "bridge"} <= shown(page)[1]
    assert (page.total, page.pages, page.matching) == (3, 1, Matching.ALL)
    assert {value.value: value.count for value in page.facets["year"]} == {"2020": 1, "2019": 1, UNDATED: 1}


@pytest.mark.parametrize("query", ["oak bridge", "oak zinc", "harbour masters", SENTENCE, ""])
@pytest.mark.parametrize("sort", [None, *Sort])
def test_the_total_does_not_depend_on_the_length_or_number_of_a_page(
    service: SearchService, query: str, sort: Sort | None
) -> None:
    asked = [
        service.search(Parameters(q=query, sort=sort, limit=limit, page=page))
        for limit, page in ((1, 1), (3, 2), (10, 1), (200, 1))
    ]
    assert len({page.total for page in asked}) == 1
    assert len({str(page.facets) for page in asked}) == 1


def test_others_only_fill_the_first_page(service: SearchService) -> None:
    assert len(service.search(Parameters(q="oak bridge", limit=4)).others) == 1
    assert service.search(Parameters(q="oak bridge", limit=3)).others == ()
    assert service.search(Parameters(q="oak bridge", limit=2, page=2)).others == ()


def test_articles_with_some_of_the_words_are_the_set_when_that_is_asked(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge", some=True))
    assert {"both", "undated", "most", "oak", "bridge"} == shown(page)[0]
    assert (page.total, page.others, page.matching) == (5, (), Matching.SOME)
    assert [hit.id for hit in page.hits][3:] in (["oak", "bridge"], ["bridge", "oak"])
    assert notes.SOME_WORDS in {note.template for note in page.notes}


def test_of_a_sentence_the_set_holds_most_of_what_it_says(service: SearchService) -> None:
    page = service.search(Parameters(q=SENTENCE))
    assert shown(page)[0] == {"most"}
    assert "little" in shown(page)[1]
    assert (page.total, page.matching) == (1, Matching.MOST)
    assert notes.MOST_WORDS in {note.template for note in page.notes}


def test_of_a_sentence_the_set_is_bounded(service: SearchService) -> None:
    query = "the masters of a harbour and the masters of some harbour zinc copper tin lead masters harbour"
    page = service.search(Parameters(q=query, limit=50, page=2))
    assert page.total <= MOST_ARTICLES


def test_a_word_that_no_article_has_is_named_with_what_is_left(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge zinc"))
    assert (page.total, shown(page)[0]) == (0, set())
    assert page.fewer == (Fewer("", "zinc", "oak bridge", 3),)
    assert notes.NONE_WITH_ALL_WORDS in {note.template for note in page.notes}
    assert {"both", "most"} <= shown(page)[1]


def test_a_filter_that_leaves_nothing_is_named_with_what_is_left(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge", filters={"year": ("2018",), "country": ("OM",)}))
    assert (page.total, page.fewer) == (0, (Fewer("year", "", "oak bridge", 1),))
    assert notes.NONE_WITH_FILTERS in {note.template for note in page.notes}


def test_undated_articles_are_a_year_of_their_own(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge", filters={"year": (UNDATED,)}, ui="ar"))
    assert shown(page)[0] == {"undated"}
    assert page.facets["year"][-1].label == "التاريخ غير معروف"
    assert service.search(Parameters(q=f"oak bridge year:{UNDATED}")).total == 1


def test_a_range_of_days_says_how_many_undated_articles_it_hides(service: SearchService) -> None:
    page = service.search(Parameters(q="oak bridge", first_day=date(2019, 1, 1)))
    assert shown(page)[0] == {"both", "most"}
    assert "One more article has no date" in " ".join(map(str, page.notes))


def test_a_phrase_alone_is_exact_and_a_phrase_that_stands_nowhere_is_followed_by_its_words(
    service: SearchService,
) -> None:
    exact = service.search(Parameters(q='"oak bridge"'))
    assert shown(exact) == ({"both", "undated"}, set())
    nowhere = service.search(Parameters(q='"bridge oak"'))
    assert (nowhere.total, nowhere.hits) == (0, ())
    assert {"both", "undated"} <= shown(nowhere)[1]
    assert notes.PHRASE_NOWHERE in {note.template for note in nowhere.notes}
