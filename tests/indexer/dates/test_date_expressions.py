"""Dates as texts write them: both languages, calendars, digits and sets of month names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.dates.date_expressions import find_dates
from indexer.model.article import Precision


def found(text: str) -> list[str]:
    stamps = (one.stamp() for one in find_dates(text))
    return [stamp.date for stamp in stamps if stamp]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("31 March 2021", "2021-03-31"),
        ("March 31, 2021", "2021-03-31"),
        ("31st of March, 2021", "2021-03-31"),
        ("12th November, 2019", "2019-11-12"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("2021-03-31", "2021-03-31"),
        ("2021/3/31", "2021-03-31"),
        ("31/03/2021", "2021-03-31"),
        ("3/31/2021", "2021-03-31"),
        ("10 ديسمبر 2019", "2019-12-10"),
        ("١٠ ديسمبر ٢٠١٩", "2019-12-10"),
        ("10 ديسمبر من عام 2019", "2019-12-10"),
        ("10 من شهر ديسمبر 2019", "2019-12-10"),
        ("10 كانون الأول 2019", "2019-12-10"),
        ("10 كانون الأول/ديسمبر 2019", "2019-12-10"),
        ("3 تشرين الثاني 2019", "2019-11-03"),
        ("14 جانفي 2017", "2017-01-14"),
        ("6 فيفري 2017", "2017-02-06"),
        ("27 أفريل 2017", "2017-04-27"),
        ("28 ماي 2017", "2017-05-28"),
        ("5 جوان 2017", "2017-06-05"),
        ("25 جويلية 2017", "2017-07-25"),
        ("20 أوت 2017", "2017-08-20"),
        ("20 غشت 2017", "2017-08-20"),
        ("1 اكتوبر 2019", "2019-10-01"),
        ("10/12/2019 م في الدوحة", "2019-12-10"),
        ("٢٥ محرم ١٤٤١هـ", "2019-09-24"),
        ("25 Muharram 1441 AH", "2019-09-24"),
        ("12 ذي الحجة 1440", "2019-08-13"),
        ("1440/12/12 هـ", "2019-08-13"),
        ("March 2022", "2022-03"),
        ("ديسمبر 2019", "2019-12"),
        ("ديسمبر من عام 2019", "2019-12"),
        ("4 سبتمبر، 2018", "2018-09-04"),
        ("سبتمبر 4، 2018", "2018-09-04"),
        ("الثلاثاء، 4 سبتمبر، 2018", "2018-09-04"),
        ("4 September، 2018", "2018-09-04"),
        ("18\u200f/9\u200f/2018", "2018-09-18"),
        ("\u202d18 سبتمبر 2018\u202c", "2018-09-18"),
        ("\u200f3\u200f/9\u200f/2018", "2018-09-03"),
        ("18؍9؍2018", "2018-09-18"),
        ("5 تشرین الثاني 2018", "2018-11-05"),
        ("5 اکتوبر 2018", "2018-10-05"),
        ("10 ديـــسمبر 2019", "2019-12-10"),
        ("10 دِيسَمْبِر 2019", "2019-12-10"),
        ("10 \ufea9\ufef3\ufeb4\ufee4\ufe92\ufeae 2019", "2019-12-10"),
        ("10\u00a0ديسمبر\u00a02019", "2019-12-10"),
        ("10ديسمبر2019", "2019-12-10"),
        ("10 ديسمبر 2019²", "2019-12-10"),
        ("5 كانون 2 2018", "2018-01-05"),
        ("5 كانون ٢ ٢٠١٨", "2018-01-05"),
        ("5 تشرين 1 2018", "2018-10-05"),
        ("5 أيلول/ سبتمبر 2018", "2018-09-05"),
        ("10-Dec-2019", "2019-12-10"),
        ("10-ديسمبر-2019", "2019-12-10"),
        ("10 / ديسمبر / 2019", "2019-12-10"),
        ("Dec-10-2019", "2019-12-10"),
        ("2019-Dec-10", "2019-12-10"),
        ("20191210T100000Z", "2019-12-10"),
        ("2018.09.04", "2018-09-04"),
        ("4 . 9 . 2018", "2018-09-04"),
        ("13 Rabi' Al-Akhir 1441", "2019-12-10"),
        ("13 Rabī‘ al-Thānī 1441", "2019-12-10"),
        ("13 Rabi-us-Sani, 1441", "2019-12-10"),
        ("13 Rabi II 1441 AH", "2019-12-10"),
        ("13 Rabiul Akhir 1441H", "2019-12-10"),
        ("13 ربيع 2 1441", "2019-12-10"),
        ("12 Dhu’l-Hijjah 1440", "2019-08-13"),
        ("12 Zul Hijja 1440", "2019-08-13"),
        ("1 Jumādā al-Ākhirah 1441", "2020-01-26"),
        ("25 مُحَرَّم ١٤٤١ هـ", "2019-09-24"),
        ("۱۳۹۸/۰۹/۱۹", "2019-12-10"),
        ("۱۹ آذر ۱۳۹۸", "2019-12-10"),
        ("1398/09/19 هـ ش", "2019-12-10"),
        ("Tue, 09/04/2018 - 10:00", "2018-09-04"),
        ("الثلاثاء 04/09/2018", "2018-09-04"),
        ("ثلاثاء, 09/04/2018 - 10:00", "2018-09-04"),
        ("5. April 2017", "2017-04-05"),
        ("5 de abril de 2017", "2017-04-05"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert found(f"قال {text} ثم" if not text.isascii() else f"said {text} then") == [date]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 November 2019", "November has thirty days"),
        ("30 فبراير 2019", "February has not"),
        ("00/00/2019", "no such day"),
        ("32/01/2019", "no such day"),
        ("29 February 2019", "not a leap year"),
        ("31 ديسمبر 1440", "a Hijri year with a Gregorian month"),
        ("30 صفر 1441 هـ", "that Safar had 29 days"),
        ("25 محرم 2019", "a Gregorian year with a Hijri month"),
        ("محرم 1441", "a Hijri month lies in two Gregorian ones"),
        ("law 51 of 2006", "the number and the year of a law"),
        ("القانون رقم 51 لسنة 2006", "the number and the year of a law"),
        ("2020 - 2022", "a range of years"),
        ("+965 25589696", "a telephone number"),
        ("1.2.3.4", "an address"),
        ("5 May 1750", "before the years of news"),
        ("1398/09/19", "a year of either Hijri calendar"),
        ("١٣٩٨-٠٩-١٩", "a year of either Hijri calendar"),
        ("30 اسفند 1398", "a leap year only in 1399"),
        ("10 دي 2019", "a solar month with a Gregorian year"),
        ("10 دي ميستورا", "a name that begins like a solar month"),
        ("الحادي عشر 10 ديسمبر 0000", "the year 0"),
        ("32 ديسمبر 2019", "no such day"),
        ("٣٢/١٢/٢٠١٩", "no such day"),
    ],
)
def test_no_date(text: str, why: str) -> None:
    assert found(text) == [], why


@pytest.mark.parametrize(
    "text", ["on 03/04/2021 in London", "on 03/04/2021 in London, where the ministers of both states met: في لندن"]
)
def test_the_order_of_numbers_is_not_guessed(text: str) -> None:
    (one,) = find_dates(text)
    assert one.stamp() is not None
    assert (one.stamp().date, one.stamp().precision) == ("2021", Precision.YEAR)


@pytest.mark.parametrize(
    ("text", "date", "words"),
    [
        ("from 14 to 16 October 2019", "2019-10-14", "14 to 16 October 2019"),
        ("October 14-16, 2019", "2019-10-14", "October 14-16, 2019"),
        ("من 14 وحتى 16 أكتوبر 2019", "2019-10-14", "14 وحتى 16 أكتوبر 2019"),
        ("March 11 - 4th qtr", None, "March 11"),
        ("من 14 إلى 16 أكتوبر 2019", "2019-10-14", "14 إلى 16 أكتوبر 2019"),
        ("من يوم ١٤ حتى يوم ١٦ أكتوبر ٢٠١٩", "2019-10-14", "١٤ حتى يوم ١٦ أكتوبر ٢٠١٩"),
        ("من الـ14 إلى الـ16 من أكتوبر 2019", "2019-10-14", "14 إلى الـ16 من أكتوبر 2019"),
        ("October 14 to 16, 2019", "2019-10-14", "October 14 to 16, 2019"),
    ],
)
def test_a_range_gives_its_first_day(text: str, date: str | None, words: str) -> None:
    (one,) = find_dates(text)
    stamp = one.stamp()
    assert (stamp.date if stamp else None) == date
    assert text[one.start : one.end] == words


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("من 28 أكتوبر إلى 3 نوفمبر 2019", ["2019-10-28", "2019-11-03"]),
        ("from 28 October to 3 November 2019", ["2019-10-28", "2019-11-03"]),
        ("من 28 ديسمبر وحتى 3 يناير 2020", ["2019-12-28", "2020-01-03"]),
        ("28 December - 3 January 2020", ["2019-12-28", "2020-01-03"]),
    ],
)
def test_the_first_day_of_a_range_has_the_year_of_the_last(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("في \u202b4 سبتمبر، 2018\u202c اجتمع", "4 سبتمبر، 2018"),
        ("ﷺ في 25 مُحَرَّمٍ ١٤٤١ هـ، اجتمع", "25 مُحَرَّمٍ ١٤٤١ هـ"),
        ("İstanbul, 13 Rabiʻ II 1441, said", "13 Rabiʻ II 1441"),
        ("10 ديـــسمبرُ 2019 قال", "10 ديـــسمبرُ 2019"),
    ],
)
def test_the_words_of_a_date_are_as_published(text: str, words: str) -> None:
    (one,) = find_dates(text)
    assert text[one.start : one.end] == words


def test_in_an_arabic_text_the_day_comes_first() -> None:
    assert [one.stamp().date for one in find_dates("03/04/2021", arabic=True)] == ["2021-04-03"]


def test_a_day_without_a_year_takes_the_year_that_it_is_given() -> None:
    (one,) = find_dates("SALVADOR, Feb 26 -")
    assert one.year is None
    assert one.stamp() is None
    assert one.stamp(1987).date == "1987-02-26"


def test_feb_29_takes_no_year_that_has_none() -> None:
    (one,) = find_dates("Feb 29 -")
    assert one.stamp(2019) is None
    assert one.stamp(2020).date == "2020-02-29"


@given(st.text(alphabet="0123456789/- ديسمبرMaych,.م٢هـ", max_size=60))
def test_dates_stand_in_order_and_apart(text: str) -> None:
    end = 0
    for one in find_dates(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        one.stamp(2020)
