"""One page of results: the hits in their order, page after page, each with all that is shown of it."""

import pytest

from indexer.engines.port.port import Sort
from search.model.results import Parameters
from search.service import SearchService


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("typed", ["", "labour inspection", "labour inspection training memorandum", "bahrain kuwait"])
def test_pages_go_on_where_the_last_one_ended(service: SearchService, typed: str, sort: Sort) -> None:
    first = service.search(Parameters(q=typed, sort=sort, limit=2))
    pages = [service.search(Parameters(q=typed, sort=sort, limit=2, page=n + 1)) for n in range(first.pages)]
    shown = [hit.id for page in pages for hit in page.hits]
    assert len(shown) == len(set(shown)) == first.total
    assert {page.total for page in pages} == {first.total}
    assert all(page.facets == first.facets for page in pages)


def test_a_hit_has_everything_that_a_page_shows(service: SearchService) -> None:
    (hit,) = service.search(Parameters(q="shelter", ui="ar")).hits
    assert (hit.title, hit.titled, hit.title_direction, hit.language) == ("Minister visits Kuwait", True, "ltr", "en")
    assert hit.snippet_html.startswith("The minister visited a <mark>shelter</mark> in Kuwait")
    assert [(country.value, country.label) for country in hit.countries] == [("KW", "الكويت")]
    assert hit.countries[0].labels["en"] == "Kuwait"
    assert hit.source is not None
    assert (hit.source.value, hit.published.date) == ("kuna", "2020-05")


def test_an_untitled_hit_shows_its_lead_escaped_and_agencies_of_both_roles(service: SearchService) -> None:
    (hit,) = service.search(Parameters(q="experts")).hits
    assert (hit.titled, hit.title[:11]) == (False, "A committee")
    assert "&lt;b&gt;labour&lt;/b&gt;" in hit.title_html
    assert hit.snippet_html == ""
    assert [(agency.value, agency.role) for agency in hit.agencies] == [("iom", "mentioned")]


def test_an_arabic_hit_is_marked_as_published(service: SearchService) -> None:
    (hit,) = service.search(Parameters(q="مذكرة")).hits
    assert "<mark>مذكّـــرة</mark>" in hit.snippet_html
    assert "<mark>مذكرة</mark>" in hit.title_html
    assert (hit.title_direction, hit.snippet_direction) == ("rtl", "rtl")


@pytest.mark.parametrize(("typed", "meant"), [("shelterr", "shelter"), ("مذكررة", "مذكرة")])
def test_what_finds_nothing_shows_the_articles_of_what_was_meant(
    service: SearchService, typed: str, meant: str
) -> None:
    page = service.search(Parameters(q=typed))
    assert (page.total, page.did_you_mean, page.others_query) == (0, meant, meant)
    assert [hit.id for hit in page.others] == [hit.id for hit in service.search(Parameters(q=meant)).hits]
