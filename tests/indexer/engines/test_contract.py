"""What every engine must do, in four parts; here which articles match, in which order, with which scores."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from indexer.engines.port.port import Engine, Request, Scoring, Sort
from indexer.engines.port.query import (
    And,
    AtLeast,
    Best,
    Every,
    Maybe,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Term,
)
from tests.indexer.engines.contract import ALPHA, BETA, BRAVO, CHARLIE, COLLECTION, GAMMA, T, fresh
from tests.indexer.engines.engine_model import article, model_bm25


def test_the_best_of_several_words_counts_as_one(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    common, rare = Term("body_exact", "gamma", 0.5), Term("body_exact", "beta", 2.0)
    scores = {
        kind: {match.id: match.score for match in snapshot.search(Request(query)).matches}
        for kind, query in (("one", common), ("other", rare), ("best", Best((common, rare))))
    }
    snapshot.close()
    expected = {id: max(scores["one"].get(id, 0.0), scores["other"].get(id, 0.0)) for id in "123"}
    assert scores["best"] == pytest.approx(expected)
    assert len({round(score, 3) for score in expected.values()}) > 1


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Every(), "123"),
        (Nothing(), ""),
        (T, "12"),
        (Term("title_exact", "omega"), ""),
        (Term("country", "SA"), "12"),
        (Term("country", "S"), ""),
        (Term("instrument", "visit"), "3"),
        (Term("title_stem", "al"), "12"),
        (Phrase("body_exact", ("beta", "gamma")), "13"),
        (Phrase("body_exact", ("gamma", "gamma")), "2"),
        (Phrase("body_exact", ("gamma", "gamma", "gamma")), ""),
        (Phrase("body_exact", ("beta", None, "delta")), "1"),
        (Phrase("body_exact", (None, "delta", None)), "13"),
        (Phrase("body_exact", ("delta", "beta")), "3"),
        (Phrase("body_exact", ("beta", "omega")), ""),
        (Phrase("body_exact", (None,)), ""),
        (Phrase("body_exact", ()), ""),
        (Prefix("body_exact", "ga"), "123"),
        (Prefix("body_exact", ""), "123"),
        (Prefix("body_exact", "om"), ""),
        (Prefix("country", "K"), "3"),
        (And((T, BETA)), "1"),
        (And((T, Not(BETA))), "2"),
        (And(()), "123"),
        (Or((T, BETA)), "123"),
        (Or(()), ""),
        (Or((Not(T), Not(BETA))), "23"),
        (Best((BETA, GAMMA)), "123"),
        (Best((T, Nothing())), "12"),
        (AtLeast((T, BETA, GAMMA), 2), "123"),
        (AtLeast((T, BETA, GAMMA), 3), "1"),
        (AtLeast((T, BETA, GAMMA), 4), ""),
        (AtLeast((T, BETA), 0), "123"),
        (AtLeast((), 0), "123"),
        (AtLeast((), 1), ""),
        (AtLeast((T, T), 2), "12"),
        (AtLeast((T, BETA, GAMMA), 3, (3, 1, 1)), "12"),
        (AtLeast((T, BETA, GAMMA), 6, (3, 1, 1)), ""),
        (Maybe(T, BETA), "12"),
        (Maybe(Nothing(), T), ""),
        (Maybe(T, Nothing()), "12"),
        (Not(Every()), ""),
        (Not(Nothing()), "123"),
        (Not(Not(T)), "12"),
        # A date that is known less well than the days asked for may lie outside them.
        (Published(date(2019, 12, 10), date(2019, 12, 10)), "2"),
        (Published(date(2019, 12, 1), date(2019, 12, 31)), "2"),
        (Published(date(2019, 1, 1), date(2019, 12, 31)), "12"),
        (Published(date(2019, 12, 11), date(2020, 12, 31)), ""),
        (Published(date(1, 1, 1), date(9999, 12, 31)), "12"),
        (Not(Published(date(2019, 12, 10), date(2019, 12, 10))), "13"),
        (Or((T, Published(date(2019, 12, 10), date(2019, 12, 10), 2.0))), "12"),
    ],
)
def test_a_query_matches(subject: Engine, built: Path, query: Query, ids: str) -> None:
    snapshot = subject.open(built)
    answer = snapshot.search(Request(query))
    snapshot.close()
    assert sorted(match.id for match in answer.matches) == list(ids)
    assert answer.total == len(ids)


@pytest.mark.parametrize(
    ("first", "last", "ids"),
    [
        (None, None, "123"),
        (date(2019, 1, 1), None, "12"),
        (date(2019, 12, 11), None, "1"),
        (date(2020, 1, 1), None, ""),
        (None, date(2019, 1, 1), "1"),
        (None, date(2018, 12, 31), ""),
        (date(2019, 12, 10), date(2019, 12, 10), "12"),
    ],
)
def test_a_window_takes_dates_that_may_lie_in_it(
    subject: Engine, built: Path, first: date | None, last: date | None, ids: str
) -> None:
    snapshot = subject.open(built)
    answer = snapshot.search(Request(first_day=first, last_day=last))
    snapshot.close()
    assert sorted(match.id for match in answer.matches) == list(ids)


@pytest.mark.parametrize(
    ("sort", "ids"),
    [(Sort.RELEVANCE, "213"), (Sort.NEWEST, "213"), (Sort.OLDEST, "123")],
)
def test_an_order(subject: Engine, built: Path, sort: Sort, ids: str) -> None:
    snapshot = subject.open(built)
    answer = snapshot.search(Request(GAMMA, sort=sort))
    snapshot.close()
    assert [match.id for match in answer.matches] == list(ids)
    assert sort is Sort.RELEVANCE or all(match.score == 0 for match in answer.matches)


@pytest.mark.parametrize(("offset", "limit", "ids"), [(0, 2, "21"), (1, 1, "1"), (2, 5, "3"), (3, 5, ""), (0, 0, "")])
def test_a_page(subject: Engine, built: Path, offset: int, limit: int, ids: str) -> None:
    snapshot = subject.open(built)
    answer = snapshot.search(Request(GAMMA, offset=offset, limit=limit))
    snapshot.close()
    assert [match.id for match in answer.matches] == list(ids)
    assert answer.total == 3


def test_equal_scores_break_by_id(subject: Engine, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "ties")
    subject.write(directory, [article(name, "same", "words here") for name in ("b", "c", "a", "d")])
    snapshot = subject.open(directory)
    answer = snapshot.search(Request(Term("title_exact", "same"), limit=3))
    snapshot.close()
    assert [match.id for match in answer.matches] == ["a", "b", "c"]


def test_the_articles_of_matches_come_in_their_order(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    assert snapshot.matching(Request(GAMMA)) == [BRAVO.article, ALPHA.article, CHARLIE.article]
    assert snapshot.matching(Request(GAMMA, sort=Sort.OLDEST, offset=1, limit=1)) == [BRAVO.article]
    assert snapshot.matching(Request(Term("body_exact", "omega"))) == []
    snapshot.close()


def test_several_requests_are_answered_in_their_order(subject: Engine, built: Path) -> None:
    asked = [Request(GAMMA), Request(Nothing()), Request(T, facets=("country",), limit=1)]
    snapshot = subject.open(built)
    assert snapshot.search_all(asked) == [snapshot.search(request) for request in asked]
    assert snapshot.search_all([]) == []
    assert snapshot.document_frequencies([("body_exact", "gamma"), ("country", "KW"), ("title_exact", "x")]) == [
        3,
        1,
        0,
    ]
    snapshot.close()


def test_terms_are_listed_in_order_with_their_frequency(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    assert snapshot.terms("body_exact", "", 10) == [("beta", 2), ("delta", 2), ("gamma", 3)]
    assert snapshot.terms("body_exact", "", 2) == [("beta", 2), ("delta", 2)]
    assert snapshot.terms("body_exact", "g", 2) == [("gamma", 3)]
    assert snapshot.terms("body_exact", "x", 2) == []
    assert snapshot.terms("title_skeleton", "", 2) == []
    assert snapshot.document_frequency("body_exact", "gamma") == 3
    assert snapshot.document_frequency("body_exact", "omega") == 0
    snapshot.close()


def test_scores_are_bm25f(subject: Engine, built: Path) -> None:
    scoring = Scoring(k1=1.6, b={"body_exact": 0.4, "title_exact": 0.1}, default_b=0.6)
    query = Or((Term("title_exact", "beta", 3.0), Term("body_exact", "gamma", 0.5), Term("body_stem", "de")))
    snapshot = subject.open(built)
    answer = snapshot.search(Request(query, scoring=scoring))
    snapshot.close()
    expected = model_bm25(COLLECTION, query.children, scoring)
    assert {match.id: match.score for match in answer.matches} == pytest.approx(expected, abs=1e-4)


def test_scores_of_other_nodes(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)

    def score(query: Query) -> float:
        return {match.id: match.score for match in snapshot.search(Request(query)).matches}["1"]

    beta, gamma = score(BETA), score(GAMMA)
    assert score(And((BETA, GAMMA))) == pytest.approx(beta + gamma, abs=1e-4)
    assert score(AtLeast((BETA, GAMMA, T), 1)) == pytest.approx(beta + gamma + score(T), abs=1e-4)
    assert score(Maybe(BETA, GAMMA)) == pytest.approx(beta + gamma, abs=1e-4)
    assert score(Phrase("body_exact", ("beta", "gamma"), 2.0)) == pytest.approx(2 * (beta + gamma), abs=1e-4)
    assert score(Prefix("body_exact", "be", 2.5)) == pytest.approx(2.5, abs=1e-4)
    assert score(And((BETA, Term("country", "SA")))) == pytest.approx(beta, abs=1e-4)
    year = Published(date(2019, 1, 1), date(2019, 12, 31), 2.5)
    assert score(Or((BETA, year))) == pytest.approx(beta + 2.5, abs=1e-4)
    assert score(And((BETA, Published(year.first, year.last)))) == pytest.approx(beta, abs=1e-4)
    assert score(And((BETA, Not(Nothing())))) == pytest.approx(beta, abs=1e-4)
    assert score(Every()) == score(Term("country", "SA")) == score(Prefix("country", "S")) == 0
    snapshot.close()


def test_a_very_long_query_is_answered(subject: Engine, built: Path) -> None:
    words = tuple(Term("body_exact", f"word{number}") for number in range(10_000))
    snapshot = subject.open(built)
    assert snapshot.search(Request(Or((*words, BETA)))).total == 2
    assert snapshot.search(Request(And((*words, BETA)))).total == 0
    assert snapshot.search(Request(And((BETA,) * 10_000))).total == 2
    assert snapshot.search(Request(AtLeast((*words, BETA, GAMMA), 2))).total == 2
    snapshot.close()


def test_unknown_dates_come_last_in_both_orders(subject: Engine, tmp_path: Path) -> None:
    days = [date(2000, 1, 1) + timedelta(days=day) for day in range(3)]
    articles = [article(str(day), "t", "t", published=day.isoformat()) for day in days]
    directory = fresh(tmp_path, "dates")
    subject.write(directory, [article("0", "t", "t"), *articles, article("9", "t", "t")])
    snapshot = subject.open(directory)
    found = {
        sort: [match.id for match in snapshot.search(Request(sort=sort)).matches] for sort in (Sort.NEWEST, Sort.OLDEST)
    }
    snapshot.close()
    assert found[Sort.OLDEST] == [*map(str, days), "0", "9"]
    assert found[Sort.NEWEST] == [*map(str, reversed(days)), "0", "9"]
