"""Values of facets in display order, of many as of few."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.port.port import Selection
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.facets import FACET_TABLE
from indexer.model.settings import Settings, seeds_directory
from search.show.labels import MAX_VALUES, Labels


class Outlets:
    """Names that are the ids."""

    def of(self, value: str) -> str:
        return value


@pytest.fixture(scope="module")
def labels() -> Labels:
    tables = replace(Settings(seeds=seeds_directory())).gazetteers
    return Labels(Gazetteers.load(tables), "en", Outlets())  # type: ignore[arg-type]


NAMES = [f"outlet-{number}" for number in range(3 * MAX_VALUES)]
FACETS = [facet.name for facet in FACET_TABLE if not facet.of]


@given(
    st.sampled_from(FACETS),
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 9), max_size=3 * MAX_VALUES),
    st.frozensets(st.sampled_from(NAMES), max_size=3),
    st.frozensets(st.sampled_from(NAMES), max_size=3),
)
def test_the_most_frequent_come_first_and_the_chosen_always(
    labels: Labels, facet: str, counts: dict[str, int], include: frozenset[str], exclude: frozenset[str]
) -> None:
    found = labels.facet(facet, counts, Selection(include, exclude))
    every = {value: counts.get(value, 0) for value in counts.keys() | include | exclude}
    best = sorted(every, key=lambda value: (-every[value], value))[:MAX_VALUES]
    assert {one.value for one in found} == {*best, *include, *exclude}
    assert all(one.count == every[one.value] for one in found)
    if facet != "year":
        assert list(found) == sorted(found, key=lambda one: (-one.count, one.label, one.value))
