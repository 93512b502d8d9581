"""What every engine must count: facets, days, one facet by another, what came in late."""

from datetime import date
from pathlib import Path

import pytest

from indexer.engines.port.port import Engine, Request, Selection, Sort, Step, Timeline
from indexer.engines.port.query import Every, Nothing, Term
from tests.indexer.engines.contract import GAMMA, T, fresh
from tests.indexer.engines.engine_model import article


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
