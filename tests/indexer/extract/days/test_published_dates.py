"""The date of publication: metadata, heading, dateline, byline, relative words, in that order; never invented."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates.stamps import read_stamp
from indexer.model.article import Article, Precision

BODY = "The two bodies signed a memorandum of understanding and agreed on joint training for their inspectors."
FILE = "file:///news/1.txt"


@pytest.mark.parametrize(
    ("words", "date", "precision"),
    [
        ("2019-12-10", "2019-12-10", "day"),
        ("2019-12-10T08:00:00Z", "2019-12-10", "day"),
        ("2019-12-10T01:30:00+04:00", "2019-12-10", "day"),
        ("Tue, 10 Dec 2019 08:00:00 GMT", "2019-12-10", "day"),
        ("10 ديسمبر 2019", "2019-12-10", "day"),
        ("الثلاثاء ١٠ كانون الأول ٢٠١٩", "2019-12-10", "day"),
        ("25 محرم 1441 هـ", "2019-09-24", "day"),
        ("December 2019", "2019-12", "month"),
        ("2019", "2019", "year"),
        ("2019-12", "2019-12", "month"),
        ("٢٠١٩-١٢", "2019-12", "month"),
        ("03/04/2019", "2019", "year"),
    ],
)
def test_metadata(extract: Callable[..., Article], words: str, date: str, precision: str) -> None:
    published = extract(BODY, published=words, published_from="metadata").published
    assert (published.date, published.precision) == (date, Precision(precision))
    assert published.evidence.field == "published"
    assert published.evidence.words == words
    assert published.evidence.rule == "metadata"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "31 November 2019",
        "00/00/2019",
        "2019-13-45",
        "2019-13",
        "1440-05",
        "1440",
        "1440-05-03",
        "1440-05-03T10:00:00+03:00",
        "0001-01-01T00:00:00+04:00",
        "Mon, 01 Jan 0001 00:00:00 +0400",
        "30 شباط 2020",
        "5 May 2031",
        "2031-05-05",
    ],
)
def test_bad_metadata_is_no_date(extract: Callable[..., Article], words: str) -> None:
    assert extract(BODY, published=words).published.date is None


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("31/31/2024", "no date that is understood"),
        ("1440-05-03", "no date that is understood"),
        ("2031-05-05", "after the day of the fetch"),
    ],
)
def test_metadata_that_is_not_taken_is_shown_with_the_reason(
    extract: Callable[..., Article], words: str, rule: str
) -> None:
    evidence = extract(BODY, published=words, published_from="metadata").published.evidence
    assert (evidence.field, evidence.words, evidence.rule) == ("published", words, rule)


def test_bad_metadata_leaves_room_for_the_dateline(extract: Callable[..., Article]) -> None:
    published = extract(f"RIYADH, Saudi Arabia, 31 March 2019. {BODY}", published="soon").published
    assert (published.date, published.evidence.rule) == ("2019-03-31", "dateline")


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("RIYADH, Saudi Arabia, 31 March 2019. ", "2019-03-31"),
        ("DUBAI, 12th November, 2019 (WAM) -- ", "2019-11-12"),
        ("Manama - Bahrain, March 3, 2020: ", "2020-03-03"),
        ("أبوظبي في 12 نوفمبر 2019 / وام / ", "2019-11-12"),
        ("الكويت - 5 فبراير 2018 (كونا) - ", "2018-02-05"),
        ("الرياض 25 محرم 1441 هـ الموافق 24 سبتمبر 2019 م واس\n", "2019-09-24"),
        ("بيروت، الثلاثاء 10 كانون الأول/ديسمبر 2019 - ", "2019-12-10"),
        ("تونس في 14 جانفي 2017 (وات) - ", "2017-01-14"),
        ("الخرطوم (سونا) ٣٠/٠٦/٢٠١٩ - ", "2019-06-30"),
        ("KUWAIT (KUNA) 5 February 2018 -- ", "2018-02-05"),
    ],
)
def test_datelines(extract: Callable[..., Article], head: str, date: str) -> None:
    article = extract(head + BODY, uri=FILE)
    assert article.published.date == date
    assert article.published.evidence.rule == "dateline"


@pytest.mark.parametrize(
    ("uri", "fetched", "date"),
    [
        ("https://news.example/1", datetime(2020, 2, 6, tzinfo=UTC), "2020-02-05"),
        ("https://news.example/1", datetime(2020, 2, 4, 22, tzinfo=UTC), "2020-02-05"),
        ("https://news.example/1", datetime(2020, 4, 3, tzinfo=UTC), "2020-02-05"),
        ("https://news.example/1", datetime(2020, 4, 20, tzinfo=UTC), None),
        ("https://news.example/1", datetime(2020, 12, 6, tzinfo=UTC), None),
        (FILE, datetime(2020, 2, 6, tzinfo=UTC), None),
    ],
)
def test_a_dateline_without_a_year(
    extract: Callable[..., Article], uri: str, fetched: datetime, date: str | None
) -> None:
    assert extract(f"KUWAIT, Feb 5 (KUNA) -- {BODY}", uri=uri, fetched_at=fetched).published.date == date


def test_a_dateline_of_december_read_in_january(extract: Callable[..., Article]) -> None:
    article = extract(f"KUWAIT, Dec 30 (KUNA) -- {BODY}", fetched_at=datetime(2020, 1, 2, tzinfo=UTC))
    assert article.published.date == "2019-12-30"


@pytest.mark.parametrize(
    "text",
    [
        f"Published: 10 December 2019\n{BODY}",
        f"By a reporter | Posted on December 10, 2019\n\n{BODY}",
        f"تاريخ النشر: 10/12/2019\n{BODY}",
        f"نشر في 10 ديسمبر 2019 - 08:15\n{BODY}",
        f"الثلاثاء 10 ديسمبر 2019\n{BODY}",
        f"Tuesday, 10 December 2019 19:30 GMT\n{BODY}",
        f"10 December 2019, at 8:15 p.m.\n{BODY}",
        f"الثلاثاء 10 ديسمبر 2019 - الساعة 14:30\n{BODY}",
    ],
)
def test_bylines(extract: Callable[..., Article], text: str) -> None:
    assert extract(text, uri=FILE).published.date == "2019-12-10"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("3 hours ago", "2020-03-04"),
        ("2 days ago", "2020-03-02"),
        ("منذ 3 أيام", "2020-03-01"),
        ("قبل ساعة", "2020-03-04"),
        ("قبل يومين", "2020-03-02"),
        ("منذ ٣ أيام", "2020-03-01"),
        ("KUNA | 13 hrs ago", "2020-03-03"),
        ("Published: 3 days ago", "2020-03-01"),
        ("Today, 09:15", "2020-03-04"),
        ("Yesterday at 11:20 pm", "2020-03-03"),
        ("أمس 22:10", "2020-03-03"),
        ("نشر أمس", "2020-03-03"),
    ],
)
def test_relative_words_count_back_from_the_fetch(extract: Callable[..., Article], line: str, date: str) -> None:
    assert extract(f"{line}\n{BODY}").published.date == date
    assert extract(f"{line}\n{BODY}", uri=FILE).published.date is None


@pytest.mark.parametrize(
    "line",
    [
        "The man who was freed 3 days ago is back",
        "3 days ago he was a free man",
        "أفرج عنه قبل 3 أيام وعاد اليوم",
        "Today the ministers meet",
        "الوزراء يجتمعون اليوم",
        "صحيفة اليوم",
        "The deal of yesterday, 12 articles long",
        "The minister of labour told inspectors of the agency that the shelter had been opened, 3 days ago.",
    ],
)
def test_relative_words_in_a_sentence_date_nothing(extract: Callable[..., Article], line: str) -> None:
    assert extract(f"{line}\n{BODY}").published.date is None


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY} The signing took place on Wednesday.",
        f"{BODY} The committee was established by a decision on February 5, 2018.",
        f"{BODY} وفقاً للقانون الاتحادي رقم (51) لسنة 2006 وتعديلاته لسنة (2015).",
        f"{BODY} صادقت الدولة على الميثاق عام 2006 وقدمت تقريرها في عام 2013.",
        f"{BODY} The agreement, signed on 31 March 2019, runs until March 2022.",
        f"KUWAIT: {BODY}",
        f"The minister said today, Wednesday, that the work goes on. {BODY}",
        f"الكويت - أكد الوزير اليوم الأربعاء أن العمل مستمر. {BODY}",
        f"الكويت في 31 نوفمبر (كونا) - {BODY}",
        f"KUWAIT (KUNA) -- {BODY}",
        f"On 5 February 2018 - a day to remember - {BODY}",
        f"ABU DHABI, 31st November, 2019 (WAM) -- {BODY}",
    ],
)
def test_a_date_in_the_text_is_no_date_of_publication(extract: Callable[..., Article], text: str) -> None:
    published = extract(text, uri=FILE).published
    assert published.date is None
    assert published.precision is Precision.UNKNOWN
    assert published.evidence is None


@pytest.mark.parametrize(("words", "date"), [("2020-03-05", "2020-03-05"), ("2020-03-06", None)])
def test_time_zones_excuse_a_date_of_tomorrow_only(extract: Callable[..., Article], words: str, date: str) -> None:
    assert extract(BODY, published=words).published.date == date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "The committee's third report on shelters and on care for victims, published 10 December 2019, asks the "
            f"ministries to train their inspectors and to open two more shelters.\n{BODY}",
            "a cue in a paragraph",
        ),
        ("One.\nTwo.\nThree.\nFour.\n10 December 2019\n" + f"{BODY}\n" * 4, "a date alone below the head"),
        (f"{BODY}\n" * 6 + "Published: 10 December 2019\nMore\nLast", "a cue above the foot"),
    ],
)
def test_a_byline_is_a_short_line_at_an_end_of_the_text(extract: Callable[..., Article], text: str, why: str) -> None:
    assert extract(text, uri=FILE).published.date is None, why


def test_a_dateline_in_the_future_is_none(extract: Callable[..., Article]) -> None:
    assert extract(f"RIYADH, 31 March 2031. {BODY}").published.date is None


def test_days_in_the_text_are_events(extract: Callable[..., Article]) -> None:
    text = f"{BODY} It was signed on 5 February 2018, and the forum runs from 14 to 16 October; a law is of 2006."
    article = extract(text, published="2018-10-12")
    assert [(event.date, event.evidence.words) for event in article.events] == [
        ("2018-02-05", "5 February 2018"),
        ("2018-10-14", "14 to 16 October"),
    ]


def test_an_event_without_a_year_is_of_the_nearest_one(extract: Callable[..., Article]) -> None:
    article = extract(f"{BODY} The forum opens on 5 April.", published="2018-10-12")
    assert [event.date for event in article.events] == ["2019-04-05"]


def test_without_a_publication_date_an_event_has_no_invented_year(extract: Callable[..., Article]) -> None:
    assert extract(f"{BODY} The forum runs from 14 to 16 October.", uri=FILE).events == ()


def test_the_same_day_in_the_other_calendar_is_no_event(extract: Callable[..., Article]) -> None:
    head = "الرياض ٢٥ محرم ١٤٤١هـ الموافق ٢٤ سبتمبر ٢٠١٩م واس - "
    article = extract(f"{head}عقدت الهيئة اجتماعا، وكان الأول في ٢٠ محرم ١٤٤١هـ.")
    assert article.published.date == "2019-09-24"
    assert [event.date for event in article.events] == ["2019-09-19"]


def test_the_days_of_a_byline_are_no_events(extract: Callable[..., Article]) -> None:
    text = f"Published: 14 March 2019 | Updated: 15 March 2019\n{BODY} They met on 16 March 2019."
    assert [event.date for event in extract(text, "Two bodies sign").events] == ["2019-03-16"]


def test_the_dateline_is_no_event(extract: Callable[..., Article]) -> None:
    assert extract(f"RIYADH, 31 March 2019. {BODY}").events == ()


def test_a_weekday_alone_is_no_day_even_when_it_was_fetched_on_one(extract: Callable[..., Article]) -> None:
    text = f"الكويت - أكد الوزير اليوم الأربعاء أن العمل مستمر. {BODY}"
    assert extract(text).published.date is None
    assert extract(text, published="2020-02-26").published.date == "2020-02-26"


@given(st.text(alphabet="0123456789-/:.T+Z ADecmonJul,٠١٢محرم", max_size=40))
def test_any_metadata_is_a_day_of_news_or_none(words: str) -> None:
    found = read_stamp(words)
    assert found is None or 1800 <= int(found.date[:4]) <= 2199


def test_read_stamp_of_nothing() -> None:
    assert read_stamp("   ") is None
