"""What every engine must do, against a model in plain Python: matches, totals, facet counts, order, life cycle."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines.factory import engine
from indexer.engines.port.port import Engine, Request, Scoring, Selection, Sort, Step, Timeline
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
from indexer.model.errors import EngineError
from tests.indexer.engines.engine_model import (
    FACET_NAMES,
    article,
    model_answer,
    model_bm25,
    requests,
    revisions,
)
from tests.indexer.engines.subjects import EMBEDDED, ON_CLUSTERS, SUBJECTS, forget, subject_of

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

ALPHA = article("1", "alpha beta", "beta gamma delta", countries=("SA", "AE"), published="2019", language="ar")
BRAVO = article("2", "alpha", "gamma gamma", countries=("SA",), published="2019-12-10", source="wam")
CHARLIE = article("3", "", "delta beta gamma", countries=("KW",), instruments=("mou", "visit"))
COLLECTION = (ALPHA, BRAVO, CHARLIE)

T = Term("title_exact", "alpha")
GAMMA = Term("body_exact", "gamma")
BETA = Term("body_exact", "beta")


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> Engine:
    return subject_of(request.param, request)


@pytest.fixture
def built(subject: Engine, tmp_path: Path) -> Path:
    directory = tmp_path / "built"
    directory.mkdir()
    assert subject.write(directory, COLLECTION) == len(COLLECTION)
    return directory


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


def fresh(parent: Path, name: str) -> Path:
    directory = parent / name
    directory.mkdir()
    return directory


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


def test_facet_counts_ignore_their_own_selection_only(subject: Engine, built: Path) -> None:
    selections = {"country": Selection(include=frozenset({"AE"})), "source": Selection(exclude=frozenset({"wam"}))}
    snapshot = subject.open(built)
    answer = snapshot.search(Request(selections=selections, facets=("country", "source", "year", "instrument")))
    snapshot.close()
    assert [match.id for match in answer.matches] == ["1"]
    assert answer.facets == {
        "country": {"SA": 1, "AE": 1, "KW": 1},
        "source": {},
        "year": {"2019": 1},
        "instrument": {},
    }


@pytest.mark.parametrize(
    ("bars", "step", "counts", "vague"),
    [
        (400, Step.DAY, {"2019-12-10": 1}, 1),
        (12, Step.MONTH, {"2019-12": 1}, 1),
        (1, Step.YEAR, {"2019": 2}, 0),
    ],
)
def test_a_timeline_has_the_finest_step_with_so_many_bars(
    subject: Engine, built: Path, bars: int, step: Step, counts: dict[str, int], vague: int
) -> None:
    snapshot = subject.open(built)
    answers = [snapshot.search(Request(limit=0, bars=bars, last_day=day)) for day in (None, date(2019, 12, 31))]
    snapshot.close()
    assert [answer.timeline for answer in answers] == [Timeline(step, counts, vague, undated=1)] * 2


def test_a_timeline_of_nothing_is_empty(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    answer = snapshot.search(Request(Nothing(), bars=30))
    assert snapshot.search(Request()).timeline is None
    snapshot.close()
    assert answer.timeline == Timeline(Step.YEAR)


def test_one_facet_is_counted_by_another(subject: Engine, built: Path) -> None:
    asked = Request(
        selections={"language": Selection(exclude=frozenset({"mixed"}))},
        crossed=(("country", "year"), ("instrument", "country")),
    )
    snapshot = subject.open(built)
    answer = snapshot.search(asked)
    snapshot.close()
    assert answer.crossed == {
        ("country", "year"): {"SA": {"2019": 2}, "AE": {"2019": 1}, "KW": {"unknown": 1}},
        ("instrument", "country"): {"mou": {"KW": 1}, "visit": {"KW": 1}},
    }


@pytest.mark.parametrize(
    ("most", "values"), [(0, "a b c d"), (1, "b"), (2, "b c"), (3, "b c a"), (9, "a b c d")], ids=str
)
def test_only_the_most_frequent_values_are_counted_by_another_facet(
    subject: Engine, tmp_path: Path, most: int, values: str
) -> None:
    having = enumerate(("b d", "c a", "b c", "b", "c"), 1)
    collection = [article(str(n), "", "beta", agencies=tuple(ids.split()), published=f"20{n}0") for n, ids in having]
    first, second = tmp_path / "first", tmp_path / "second"
    for directory in (first, second):
        directory.mkdir()
    if subject.capabilities.incremental:
        subject.write(first, collection[:3])
        subject.write(second, collection[3:], base=first)
    else:
        subject.write(second, collection)
    snapshot = subject.open(second)
    found = snapshot.search(Request(crossed=(("agency", "year"),), crossed_most=most)).crossed["agency", "year"]
    snapshot.close()
    years = {"a": "2020", "b": "2010 2030 2040", "c": "2020 2030 2050", "d": "2010"}
    assert found == {value: dict.fromkeys(years[value].split(), 1) for value in values.split()}


@pytest.mark.parametrize(("number", "ids"), [(0, "1234"), (4, "1234"), (5, "34"), (7, "4"), (9, "")])
def test_what_came_into_the_archive_behind_a_number_is_found_by_one_request(
    subject: Engine, tmp_path: Path, number: int, ids: str
) -> None:
    came = {"1": (5, "2021"), "2": (5, None), "3": (7, None), "4": (9, "1999")}
    collection = [
        article(id, "alpha", "beta", countries=("SA",), published=date, entered=entered)
        for id, (entered, date) in came.items()
    ]
    subject.write(tmp_path, collection)
    snapshot = subject.open(tmp_path)
    answer = snapshot.search(Request(T, facets=("country",), bars=9, sort=Sort.NEWEST, entered_after=number))
    snapshot.close()
    assert sorted(match.id for match in answer.matches) == list(ids)
    assert answer.total == len(ids) == answer.facets["country"].get("SA", 0)
    assert answer.timeline is not None
    assert answer.timeline.undated == len({"2", "3"} & set(ids))


@pytest.mark.parametrize(("values", "ids"), [("SA AE", "1"), ("SA", "12"), ("AE KW", ""), ("SA XX", ""), ("", "123")])
def test_all_values_of_a_facet_can_be_wanted(subject: Engine, built: Path, values: str, ids: str) -> None:
    selections = {"country": Selection(include=frozenset(values.split()), every=True)}
    snapshot = subject.open(built)
    answer = snapshot.search(Request(selections=selections, facets=("country",)))
    snapshot.close()
    assert sorted(match.id for match in answer.matches) == list(ids)
    assert all(answer.facets["country"].get(value) == len(ids) for value in values.split() if ids)


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


def test_articles_come_back_as_they_were_given(subject: Engine, built: Path) -> None:
    snapshot = subject.open(built)
    assert snapshot.articles(["3", "nowhere", "1"]) == [CHARLIE.article, ALPHA.article]
    assert sorted(snapshot.ids()) == ["1", "2", "3"]
    assert snapshot.count() == 3
    snapshot.close()


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


def test_an_empty_index_answers(subject: Engine, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "empty")
    assert subject.write(directory, []) == 0
    snapshot = subject.open(directory)
    answer = snapshot.search(Request(Or((T, Every())), facets=FACET_NAMES))
    assert (answer.total, answer.matches) == (0, ())
    assert answer.facets == {name: {} for name in FACET_NAMES}
    assert snapshot.count() == 0
    assert list(snapshot.ids()) == []
    assert snapshot.terms("body_exact", "", 5) == []
    snapshot.close()
    follower = fresh(tmp_path, "follower")
    assert subject.write(follower, [ALPHA], base=directory) == 1


def test_a_write_on_a_base_leaves_the_base_as_it_was(subject: Engine, built: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    second = fresh(tmp_path, "second")
    replaced = article("2", "omega", "omega", countries=("OM",))
    assert subject.write(second, [replaced, article("4", "alpha", "pi")], base=built, deleted=["3", "nowhere"]) == 3
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before
    snapshot = subject.open(second)
    assert sorted(snapshot.ids()) == ["1", "2", "4"]
    assert snapshot.articles(["2"]) == [replaced.article]
    assert snapshot.search(Request(Term("country", "SA"))).total == 1
    assert snapshot.search(Request(T)).total == 2
    assert snapshot.search(Request(facets=("country",))).facets["country"] == {"SA": 1, "AE": 1, "OM": 1}
    snapshot.close()
    old = subject.open(built)
    assert sorted(old.ids()) == ["1", "2", "3"]
    old.close()


def test_of_two_articles_with_an_id_the_later_stays(subject: Engine, tmp_path: Path) -> None:
    directory = fresh(tmp_path, "twice")
    assert subject.write(directory, [article("1", "first", "text"), BRAVO, article("1", "second", "text")]) == 2
    snapshot = subject.open(directory)
    assert snapshot.search(Request(Term("title_exact", "first"))).total == 0
    assert [match.id for match in snapshot.search(Request(Term("title_exact", "second"))).matches] == ["1"]
    snapshot.close()


def test_a_directory_without_a_whole_index_is_refused(subject: Engine, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="reindex --full"):
        subject.open(tmp_path / "nowhere")
    with pytest.raises(EngineError, match="reindex --full"):
        subject.open(tmp_path)
    assert subject.verify(tmp_path)


def test_a_directory_in_use_is_not_written_into(subject: Engine, built: Path) -> None:
    with pytest.raises(EngineError, match="not empty"):
        subject.write(built, COLLECTION)


def test_another_version_is_refused_by_name(subject: Engine, built: Path) -> None:
    stamp = built / "engine.json"
    version = str(subject.capabilities.version)
    stamp.write_text(stamp.read_text().replace(version, str(subject.capabilities.version + 1)))
    with pytest.raises(EngineError, match=rf"{subject.capabilities.name} v{version}.*reindex --full"):
        subject.open(built)


def test_a_file_cut_short_is_noticed_at_opening(subject: Engine, built: Path) -> None:
    largest = max(built.iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    with pytest.raises(EngineError, match=largest.name):
        subject.open(built)
    assert any(largest.name in str(fault) for fault in subject.verify(built))


def test_a_missing_file_is_noticed_at_opening(subject: Engine, built: Path) -> None:
    largest = max(built.iterdir(), key=lambda path: path.stat().st_size)
    largest.unlink()
    with pytest.raises(EngineError, match=largest.name):
        subject.open(built)


def test_every_altered_file_is_noticed_by_verify(subject: Engine, built: Path) -> None:
    assert subject.verify(built) == []
    for path in built.iterdir():
        content = path.read_bytes()
        if not content or path.name == "engine.json":
            continue
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert any(path.name in str(fault) for fault in subject.verify(built)), path.name
        path.write_bytes(content)
    assert subject.verify(built) == []


def test_a_failing_source_leaves_no_stamp(subject: Engine, built: Path, tmp_path: Path) -> None:
    def source():
        yield ALPHA
        raise RuntimeError("the source broke")

    directory = fresh(tmp_path, "broken")
    with pytest.raises(RuntimeError, match="the source broke"):
        subject.write(directory, source(), base=built)
    assert not (directory / "engine.json").exists()
    with pytest.raises(EngineError):
        subject.open(directory)


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
    if subject.capabilities.name != "columnar":  # a replaced article still counts in Whoosh's files, until a merge
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


def test_an_engine_that_does_not_exist_is_named() -> None:
    with pytest.raises(EngineError, match=r"nosuch.*whoosh"):
        engine("nosuch")


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


def test_what_is_kept_of_the_whole_collection_is_given_to_no_part_of_it(
    subject: Engine, built: Path, tmp_path: Path
) -> None:
    """Of two segments, one of which has a deleted article; a question may match the whole of one of them."""
    second = fresh(tmp_path, "second")
    late = [article(f"{n}", "omega", "pi", countries=("OM",), published=f"2021-0{n}-11") for n in (5, 4, 6)]
    subject.write(second, late, base=built, deleted=["3"])
    asked = [
        Request(query, sort=sort, limit=limit, facets=("country",), bars=bars)
        for bars in (40, 2)
        for query in (Every(), Term("title_exact", "omega"), GAMMA, Every())
        for sort in (Sort.NEWEST, Sort.OLDEST)
        for limit in (1, 9)
    ]
    snapshot = subject.open(second)
    found = [snapshot.search(request) for request in asked]
    snapshot.close()
    for request, answer in zip(asked, found, strict=True):
        alone = subject.open(second)
        assert answer == alone.search(request)
        alone.close()
    whole, omega = found[1], found[5]
    assert [match.id for match in whole.matches] == ["6", "5", "4", "2", "1"]
    assert whole.facets["country"] == {"SA": 2, "AE": 1, "OM": 3}
    assert (omega.total, omega.facets["country"]) == (3, {"OM": 3})
    assert omega.timeline == Timeline(Step.MONTH, {"2021-04": 1, "2021-05": 1, "2021-06": 1}, 0, 0)
