"""What files take away of a search: its whole set, in the order of the pages, part by part."""

from dataclasses import replace

import pytest

from indexer.engines.port.port import Sort
from search.model.results import Parameters, Records
from search.service import SearchService


def parts(service: SearchService, parameters: Parameters, size: int) -> list[Records]:
    """All parts of a search, each behind the last article of the one before."""
    found: list[Records] = []
    while not found or found[-1].following:
        with service.lease() as reading:
            part = reading.records(parameters, found[-1].following if found else "", size)
        assert part is not None
        found.append(part)
    return found


@pytest.mark.parametrize("sort", [None, *Sort])
@pytest.mark.parametrize("typed", ["", "memorandum", "مذكرة تفاهم", "labour OR العمال"])
def test_the_parts_are_the_pages_one_after_another(service: SearchService, typed: str, sort: Sort | None) -> None:
    parameters = Parameters(q=typed, sort=sort, limit=4)
    first = service.search(parameters)
    pages = [service.search(replace(parameters, page=number)) for number in range(1, first.pages + 1)]
    found = parts(service, parameters, 3)
    assert [one.id for part in found for one in part.records] == [hit.id for page in pages for hit in page.hits]
    assert {part.total for part in found} == {first.total}


def test_a_record_is_labelled_as_the_hit_is(service: SearchService) -> None:
    parameters = Parameters(q="مذكرة تفاهم", ui="ar")
    hits = service.search(parameters).hits
    (part,) = parts(service, parameters, 100)
    assert hits
    for one, hit in zip(part.records, hits, strict=False):
        assert (one.title, one.countries, one.agencies) == (hit.title, hit.countries, hit.agencies)
        assert (one.source, one.instruments, one.published) == (hit.source, hit.instruments, hit.published)


@pytest.mark.parametrize("typed", ["", "memorandum", "مذكرة تفاهم"])
def test_a_part_has_a_number_too(service: SearchService, typed: str) -> None:
    parameters = Parameters(q=typed)
    found = parts(service, parameters, 3)
    assert [part.first for part in found] == list(range(1, found[0].total + 1, 3))
    for number, part in enumerate([*found, found[-1]], 1):
        with service.lease() as reading:
            assert reading.records(parameters, "", 3, number) == part


@pytest.mark.parametrize("after", ["nothing has this id", "\0"])
def test_behind_an_article_that_is_not_found_there_is_no_part(service: SearchService, after: str) -> None:
    with service.lease() as reading:
        assert reading.records(Parameters(), after, 3) is None
