"""How often a page asks an index that is elsewhere; here it is in this process, and its round trips are counted."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from search_stories import story, write_generation

from indexer.engines.factory import engine
from indexer.engines.port.port import Answer, Request, Snapshot, Sort
from indexer.model.article import Article
from indexer.model.settings import Settings, seeds_directory
from search.model.results import Parameters
from search.service import SearchService

STORIES = (
    *(story(f"filler-{number}", "", "وقال إن العمل في البلاد مستمر.") for number in range(6)),
    *(story(f"trade-{number}", "", f"The trade of day {number} is small, as all trade.") for number in range(4)),
    story("durand-ar", "", "التقى الوزير بيار دوراند في الكويت، وقال لدوراند ذلك."),
    story("mansouri-ar", "", "حضر السفير خالد المنصوري الاجتماع."),
    story("mansouri-en", "", "The envoy Khaled Al Mansouri was there. They met Mansouri."),
    story("kowalski-en", "", "They met Jan Kowalski, and Kowalski thanked them."),
    story("kowalski-ar", "", "شكرهم يان كوالسكي."),
    story("memo", "A memorandum of understanding", "KUWAIT: Kuwait signed a memorandum of understanding."),
)


class Far:
    """A snapshot that is asked like one on a cluster: `trips` are its round trips."""

    is_remote = True

    def __init__(self, here: Snapshot) -> None:
        self._here = here
        self._foreseen: dict[str, list[Article]] = {}
        self.trips: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._here, name)

    def search(self, request: Request) -> Answer:
        return self.search_all([request])[0]

    def search_all(self, requests: Sequence[Request]) -> list[Answer]:
        self.trips += ["search"] if requests else []
        return self._here.search_all(requests)

    def matching(self, request: Request) -> list[Article]:
        if repr(request) not in self._foreseen:
            self.trips.append("matching")
            return self._here.matching(request)
        return self._foreseen[repr(request)]

    def foresee(self, requests: Sequence[Request]) -> None:
        self.trips += ["foresee"] if requests else []
        self._foreseen |= {repr(request): self._here.matching(request) for request in requests}

    def articles(self, ids: Sequence[str]) -> list[Article]:
        self.trips += ["articles"] if ids else []
        return self._here.articles(ids)

    def outlines(self, ids: Sequence[str]) -> list[Article]:
        return self.articles(ids)


class FarEngine:
    """An engine whose snapshots are far."""

    def __init__(self, name: str, *_: object) -> None:
        self._engine = engine(name)

    def open(self, directory: Path) -> Far:
        return Far(self._engine.open(directory))


@pytest.fixture
def service(collection: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SearchService]:
    """A process that has answered one search, and knows what a generation needs once."""
    monkeypatch.setattr("search.view.engine", FarEngine)
    with closing(SearchService(replace(Settings(seeds=seeds_directory()), data=collection))) as far:
        with far.lease() as reading:
            reading.prepare()
            reading.search(Parameters(q="trade"))
        yield far


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("trips") / "data"
    write_generation(data, STORIES)
    return data


def trips(service: SearchService, parameters: Parameters) -> list[str]:
    with service.lease() as reading:
        snapshot = reading._view.snapshot
        assert isinstance(snapshot, Far)
        snapshot.trips = []
        reading.search(parameters)
        return snapshot.trips


#: A search; its round trips while its words are new, and when they are known. Names in both scripts (of words that may
#: be one name, one more asks which stand next to each other; and again of each that is left out), sentences,
#: phrases, days, orders, filters, second pages, the own language first. One more tells what to leave out where nothing
#: is found; of a misspelt word, how it is spelt, which words stand beside it, what is found for it, and how much.
SEARCHES = (
    ({"q": "Durand"}, 3, 2),
    ({"q": "المنصوري"}, 3, 2),
    ({"q": "كوالسكي ودوراند"}, 6, 5),
    ({"q": "Mansouri Kowalski Durand"}, 6, 5),
    ({"q": "Mansouri Kowalski", "some": True}, 4, 3),
    ({"q": "the envoy Mansouri was there and met Kowalski"}, 4, 3),
    ({"q": "memorandum", "own_first": True}, 4, 3),
    ({"q": "العمل المنصوري", "own_first": True}, 5, 4),
    ({"q": "memorandum", "first_day": date(2020, 1, 1)}, 3, 2),
    ({"q": "المنصوري", "first_day": date(2020, 1, 1)}, 3, 2),
    ({"q": "Mansouri", "sort": Sort.NEWEST}, 3, 2),
    ({"q": '"memorandum of understanding" "of labour" Kowalski'}, 4, 3),
    ({"q": "trade", "page": 2, "limit": 2}, 2, 2),
    ({"q": "trade", "filters": {"country": ("OM",)}}, 2, 2),
    ({"q": "memorandom"}, 6, 4),
    ({"q": "المنصورري"}, 5, 4),
    ({"q": "trade smalll"}, 8, 6),
)


@pytest.mark.parametrize(("search", "new", "known"), SEARCHES, ids=range(len(SEARCHES)))
def test_a_page_takes_few_round_trips(service: SearchService, search: dict[str, Any], new: int, known: int) -> None:
    first, second = (trips(service, Parameters(**search)) for _ in range(2))
    assert (len(first), len(second)) == (new, known), (first, second)
