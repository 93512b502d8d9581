"""What was found knows its copies and, where that is certain enough, the other language; totals stay true."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.engines.port.port import Sort
from indexer.generations.generations import Generations
from indexer.model.settings import Settings, seeds_directory
from indexer.stories.membership import Membership, save
from search.model.results import Parameters
from search.service import SearchService
from search.show import stories
from search.show.stories import once_each
from search.wire import page_to_json

ENGLISH, ARABIC, VISIT = STORIES[:3]
COPY = replace(ENGLISH, id="mou-copy", title="Memorandum signed", source=VISIT.source)
MEMBERSHIP = Membership(
    {"mou-en": ("mou-en", "mou-copy", "withdrawn")}, {"mou-en": "mou-ar", "mou-ar": "mou-en", "visit-en": "gone"}
)
SEARCH = Parameters(q="memorandum")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[SearchService]:
    write_generation(tmp_path / "data", (*STORIES, COPY))
    served = Generations(tmp_path / "data").current()
    assert served is not None
    save(MEMBERSHIP, served.directory)
    service = SearchService(Settings(seeds=seeds_directory(), data=tmp_path / "data"))
    yield service
    service.close()


def test_a_hit_names_the_other_copies_and_none_that_is_not_there(service: SearchService) -> None:
    found = {hit.id: hit for hit in service.search(SEARCH).hits}
    assert found["mou-en"].story == found["mou-copy"].story == "mou-en"
    (other,) = found["mou-en"].also
    assert (other.id, other.title, other.title_direction, other.language) == ("mou-copy", COPY.title, "ltr", "en")
    assert other.source is not None
    assert other.source.value == "kuna"


def test_the_latest_are_as_many_stories_as_are_wanted(service: SearchService) -> None:
    kinds = ("mou", "agreement", "programme", "training", "meeting", "visit", "award", "law", "campaign", "case")
    with service.lease() as reading:
        records = reading.latest(kinds, 1, "en")
        every = reading.latest(kinds, 9, "en")
    found = service.search(Parameters(filters={"instrument": kinds}, sort=Sort.NEWEST)).hits
    shown = once_each(found)
    assert 1 < len(shown) < len(found)
    assert [one.id for one in records] == [hit.id for hit in shown[:1]]
    assert [one.id for one in every] == [hit.id for hit in shown]


def test_an_article_of_no_story_has_none(service: SearchService) -> None:
    hits = service.search(Parameters()).hits
    assert {hit.id for hit in hits if hit.story or hit.also} == {"mou-en", "mou-copy"}


def test_programs_get_every_hit_and_people_one_of_each_story(service: SearchService) -> None:
    page = service.search(Parameters())
    assert page.total == len(page.hits) == len(STORIES) + 1
    shown = once_each(page.hits)
    assert len(shown) == len(STORIES)
    first = min(index for index, hit in enumerate(page.hits) if hit.story)
    assert shown[: first + 1] == page.hits[: first + 1]


def test_json_has_the_story_and_its_copies(service: SearchService) -> None:
    hits = {hit["id"]: hit for hit in page_to_json(service.search(Parameters()))["hits"]}
    assert hits["visit-en"] | {"story": None, "also": []} == hits["visit-en"]
    (other,) = hits["mou-copy"]["also"]
    assert other["id"] == "mou-en" == hits["mou-copy"]["story"]
    assert other["published"] == {"date": "2021-03-31", "precision": "day"}


@pytest.mark.parametrize(
    ("id", "story", "also", "same_event"),
    [
        ("mou-en", "mou-en", ["mou-copy"], ["mou-ar"]),
        ("mou-copy", "mou-en", ["mou-en"], ["mou-ar"]),
        ("mou-ar", None, [], ["mou-en", "mou-copy"]),
        ("visit-en", None, [], []),
        ("visit-ar", None, [], []),
    ],
)
def test_an_article_page_keeps_copies_and_inferred_ones_apart(
    service: SearchService, id: str, story: str | None, also: list[str], same_event: list[str]
) -> None:
    page = service.article(id, Parameters())
    assert page is not None
    assert page.article.story == page.hit.story == story
    assert [other.id for other in page.hit.also] == also
    assert [other.id for other in page.same_event] == same_event


def test_a_page_links_to_so_many_copies(service: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MAX_COMPANIONS", 1)
    page = service.article("mou-ar", Parameters())
    assert page is not None
    assert [other.id for other in page.same_event] == ["mou-en"]
