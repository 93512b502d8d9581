"""Dates as visitors type them: what they mean, what they find, and what stays a number."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from asking import ids, search
from hypothesis import given
from hypothesis import strategies as st
from search_stories import story, write_generation

from indexer.model.settings import Settings, seeds_directory
from search.dates.typed import find_typed, read_typed
from search.model import notes
from search.service import SearchService

STORIES = (
    story("october", "Talks of 15 October", "On 10 October a plan was made for December 2019.", date="2019-10-15"),
    story("december-en", "Prize awarded", "The jury met.", date="2019-12-10"),
    story("december-ar", "تسليم الجائزة", "اجتمعت اللجنة.", date="2019-12-10"),
    story("month", "A month of prizes", "No day is known.", date="2019-12"),
    story("year", "A year of prizes", "No month is known.", date="2019"),
    story("later", "Prize remembered", "The prize of 10 December 2019 was given again.", date="2021-03-31"),
    story("undated", "Undated prize", "Nobody knows when."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("dated") / "data"
    write_generation(data, STORIES, concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("10 December 2019", "2019-12-10"),
        ("December 10, 2019", "2019-12-10"),
        ("2019-12-10", "2019-12-10"),
        ("2019/12/10", "2019-12-10"),
        ("31/12/2019", "2019-12-31"),
        ("10/12/2019", "2019-12-10,2019-10-12"),
        ("١٠ ديسمبر ٢٠١٩", "2019-12-10"),
        ("October 2019", "2019-10"),
        ("أكتوبر 2019", "2019-10"),
        ("تشرين الأول 2019", "2019-10"),
        ("2019-12", "2019-12"),
        ("12/2019", "2019-12"),
        ("٢٠١٩", "2019"),
        ("2019 م", "2019"),
        ("عام 2019", "2019"),
        ("13 ربيع الآخر 1441 هـ", "2019-12-10"),
        ("1441-04-13", "2019-12-10"),
        ("ربيع الآخر 1441", "2019-11-28/2019-12-26"),
        ("1441-04", "2019-11-28/2019-12-26"),
        ("1441 هـ", "2019-08-31/2020-08-19"),
        ("1441", "2019-08-31/2020-08-19"),
        ("10 ديسمبر، 2019", "2019-12-10"),
        ("ديسمبر ١٠، ٢٠١٩", "2019-12-10"),
        ("\u200f10\u200f/12\u200f/2019\u200f", "2019-12-10"),
        ("10 دیسمبر 2019", "2019-12-10"),
        ("١٠ ديـــسمبر ٢٠١٩", "2019-12-10"),
        ("10 كانون 1 2019", "2019-12-10"),
        ("10-Dec-2019", "2019-12-10"),
        ("10-ديسمبر-2019", "2019-12-10"),
        ("20191210T100000Z", "2019-12-10"),
        ("13 Rabi' Al-Akhir 1441", "2019-12-10"),
        ("Rabi II 1441", "2019-11-28/2019-12-26"),
        ("14 إلى 16 أكتوبر 2019", "2019-10-14/2019-10-16"),
        ("14-16 October 2019", "2019-10-14/2019-10-16"),
        ("October 14 to 16, 2019", "2019-10-14/2019-10-16"),
        ("28 أكتوبر إلى 3 نوفمبر 2019", "2019-10-28/2019-11-03"),
        ("28 October 2019 - 3 November 2019", "2019-10-28/2019-11-03"),
        ("۱۳۹۸/۰۹/۱۹", "2019-12-10"),
        ("۱۳۹۸", "2019-03-21/2020-03-19"),
        ("1398 هـ ش", "2019-03-21/2020-03-19"),
    ],
)
def test_a_date_is_read(typed: str, days: str) -> None:
    read = read_typed(typed)
    assert read is not None
    assert str(read) == days
    assert read.hijri == (typed.startswith(("1441", "13 ربيع", "ربيع", "13 Rabi", "Rabi", "۱۳۹۸", "1398")))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "10 December",
        "31 November 2019",
        "2019-13",
        "2019-00-05",
        "2019-12-00",
        "1800",
        "12345",
        "10.5",
        "1310",
        "1398/09/19",
        "32/01/2019",
        "10 ديسمبر 0000",
    ],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_typed(typed) is None


def test_two_days_are_no_range() -> None:
    assert [str(one) for one in find_typed("في 28 أكتوبر و3 نوفمبر 2019")] == ["2019-10-28", "2019-11-03"]
    assert [str(one) for one in find_typed("3 November 2019 and 5 November 2019")] == ["2019-11-03", "2019-11-05"]


def test_a_number_beside_other_words_is_no_hijri_year() -> None:
    assert find_typed("1441 victims") == []
    assert [str(one) for one in find_typed("victims of سنة 1441")] == ["2019-08-31/2020-08-19"]


@given(st.text(alphabet="0123456789٠١٢٣٤٥٦٧٨٩-/. هـamDecember\u200f", max_size=40))
def test_no_text_makes_it_fail_and_dates_do_not_overlap(text: str) -> None:
    edges = [edge for one in find_typed(text) for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "10 December 2019",
            "2019-12-10",
            "10/12/2019",
            "١٠ ديسمبر ٢٠١٩",
            "13 ربيع الآخر 1441 هـ",
            "December 10, 2019",
        ),
        *("10 ديسمبر، 2019", "10-Dec-2019", "10-ديسمبر-2019", "20191210T100000Z", "13 Rabi' Al-Akhir 1441"),
        *("10\u200f/12\u200f/2019", "10 دیسمبر 2019", "۱۳۹۸/۰۹/۱۹", "10 كانون 1 2019"),
    ],
)
def test_what_was_published_on_the_day_comes_first(service: SearchService, query: str) -> None:
    page = search(service, query)
    assert set(ids(page)[:2]) == {"december-en", "december-ar"}
    (expansion,) = page.expansions
    assert (expansion.typed.split(), expansion.published) == (query.replace("،", "").split(), ("2019-12-10",))


@pytest.mark.parametrize("query", ["December 2019", "ديسمبر 2019", "كانون الأول 2019", "12/2019"])
def test_a_month_is_every_day_in_it(service: SearchService, query: str) -> None:
    assert set(ids(search(service, query))[:3]) == {"december-en", "december-ar", "month"}


def test_the_words_as_typed_are_never_hidden(service: SearchService) -> None:
    assert "later" in ids(search(service, "10 December 2019"))
    assert {"october", "later"} <= set(ids(search(service, "December 2019")))


def test_a_date_stands_beside_other_words(service: SearchService) -> None:
    assert ids(search(service, "prize 10 December 2019"))[:2] == ["december-en", "later"]
    assert ids(search(service, "الجائزة ديسمبر 2019"))[0] == "december-ar"


def test_a_date_can_be_taken_out(service: SearchService) -> None:
    page = search(service, "10 December 2019", not_expand=("date:2019-12-10",))
    assert page.expansions == ()
    assert ids(page)[0] == "later"
    assert [concept.value for concept in page.unexpanded] == ["date:2019-12-10"]
    assert search(service, "10 December 2019", expand=False).expansions == ()


def test_only_a_date_is_known_as_one(service: SearchService) -> None:
    ids_of_dates = ("date:2019-12-10", "date:2019-12-10,2019-10-12", "date:2019-08-31/2020-08-19", "date:2019")
    assert service.known_concepts((*ids_of_dates, "date:", "date:x", "date:<b>")) == ids_of_dates


@pytest.mark.parametrize("query", ['"10 December 2019"', "«10 December 2019»", "+2019", "2018", "10 December"])
def test_what_is_no_date_to_search_by_stays_as_typed(service: SearchService, query: str) -> None:
    assert search(service, query).expansions == ()


def test_the_page_says_that_it_was_published_then(service: SearchService) -> None:
    first = search(service, "10 December 2019").hits[0]
    assert notes.PUBLISHED_THEN in {note.template for note in first.explanation}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date:2019-12-10", {"december-en", "december-ar"}),
        ("تاريخ:2019-12-10", {"december-en", "december-ar"}),
        ('date:"10 December 2019"', {"december-en", "december-ar"}),
        ("date:(10 December 2019)", {"december-en", "december-ar"}),
        ("day:2019-10-15", {"october"}),
        ("month:2019-12", {"december-en", "december-ar", "month"}),
        ("شهر:١٢/٢٠١٩", {"december-en", "december-ar", "month"}),
        ("year:2019-12", {"december-en", "december-ar", "month"}),
        ("date:2019", {"october", "december-en", "december-ar", "month", "year"}),
        ("year:2019", {"october", "december-en", "december-ar", "month", "year"}),
        ("prize -date:2019-12", {"year", "later", "undated"}),
        ("سنة:1441", {"october", "december-en", "december-ar", "month"}),
    ],
)
def test_a_field_takes_a_day_a_month_or_a_year(service: SearchService, query: str, found: set[str]) -> None:
    assert set(ids(search(service, query))) == found


def test_a_hijri_date_in_a_field_is_told(service: SearchService) -> None:
    (note,) = search(service, "سنة:1441").notes
    assert (note.template, note.values["days"]) == (notes.HIJRI_YEAR, "2019-08-31/2020-08-19")


def test_a_field_without_a_date_says_so(service: SearchService) -> None:
    assert notes.UNKNOWN_VALUE in [note.template for note in search(service, "date:prize").notes]
