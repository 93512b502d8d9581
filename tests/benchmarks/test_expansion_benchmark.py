"""The benchmark of other words draws the same queries for a seed, and asks each with them and without."""

from itertools import count
from pathlib import Path

import pytest

from benchmarks import expansion
from benchmarks.expansion import Spent
from search.model.results import Parameters
from tests.search.search_stories import STORIES, write_generation

TITLES = ["Kuwait opens a new shelter", "وزير الخارجية يوقع مذكرة تفاهم", "Short title"]


def test_queries_are_four_words_side_by_side_in_both_languages() -> None:
    queries = expansion.drawn(TITLES, 40, seed=1)
    assert queries == expansion.drawn(TITLES, 40, seed=1) != expansion.drawn(TITLES, 40, seed=2)
    assert set(queries) == {
        "Kuwait opens a new",
        "opens a new shelter",
        "وزير الخارجية يوقع مذكرة",
        "الخارجية يوقع مذكرة تفاهم",
    }


def test_titles_that_are_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="4 words"):
        expansion.drawn(["One", "عنوان"], 1, seed=1)


@pytest.mark.parametrize("query", ["wheat", "قمح"])
def test_each_query_is_asked_by_turns_and_its_least_time_kept(monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    asked: list[Parameters] = []
    clock = count()
    monkeypatch.setattr("time.process_time", lambda: next(clock) / 1000)

    def answer(parameters: Parameters) -> None:
        asked.append(parameters)
        for _ in range(10 - len(asked)):  # each answer takes less than the one before
            next(clock)

    assert expansion.spent(answer, query, 2) == pytest.approx(Spent(6.0, 5.0))
    assert [(one.q, one.expand) for one in asked] == [(query, True), (query, False)] * 3


def test_the_ratio_is_that_of_the_medians() -> None:
    assert (
        expansion.figures("find", [Spent(3.0, 2.0), Spent(9.0, 4.0), Spent(6.0, 5.0)])
        == "| find | 6.00 | 4.00 | 1.50 |"
    )


def test_a_table_has_a_row_for_the_search_alone_and_one_for_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_generation(tmp_path / "data", STORIES)
    assert expansion.main(["--data", str(tmp_path / "data"), "--queries", "2", "--rounds", "1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| find", "| search"]


def test_a_folder_without_an_index_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert expansion.main(["--data", str(tmp_path / "none")]) > 0
    assert capsys.readouterr().err.startswith("mithaq: ")
