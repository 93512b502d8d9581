"""The page of an article: its words marked, those cut from the same page, the results beside it."""

from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.engines.port.port import Sort
from indexer.model.article import CountryMention, Role
from indexer.model.settings import Settings, seeds_directory
from search.model.results import Parameters
from search.service import SearchService

PAGE = "file:///news/one page,\x1f\tصفحة.txt"


@pytest.fixture
def cut(tmp_path: Path):
    first, second, third, other, alone = STORIES[:5]
    mentioned = (*first.countries, CountryMention("IT", Role.MENTIONED))
    parts = tuple(replace(article, parent=PAGE) for article in (replace(first, countries=mentioned), second, third))
    write_generation(tmp_path / "data", (*parts, replace(other, parent=f"{PAGE}2"), replace(alone, parent=None)))
    service = SearchService(Settings(seeds=seeds_directory(), data=tmp_path / "data"))
    yield service
    service.close()


def test_an_article_names_the_others_of_its_page(cut: SearchService) -> None:
    found = cut.article(STORIES[0].id, Parameters())
    assert {identifier for identifier, _ in found.siblings} == {STORIES[1].id, STORIES[2].id}
    assert dict(found.siblings)[STORIES[1].id] == STORIES[1].title


@pytest.mark.parametrize("index", [3, 4])
def test_an_article_alone_on_its_page_or_on_none_has_no_siblings(cut: SearchService, index: int) -> None:
    assert cut.article(STORIES[index].id, Parameters()).siblings == ()


def test_pages_are_no_facet_for_visitors(cut: SearchService) -> None:
    assert "page" not in cut.search(Parameters()).facets


def test_an_article_page_also_has_the_countries_that_are_only_mentioned(cut: SearchService) -> None:
    countries = cut.article(STORIES[0].id, Parameters()).hit.countries
    assert ("IT", "mentioned") in {(country.value, country.role) for country in countries}


def test_an_article_is_shown_whole_with_the_words_marked(service: SearchService) -> None:
    shown = service.article("visit-ar", Parameters(q="وزير"))
    assert shown is not None
    assert "<mark>الوزير</mark>" in shown.blocks[0].html
    assert (shown.hit.id, shown.blocks[0].direction) == ("visit-ar", "rtl")
    assert service.article("none", Parameters()) is None


@pytest.mark.parametrize("typed", ["bahrain", "البحرين"])
def test_an_article_knows_the_results_beside_it(service: SearchService, typed: str) -> None:
    parameters = Parameters(q=typed, sort=Sort.NEWEST)
    found = [hit.id for hit in service.search(parameters).hits]
    assert len(found) > 1
    for at, identifier in enumerate(found):
        shown = service.article(identifier, parameters)
        assert shown and shown.neighbours
        before, behind = found[at - 1] if at else "", found[at + 1] if at + 1 < len(found) else ""
        assert (shown.neighbours.previous, shown.neighbours.following, shown.neighbours.place) == (before, behind, at)
    opened = service.article(found[0], Parameters())
    assert opened and opened.neighbours is None
