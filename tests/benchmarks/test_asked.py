"""The table of questions, and what the benchmark says of answers out of bounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.asked import TABLE, Asked, faults, main, read_table
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def service(sample: Path) -> Iterator[SearchService]:
    service = SearchService(Settings(seeds=seeds_directory(), data=sample))
    yield service
    service.close()


def test_the_table_has_questions_in_both_languages_and_bounds_that_can_be_broken() -> None:
    questions = read_table(TABLE)
    assert len(questions) == len({asked.query for asked in questions}) >= 60
    assert all(asked.fewest <= asked.most for asked in questions)
    arabic = [asked for asked in questions if any("\u0600" <= letter <= "\u06ff" for letter in asked.query)]
    assert 20 <= len(arabic) <= len(questions) - 20


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        (Asked("Thailand Ewaa", 1, 6, ("mithaq-sample-2019-09-25-en",)), 0),
        (Asked("memorandum", 13, 20, ()), 1),
        (Asked("memorandum", 0, 3, ("nobody",)), 2),
    ],
)
def test_what_is_out_of_bounds_is_said(service: SearchService, asked: Asked, wrong: int) -> None:
    with service.lease() as reading:
        assert len(list(faults(reading, asked))) == wrong


@pytest.mark.parametrize(("beginning", "wrong"), [("mithaq-", 0), ("reuters-", 2)])
def test_only_articles_of_the_collection_are_counted(service: SearchService, beginning: str, wrong: int) -> None:
    asked = Asked("Thailand Ewaa", 1, 6, ("mithaq-sample-2019-09-25-en",))
    with service.lease() as reading:
        assert len(list(faults(reading, asked, (beginning,)))) == wrong


def test_faults_are_an_exit_code(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(sample)]) == 1
    assert "faults" in capsys.readouterr().out
