"""Counts as tables: in which order their rows and columns stand, and how many there are."""

from pathlib import Path

import pytest

from indexer.engines.port.port import Step
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.settings import seeds_directory
from search.show.labels import Labels
from search.show.overviews import MAX_YEARS, by_year, over_time, parties

COUNTS = {
    "bh-lmra": {"2019-11": 1, "2020": 4, "unknown": 7},
    "om-labour": {"2019-11": 2, "2020-02": 1},
    "iom": {"unknown": 30},
}


@pytest.fixture(scope="module", params=["ar", "en"])
def labels(request: pytest.FixtureRequest) -> Labels:
    return Labels(Gazetteers.load(seeds_directory() / Path("gazetteers")), request.param, None)


def test_countries_that_cooperate_most_come_first(labels: Labels) -> None:
    table = parties({"BH-OM": 2, "BH-KW": 1}, labels)
    assert [column.value for column in table.columns] == ["BH", "OM", "KW"]
    assert [row.counts for row in table.rows] == [(0, 2, 1), (2, 0, 0), (1, 0, 0)]


@pytest.mark.parametrize(
    ("step", "columns", "rows"),
    [
        (Step.MONTH, ["2019-11", "2020-02"], {"bh-lmra": (1, 0), "om-labour": (2, 1)}),
        (Step.YEAR, ["2019", "2020"], {"bh-lmra": (1, 4), "om-labour": (2, 1)}),
    ],
)
def test_a_value_without_a_date_of_the_step_is_left_out(
    labels: Labels, step: Step, columns: list[str], rows: dict[str, tuple[int, ...]]
) -> None:
    table = over_time("agency", COUNTS, step, labels)
    assert [column.value for column in table.columns] == columns
    assert {row.head.value: row.counts for row in table.rows} == rows
    assert [row.total for row in table.rows] == [12, 3]


def test_only_the_last_years_stand_in_a_table_by_years(labels: Labels) -> None:
    years = [str(year) for year in range(1990, 2010)]
    table = by_year("instrument", {"mou": dict.fromkeys(years, 1)}, labels)
    assert [column.value for column in table.columns] == years[-MAX_YEARS:]
    assert [row.counts for row in table.rows] == [(1,) * MAX_YEARS]
