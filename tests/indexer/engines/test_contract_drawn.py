"""What every engine must answer to drawn requests about drawn collections: what a model in plain Python answers.

The embedded engines are held to the scores of stock Whoosh too.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.factory import engine
from indexer.engines.port.port import Engine, Request, Sort
from tests.indexer.engines.contract import fresh
from tests.indexer.engines.engine_model import model_answer, requests, revisions
from tests.indexer.engines.subjects import EMBEDDED, ON_CLUSTERS, forget

EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    # An engine has no state, so all examples may share it.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
#: To make an index on a cluster takes a quarter of a second.
FEWER_EXAMPLES = settings(EXAMPLES, max_examples=15)
embedded = pytest.mark.parametrize("subject", EMBEDDED, indirect=True)
on_clusters = pytest.mark.parametrize("subject", ON_CLUSTERS, indirect=True)

HISTORIES = given(history=revisions(), asked=st.lists(requests(), min_size=3, max_size=3))
FIRST_VERSIONS = given(history=revisions(max_size=1), asked=st.lists(requests(), min_size=3, max_size=3))


@embedded
@pytest.mark.oracle
@EXAMPLES
@HISTORIES
def test_answers_are_those_of_the_model(
    subject: Engine, history: list, asked: list[Request], tmp_path_factory: pytest.TempPathFactory
) -> None:
    answers_as_the_model(subject, history, asked, tmp_path_factory.mktemp("model"))


@on_clusters
@FEWER_EXAMPLES
@HISTORIES
def test_answers_of_a_cluster_are_those_of_the_model(
    subject: Engine, history: list, asked: list[Request], tmp_path_factory: pytest.TempPathFactory
) -> None:
    answers_as_the_model(subject, history, asked, tmp_path_factory.mktemp("model"))


def answers_as_the_model(subject: Engine, history: list, asked: list[Request], parent: Path) -> None:
    """Write each revision on the one before, and hold the answers against the model's."""
    live: dict = {}
    base = None
    for number, (deleted, articles) in enumerate(history):
        directory = fresh(parent, str(number))
        live = {key: value for key, value in live.items() if key not in deleted}
        live |= {analysed.article.id: analysed for analysed in articles}
        assert subject.write(directory, articles, base=base, deleted=deleted) == len(live)
        base = directory
    assert subject.verify(base) == []
    snapshot = subject.open(base)
    assert sorted(snapshot.ids()) == sorted(live)
    for request in asked:
        answer, expected = snapshot.search(request), model_answer(list(live.values()), request)
        assert answer.total == expected.total
        assert answer.facets == expected.facets
        assert answer.timeline == expected.timeline
        assert answer.crossed == expected.crossed
        assert len(answer.matches) == len(expected.matches)
        if request.sort is not Sort.RELEVANCE:
            assert answer.matches == expected.matches
        else:
            assert {match.id for match in answer.matches} <= expected.all_ids
            keys = [(-match.score, match.id) for match in answer.matches]
            assert keys == sorted(keys)
    snapshot.close()
    forget(subject, parent)


@embedded
@pytest.mark.oracle
@EXAMPLES
@FIRST_VERSIONS
def test_scores_are_those_of_stock_whoosh(
    subject: Engine, history: list, asked: list[Request], tmp_path_factory: pytest.TempPathFactory
) -> None:
    scores_as_stock_whoosh(subject, history, asked, tmp_path_factory.mktemp("scores"))


@on_clusters
@FEWER_EXAMPLES
@FIRST_VERSIONS
def test_scores_of_a_cluster_are_those_of_stock_whoosh(
    subject: Engine, history: list, asked: list[Request], tmp_path_factory: pytest.TempPathFactory
) -> None:
    scores_as_stock_whoosh(subject, history, asked, tmp_path_factory.mktemp("scores"))


def scores_as_stock_whoosh(subject: Engine, history: list, asked: list[Request], parent: Path) -> None:
    """Write the same articles by both engines, and hold the scores against each other."""
    ((_, articles),) = history
    # A replaced article counts until its segment is merged, and each engine merges when it sees fit.
    articles = list({one.article.id: one for one in articles}.values())
    snapshots = []
    for number, one in enumerate((engine("whoosh"), subject)):
        directory = fresh(parent, str(number))
        one.write(directory, articles)
        snapshots.append(one.open(directory))
    for request in asked:
        stock, other = (snapshot.search(request) for snapshot in snapshots)
        assert other.total == stock.total
        scores = {match.id: match.score for match in stock.matches}
        assert {match.id: match.score for match in other.matches} == pytest.approx(scores, abs=1e-4)
    for snapshot in snapshots:
        snapshot.close()
    forget(subject, parent)
