"""What is kept for all visitors of a generation: nothing that one of them asked for."""

from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.model.settings import Settings, seeds_directory
from search.model.results import Parameters
from search.service import SearchService

SHELTER = Parameters(q="shelter")
KUWAIT = Parameters(filters={"country": ("KW",)})
ALL = Parameters()


@pytest.mark.parametrize("ui", ["ar", "en"])
@pytest.mark.parametrize("asked", [SHELTER, KUWAIT, Parameters(filters={"not_country": ("XX",)})])
def test_facets_of_a_search_are_its_own_before_and_after_those_of_everything(
    service: SearchService, asked: Parameters, ui: str
) -> None:
    asked = replace(asked, ui=ui)
    with service.lease() as reading:
        fresh = reading.search(asked).facets
        everything = reading.search(replace(ALL, ui=ui)).facets
        assert reading.search(asked).facets == fresh
        assert reading.search(replace(ALL, ui=ui)).facets == everything
        assert everything != fresh


def test_facets_of_everything_have_the_labels_of_each_language(service: SearchService) -> None:
    with service.lease() as reading:
        found = {ui: reading.search(replace(ALL, ui=ui)).facets["country"] for ui in ("en", "ar", "en", "ar")}
    labels = {ui: {value.value: value.label for value in values} for ui, values in found.items()}
    assert (labels["en"]["KW"], labels["ar"]["KW"]) == ("Kuwait", "الكويت")


def test_another_generation_has_its_own(tmp_path: Path) -> None:
    write_generation(tmp_path / "data", STORIES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    try:
        with service.lease() as reading:
            before, latest = reading.search(ALL).facets["country"], reading.latest(("mou", "visit"), 9, "ar")
            assert reading.latest(("mou", "visit"), 9, "ar") == latest
            assert len(reading.latest(("mou", "visit"), 1, "ar")) == 1
        write_generation(tmp_path / "data", STORIES[:1])
        with service.lease() as reading:
            assert reading.search(ALL).facets["country"] != before
            assert len(reading.latest(("mou", "visit"), 9, "ar")) < len(latest)
    finally:
        service.close()
