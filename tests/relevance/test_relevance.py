"""The judged queries stay at least as well answered as they are.

`python -m tests.relevance` prints the figures and what is wrong; `--floors` prints the lines of `floors.tsv`.
"""

from collections.abc import Iterator

import pytest

from tests.relevance.answers import Answered, answers, groups
from tests.relevance.collection import Collection
from tests.relevance.judged import ACROSS, Asked, Floor, Judgement, Pin, asked, floors, judgements, places
from tests.relevance.measures import Figures, measure

pytestmark = pytest.mark.slow

JUDGED = judgements()
LEAST_QUERIES = {"ar": 90, "en": 80}
LEAST_ACROSS = 100


@pytest.fixture(scope="session")
def judged_sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with Collection(tmp_path_factory.mktemp("relevance")) as collection:
        yield collection


@pytest.fixture(scope="session")
def answered(judged_sample: Collection) -> list[Answered]:
    return answers(judged_sample)


@pytest.fixture(scope="session")
def measured(answered: list[Answered]) -> dict[str, Figures]:
    return groups(answered)


@pytest.fixture(scope="session")
def by_query(answered: list[Answered]) -> dict[str, Answered]:
    return {str(one.judgement): one for one in answered}


@pytest.mark.parametrize("floor", floors(), ids=lambda floor: floor.group)
def test_no_group_falls_below_its_floor(floor: Floor, measured: dict[str, Figures]) -> None:
    figures = measured[floor.group]
    fallen = {
        name: f"{number:.3f}, not {least}"
        for name, number, least in (
            ("MRR@10", figures.mrr, floor.mrr),
            ("recall@10", figures.recall, floor.recall),
            ("nDCG@10", figures.ndcg, floor.ndcg),
        )
        if number < least
    }
    assert fallen == {}


@pytest.mark.parametrize("judgement", [one for one in JUDGED if one.pin is Pin.FIRST], ids=str)
def test_the_best_article_is_first(judgement: Judgement, by_query: dict[str, Answered]) -> None:
    found = by_query[str(judgement)].found
    assert found, "nothing was found"
    assert found[0] in judgement.best


@pytest.mark.parametrize("judgement", [one for one in JUDGED if one.never], ids=str)
def test_what_a_query_rules_out_is_not_found(judgement: Judgement, by_query: dict[str, Answered]) -> None:
    answered = by_query[str(judgement)]
    assert answered.found, "nothing was found"
    assert answered.forbidden == []


@pytest.mark.parametrize("asked", asked(), ids=str)
def test_the_result_is_what_was_asked(asked: Asked, judged_sample: Collection) -> None:
    result = judged_sample.result(asked.query)
    assert asked.articles <= result <= asked.articles | asked.allowed


def test_every_kind_and_language_has_a_floor() -> None:
    groups_judged = {one.kind for one in JUDGED} | {one.language for one in JUDGED}
    assert {floor.group for floor in floors()} == groups_judged


def test_every_name_is_one_article_and_every_article_has_a_name(judged_sample: Collection) -> None:
    assert {name: len(ids) for name, ids in judged_sample.ids.items()} == dict.fromkeys(places(), 1)


def test_judgements_name_articles_that_exist() -> None:
    named = {name for one in JUDGED for name in (*one.grades, *one.never)}
    assert named - set(places()) == set()


def test_every_query_is_judged_once_and_has_a_best_article() -> None:
    assert [one.query for one in JUDGED if not one.best or one.never & set(one.grades)] == []
    assert len({str(one) for one in JUDGED}) == len(JUDGED)


@pytest.mark.parametrize(("language", "least"), LEAST_QUERIES.items())
def test_there_are_enough_queries_in_both_languages(language: str, least: int) -> None:
    assert sum(one.language == language for one in JUDGED) >= least


def test_there_are_enough_queries_across_languages_and_by_other_names() -> None:
    assert sum(one.kind in ACROSS for one in JUDGED) >= LEAST_ACROSS


@pytest.mark.parametrize("judgement", [one for one in JUDGED if one.kind in ACROSS], ids=str)
def test_the_other_language_is_on_the_first_page(judgement: Judgement, by_query: dict[str, Answered]) -> None:
    answered = by_query[str(judgement)]
    assert judgement.pin is Pin.WANTED or set(answered.found) & set(judgement.best), answered.found


@pytest.mark.parametrize(
    ("found", "grades", "figures"),
    [
        (["a", "b"], {"a": 2, "b": 1}, Figures(1.0, 1.0, 1.0)),
        (["x", "a"], {"a": 2}, Figures(0.5, 1.0, 0.6309)),
        (["b", "a"], {"a": 2, "b": 1}, Figures(1.0, 1.0, 0.7967)),
        (["a"], {"a": 1, "b": 1}, Figures(1.0, 0.5, 0.6131)),
        ([], {"a": 2}, Figures(0.0, 0.0, 0.0)),
        # The eleventh hit does not count, and ten of eleven relevant ones are all that ten hits can hold.
        ([*"0123456789", "a"], {"a": 2}, Figures(0.0, 0.0, 0.0)),
        ([*"0123456789"], dict.fromkeys("0123456789a", 1), Figures(1.0, 1.0, 1.0)),
    ],
)
def test_measures(found: list[str], grades: dict[str, int], figures: Figures) -> None:
    measured = measure(found, grades)
    assert (measured.mrr, measured.recall, round(measured.ndcg, 4)) == (figures.mrr, figures.recall, figures.ndcg)
