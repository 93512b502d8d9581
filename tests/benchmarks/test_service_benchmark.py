"""The benchmark of whole answers draws the same queries for a seed, and measures what it asks."""

from pathlib import Path

import pytest

from benchmarks import service
from tests.search.search_stories import STORIES, write_generation

TITLES = ["Kuwait opens a new shelter", "وزير الخارجية يوقع مذكرة تفاهم", "Short title", "Oman trains many inspectors"]


def test_queries_are_words_of_titles_in_both_languages() -> None:
    queries = service.drawn(TITLES, 40, seed=1)
    assert queries == service.drawn(TITLES, 40, seed=1) != service.drawn(TITLES, 40, seed=2)
    assert set(queries["headline"]) == {TITLES[0], TITLES[1], TITLES[3]}
    assert set(queries["short"]) == {"opens a", "الخارجية يوقع", "trains many"}
    assert set(queries["browse"]) == {""}


def test_titles_that_are_too_short_are_refused() -> None:
    with pytest.raises(ValueError, match="4 words"):
        service.drawn(["One", "عنوان"], 1, seed=1)


def test_each_query_is_asked_once_to_warm_and_once_for_its_time() -> None:
    asked: list[str] = []
    assert len(service.spent(asked.append, ["a", "ب"])) == 2
    assert asked == ["a", "ب", "a", "ب"]


def test_a_table_has_a_row_for_each_kind_of_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_generation(tmp_path / "data", STORIES)
    arguments = ["--data", str(tmp_path / "data"), "--queries", "3", "--seconds", "0"]
    assert service.main(arguments) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[0] for row in rows[4:]] == [
        "| search()",
        *(f"| `{path}`" for path in service.PATHS),
    ]


def test_a_directory_without_an_index_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert service.main(["--data", str(tmp_path)]) != 0
    assert "mithaq:" in capsys.readouterr().err
