"""Articles cut from one page know each other, whatever the page is called."""

from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.model.article import CountryMention, Role
from indexer.model.settings import Settings, seeds_directory
from search.model.results import Parameters
from search.service import SearchService

PAGE = "file:///news/one page,\x1f\tصفحة.txt"


@pytest.fixture
def service(tmp_path: Path):
    first, second, third, other, alone = STORIES[:5]
    mentioned = (*first.countries, CountryMention("IT", Role.MENTIONED))
    cut = tuple(replace(article, parent=PAGE) for article in (replace(first, countries=mentioned), second, third))
    write_generation(tmp_path / "data", (*cut, replace(other, parent=f"{PAGE}2"), replace(alone, parent=None)))
    service = SearchService(Settings(seeds=seeds_directory(), data=tmp_path / "data"))
    yield service
    service.close()


def test_an_article_names_the_others_of_its_page(service: SearchService) -> None:
    found = service.article(STORIES[0].id, Parameters())
    assert {identifier for identifier, _ in found.siblings} == {STORIES[1].id, STORIES[2].id}
    assert dict(found.siblings)[STORIES[1].id] == STORIES[1].title


@pytest.mark.parametrize("index", [3, 4])
def test_an_article_alone_on_its_page_or_on_none_has_no_siblings(service: SearchService, index: int) -> None:
    assert service.article(STORIES[index].id, Parameters()).siblings == ()


def test_pages_are_no_facet_for_visitors(service: SearchService) -> None:
    assert "page" not in service.search(Parameters()).facets


def test_an_article_page_also_has_the_countries_that_are_only_mentioned(service: SearchService) -> None:
    countries = service.article(STORIES[0].id, Parameters()).hit.countries
    assert ("IT", "mentioned") in {(country.value, country.role) for country in countries}
