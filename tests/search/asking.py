"""How the tests of the search ask it, and what they look at in a page of results."""

from search.model.results import Parameters, ResultPage
from search.service import SearchService


def search(service: SearchService, query: str, **more: object) -> ResultPage:
    return service.search(Parameters(q=query, **more))  # type: ignore[arg-type]


def ids(page: ResultPage) -> list[str]:
    return [hit.id for hit in (*page.hits, *page.others)]
