"""Spans of time in words, a row for each form, in both languages; today is a Wednesday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates.spans import Span, find_span, read_span

TODAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("March to May 2018", "2018-03-01", "2018-05-31"),
        ("from March to May 2018", "2018-03-01", "2018-05-31"),
        ("من مارس إلى مايو 2018", "2018-03-01", "2018-05-31"),
        ("آذار حتى أيار ٢٠١٨", "2018-03-01", "2018-05-31"),
        ("November 2017 - February 2018", "2017-11-01", "2018-02-28"),
        ("May 2018 to March 2018", "2018-03-01", "2018-05-31"),
        ("2017 – 2018", "2017-01-01", "2018-12-31"),
        ("3 March to 5 April 2018", "2018-03-03", "2018-04-05"),
        ("3 to 5 April 2018", "2018-04-03", "2018-04-05"),
        ("between June 2016 and July 2017", "2016-06-01", "2017-07-31"),
        ("بين يونيو 2016 ويوليو 2017", "2016-06-01", "2017-07-31"),
        ("since January 2019", "2019-01-01", None),
        ("منذ يناير 2019", "2019-01-01", None),
        ("من ٢٠١٩", "2019-01-01", None),
        ("after 2018", "2019-01-01", None),
        ("بعد 2018", "2019-01-01", None),
        ("until March 2018", None, "2018-03-31"),
        ("حتى مارس 2018", None, "2018-03-31"),
        ("before 10 March 2018", None, "2018-03-09"),
        ("قبل 2018", None, "2017-12-31"),
        ("today", "2026-03-18", "2026-03-18"),
        ("أمس", "2026-03-17", "2026-03-17"),
        ("this week", "2026-03-16", "2026-03-22"),
        ("Last week", "2026-03-09", "2026-03-15"),
        ("الأسبوع الماضي", "2026-03-09", "2026-03-15"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("الشهر الماضي", "2026-02-01", "2026-02-28"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("العام الماضي", "2025-01-01", "2025-12-31"),
        ("past week", "2026-03-12", "2026-03-18"),
        ("آخر شهر", "2026-02-17", "2026-03-18"),
        ("past year", "2025-03-19", "2026-03-18"),
        ("March 2018", "2018-03-01", "2018-03-31"),
        ("رجب 1440", "2019-03-08", "2019-04-05"),
        ("in March 2018", "2018-03-01", "2018-03-31"),
        ("في مارس 2018", "2018-03-01", "2018-03-31"),
        ("during 2018", "2018-01-01", "2018-12-31"),
        ("خلال عام 2018", "2018-01-01", "2018-12-31"),
        ("during last month", "2026-02-01", "2026-02-28"),
        ("خلال العام الماضي", "2025-01-01", "2025-12-31"),
        ("since last month", "2026-02-01", None),
        ("منذ الشهر الماضي", "2026-02-01", None),
        ("between the years 2016 and 2018", "2016-01-01", "2018-12-31"),
        ("بين عامي 2016 و2018", "2016-01-01", "2018-12-31"),
        ("في الفترة من مارس إلى مايو 2018", "2018-03-01", "2018-05-31"),
        ("منذ عام 2019", "2019-01-01", None),
        ("the last three years", "2023-03-20", "2026-03-18"),
        ("آخر ثلاث سنوات", "2023-03-20", "2026-03-18"),
        ("السنوات الثلاث الماضية", "2023-03-20", "2026-03-18"),
        ("خلال الأشهر الستة الأخيرة", "2025-09-20", "2026-03-18"),
        ("past 10 days", "2026-03-09", "2026-03-18"),
        ("آخر ١٠ أيام", "2026-03-09", "2026-03-18"),
        ("in the past two weeks", "2026-03-05", "2026-03-18"),
        ("آخر أسبوعين", "2026-03-05", "2026-03-18"),
        ("الشهرين الماضيين", "2026-01-18", "2026-03-18"),
    ],
)
def test_words_mean_days(words: str, first: str | None, last: str | None) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert read_span(words, TODAY) == Span(*days)


def test_the_month_before_january_is_in_the_year_before() -> None:
    assert read_span("last month", date(2026, 1, 31)) == Span(date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "since",
        "since when",
        "March to May",
        "to 2018",
        "last",
        "مذكرة تفاهم",
        "1" * 100,
        "last years",
        "last three",
        "last 3 4 years",
        "last two آخر سنتين",
        "الماضية",
        "in",
        "آخر الأخبار",
    ],
)
def test_anything_else_means_none(words: str) -> None:
    assert read_span(words, TODAY) is None


@pytest.mark.parametrize(
    ("query", "words", "rest"),
    [
        ("memorandum since January 2019", "since January 2019", "memorandum"),
        ("مذكرة تفاهم منذ يناير 2019", "منذ يناير 2019", "مذكرة تفاهم"),
        ("memorandum March to May 2018", "March to May 2018", "memorandum"),
        ("last month Kuwait", "last month", "Kuwait"),
        ("الشهر الماضي", "الشهر الماضي", ""),
        ("memorandum in the last two years", "in the last two years", "memorandum"),
        ("مذكرة تفاهم خلال السنوات الثلاث الماضية", "خلال السنوات الثلاث الماضية", "مذكرة تفاهم"),
    ],
)
def test_a_span_is_found_in_a_query(query: str, words: str, rest: str) -> None:
    assert find_span(query, TODAY) == (words, rest)


@pytest.mark.parametrize("query", ["memorandum", "memorandum October 2019", "since", "visit to Kuwait", "x " * 200])
def test_a_query_without_a_span_is_left_alone(query: str) -> None:
    assert find_span(query, TODAY) is None


PIECES = st.lists(
    st.sampled_from(
        ["since", "last", "2", "years", "in", "الماضية", "to", "9999", "0001", "and", "from", "-", "و", "31/12"]
    )
).map(" ".join)


@given(st.text(max_size=100) | PIECES)
def test_no_words_fail(words: str) -> None:
    span = read_span(words, TODAY)
    assert span is None or span.first or span.last
