"""Parameters: lenient for visitors, strict for the command line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.port.port import Sort
from indexer.model.errors import UsageError
from search.dates.days import first_day, last_day
from search.model import notes
from search.model.results import Parameters
from search.parameters import MAX_LIMIT, MAX_QUERY, read_parameters


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-2", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-03-31", date(2021, 3, 31), date(2021, 3, 31)),
        (" 2021/3/5 ", date(2021, 3, 5), date(2021, 3, 5)),
        ("٢٠٢١-٠٣-٣١", date(2021, 3, 31), date(2021, 3, 31)),
        ("۲۰۲۱.۰۳", date(2021, 3, 1), date(2021, 3, 31)),
        ("2021-02-30", None, None),
        ("2021-13", None, None),
        ("2021-00-05", None, None),
        ("2021-03-00", None, None),
        ("1445-00-12", None, None),
        ("0000", None, None),
        ("31-03-2021", date(2021, 3, 31), date(2021, 3, 31)),
        ("10-12-2021", None, None),
        ("December 2019", date(2019, 12, 1), date(2019, 12, 31)),
        ("ديسمبر 2019", date(2019, 12, 1), date(2019, 12, 31)),
        # Years of the Hijri calendar.
        ("1445-04-12", date(2023, 10, 27), date(2023, 10, 27)),
        ("١٤٤٥-٠٤-١٢", date(2023, 10, 27), date(2023, 10, 27)),
        ("1445", date(2023, 7, 19), date(2024, 7, 6)),
        ("1441-04", date(2019, 11, 28), date(2019, 12, 26)),
        ("1310", None, None),
        ("1445-13", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_a_written_day(written: str, first: date | None, last: date | None) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


def read(**values: str) -> tuple[Parameters, list[str]]:
    given_values = {name.replace("from_", "from"): [value] for name, value in values.items()}
    parameters, found = read_parameters(given_values, page_size=10, ui="ar")
    return parameters, [note.template for note in found]


def test_nothing_given_is_the_first_page_of_everything() -> None:
    assert read() == (Parameters(ui="ar"), [])


def test_values_are_made_canonical_and_kept_once() -> None:
    parameters, found = read_parameters(
        {"country": ["kw", "KW ", "", "sa"], "language": ["AR"], "year": ["٢٠٢١"]}, page_size=10, ui="en"
    )
    assert parameters.filters == {"country": ("KW", "SA"), "language": ("ar",), "year": ("2021",)}
    assert found == ()


@pytest.mark.parametrize(
    ("name", "value", "template"),
    [
        ("page", "0", notes.BAD_PAGE),
        ("page", "-1", notes.BAD_PAGE),
        ("page", "x", notes.BAD_PAGE),
        ("page", "9" * 5000, notes.BAD_PAGE),
        ("page", "²", notes.BAD_PAGE),
        ("limit", "0", notes.BAD_LIMIT),
        ("limit", "many", notes.BAD_LIMIT),
        ("sort", "best", notes.BAD_SORT),
        ("from_", "yesterday", notes.BAD_DATE),
        ("to", "2021-02-30", notes.BAD_DATE),
        ("to", "1445-13", notes.BAD_DATE),
        ("to", "10/12/2019", notes.BAD_DATE),
    ],
)
def test_a_bad_value_becomes_a_note_or_a_usage_error(name: str, value: str, template: str) -> None:
    parameters, found = read(**{name: value})
    assert (parameters, found) == (Parameters(ui="ar"), [template])
    with pytest.raises(UsageError, match=r"\S"):
        read_parameters({name.rstrip("_"): [value]}, page_size=10, ui="en", strict=True)


def test_a_range_the_wrong_way_round_is_turned() -> None:
    parameters, found = read(from_="2021", to="2019-05")
    assert (parameters.first_day, parameters.last_day) == (date(2019, 5, 1), date(2021, 12, 31))
    assert found == [notes.DATES_SWAPPED]


@pytest.mark.parametrize(
    ("values", "days", "told"),
    [
        ({"from_": "1445-04-12"}, (date(2023, 10, 27), None), ["2023-10-27"]),
        ({"to": "1441"}, (None, date(2020, 8, 19)), ["2019-08-31/2020-08-19"]),
        (
            {"from_": "1445", "to": "1446"},
            (date(2023, 7, 19), date(2025, 6, 25)),
            ["2023-07-19/2024-07-06", "2024-07-07/2025-06-25"],
        ),
        ({"year": "1441"}, (date(2019, 8, 31), date(2020, 8, 19)), ["2019-08-31/2020-08-19"]),
        ({"year": "١٤٤١", "from_": "2020"}, (date(2020, 1, 1), date(2020, 8, 19)), ["2019-08-31/2020-08-19"]),
    ],
)
def test_a_hijri_date_is_converted_and_told(
    values: dict[str, str], days: tuple[date | None, date | None], told: list[str]
) -> None:
    given_values = {name.replace("from_", "from"): [value] for name, value in values.items()}
    parameters, found = read_parameters(given_values, page_size=10, ui="ar")
    assert (parameters.first_day, parameters.last_day) == days
    assert parameters.filters == {}
    assert [(note.template, note.values["days"]) for note in found] == [(notes.HIJRI_YEAR, one) for one in told]


def test_numbers_orders_and_switches() -> None:
    parameters, _ = read(page="٣", limit="100000", sort="newest", expand="0", q="  a ")
    assert (parameters.page, parameters.limit, parameters.sort) == (3, MAX_LIMIT, Sort.NEWEST)
    assert (parameters.expand, parameters.q) == (False, "  a ")


@pytest.mark.parametrize("written", ["201", "٩٩٩", "9" * 5000])
def test_more_results_than_there_may_be_are_cut_and_told(written: str) -> None:
    for strict in (False, True):
        parameters, found = read_parameters({"limit": [written]}, page_size=10, ui="en", most=200, strict=strict)
        assert parameters.limit == 200
        assert [(note.template, note.values) for note in found] == [(notes.LIMIT_CAPPED, {"limit": "200"})]
    assert read_parameters({"limit": ["200"]}, page_size=10, ui="en", most=200)[1] == ()


def test_a_query_is_read_as_far_as_it_can_be_understood() -> None:
    parameters, found = read(q="ي" * (MAX_QUERY + 1))
    assert parameters.q == "ي" * MAX_QUERY
    assert found == [notes.TOO_LONG]
    assert read(q="ي" * MAX_QUERY)[1] == []


@pytest.mark.parametrize(
    ("values", "taken", "left_out"),
    [
        ({"country": [f"c{n}" for n in range(35)]}, {"country": 30}, {"country": "5"}),
        ({"country": ["ae"] * 5000}, {"country": 1}, {}),
        (
            {name: [f"{n}" for n in range(25)] for name in ("country", "not_country", "agency")},
            {"country": 25, "not_country": 25, "agency": 10},
            {"agency": "15"},
        ),
        ({"source": ["s" * 600, "t" * 600, "u"]}, {"source": 1}, {"source": "2"}),
        ({"source": ["s" * 1001]}, {}, {"source": "1"}),
        ({"not_agency": [f"a{n}" for n in range(31)]}, {"not_agency": 30}, {"agency": "1"}),
        ({"not_expand": [f"a{n}" for n in range(31)]}, {}, {"not_expand": "1"}),
    ],
)
def test_filters_take_as_many_values_as_links_can_repeat(
    values: dict[str, list[str]], taken: dict[str, int], left_out: dict[str, str]
) -> None:
    parameters, found = read_parameters(values, page_size=10, ui="en")
    assert {name: len(given) for name, given in parameters.filters.items()} == taken
    assert {note.values["filter"]: note.values["count"] for note in found} == left_out
    assert {note.template for note in found} <= {notes.TOO_MANY_VALUES}
    if left_out:
        with pytest.raises(UsageError, match="more than a search takes"):
            read_parameters(values, page_size=10, ui="en", strict=True)


@pytest.mark.parametrize("name", ["from", "to", "sort", "page", "limit"])
def test_a_note_repeats_no_more_than_the_head_of_a_value(name: str) -> None:
    _, (found,) = read_parameters({name: ["x" * 40_000]}, page_size=10, ui="en")
    assert len(str(found)) < 300


NAMES = ["q", "country", "agency", "from", "to", "sort", "page", "limit", "expand", "year"]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=12), max_size=3)))
def test_no_value_makes_it_fail(values: dict[str, list[str]]) -> None:
    parameters, found = read_parameters(values, page_size=10, ui="en")
    assert parameters.page >= 1
    assert parameters.limit >= 1
    assert all(str(note) for note in found)


TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ({"when": ["last month"]}, date(2026, 2, 1), date(2026, 2, 28)),
        ({"when": ["منذ يناير 2019"]}, date(2019, 1, 1), None),
        ({"when": ["since 2019"], "to": ["2020"]}, date(2019, 1, 1), date(2020, 12, 31)),
        ({"when": ["2018"], "from": ["2017"], "to": ["2017"]}, date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_time_in_words_is_read_as_of_today_and_gives_way_to_days(
    given: dict[str, list[str]], first: date | None, last: date | None
) -> None:
    parameters, notes = read_parameters(given, page_size=10, ui="en", today=TODAY)
    assert (parameters.first_day, parameters.last_day, notes) == (first, last, ())


def test_time_that_is_not_understood_is_noted_or_refused() -> None:
    parameters, (note,) = read_parameters({"when": ["one day"]}, page_size=10, ui="en", today=TODAY)
    assert (parameters.first_day, note.values) == (None, {"value": "one day"})
    with pytest.raises(UsageError, match="--when one day"):
        read_parameters({"when": ["one day"]}, page_size=10, ui="en", today=TODAY, strict=True)
