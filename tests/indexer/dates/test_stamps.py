"""Dates that machines write: the publisher's day of a stamp, and the days that are none."""

from zoneinfo import ZoneInfo

import pytest

from indexer.dates.stamps import read_moment, read_stamp

KUWAIT = ZoneInfo("Asia/Kuwait")
LIMA = ZoneInfo("America/Lima")


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2019-12-10T01:00:00+03:00", "2019-12-10"),
        ("2019-12-10T23:30:00-08:00", "2019-12-10"),
        ("2019-12-10 01:00:00 +0300", "2019-12-10"),
        ("2019-12-10T01:00+03", "2019-12-10"),
        ("2019-12-10T01:00:00+03:00[Asia/Kuwait]", "2019-12-10"),
        ("Tue, 10 Dec 2019 01:00:00 +0300", "2019-12-10"),
        ("Tue, 10 Dec 2019 01:00:00 AST", "2019-12-10"),
        ("2019-12-09T22:00:00Z", "2019-12-09"),
        ("2019-12-10 01:00:00", "2019-12-10"),
        ("20191210T100000Z", "2019-12-10"),
        ("20191210", "2019-12-10"),
        ("٢٠١٩-١٢-١٠T٠١:٠٠:٠٠+03:00", "2019-12-10"),
        ("\u200f2019-12-10", "2019-12-10"),
        ("1575972000", "2019-12-10"),
        ("1575972000000", "2019-12-10"),
        ("الثلاثاء، 10 ديسمبر، 2019", "2019-12-10"),
        ("۱۳۹۸-۰۹-۱۹", "2019-12-10"),
    ],
)
def test_the_day_of_a_stamp(words: str, date: str) -> None:
    stamp = read_stamp(words)
    assert stamp is not None
    assert stamp.date == date


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("1970-01-01T00:00:00Z", "the zero of Unix"),
        ("1970-01-01T03:00:00+03:00", "the same in Kuwait"),
        ("1969-12-31T19:00:00-05:00", "the same in New York"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "the same in a feed"),
        ("1 يناير 1970", "the same in words"),
        ("22 شوال 1389 هـ", "the same in the Hijri calendar"),
        ("1900-01-01", "the zero of a spreadsheet"),
        ("1899-12-30T00:00:00", "the zero of OLE"),
        ("0001-01-01T00:00:00", "the zero of .NET"),
        ("01/01/0001 12:00:00 ص", "the same for people"),
        ("-0001-11-30T00:00:00+00:00", "the zero of MySQL in PHP"),
        ("0000-00-00 00:00:00", "the zero of MySQL"),
        ("9999-12-31T23:59:59", "the last day of a database"),
        ("2019-12-32", "no such day"),
        ("2019-02-30T10:00:00Z", "no such day"),
        ("32/01/2019", "no such day"),
        ("1398-09-19", "of either Hijri calendar"),
        ("1398/09/19", "of either Hijri calendar"),
    ],
)
def test_no_day(words: str, why: str) -> None:
    assert read_stamp(words) is None, why


@pytest.mark.parametrize(
    ("words", "zone", "date"),
    [
        ("2019-12-09T22:00:00Z", KUWAIT, "2019-12-10"),
        ("2019-12-09T22:00:00+00:00", KUWAIT, "2019-12-10"),
        ("2019-12-09 22:00:00 UTC", KUWAIT, "2019-12-10"),
        ("Mon, 09 Dec 2019 22:00:00 GMT", KUWAIT, "2019-12-10"),
        ("Mon, 09 Dec 2019 22:00:00 -0000", KUWAIT, "2019-12-10"),
        ("2019-12-10T02:00:00Z", LIMA, "2019-12-09"),
        ("2019-12-10T00:00:00Z", LIMA, "2019-12-10"),
        ("2019-12-09T22:00:00+01:00", KUWAIT, "2019-12-09"),
        ("2019-12-09T22:00:00", KUWAIT, "2019-12-09"),
    ],
)
def test_only_a_stamp_in_utc_is_read_in_the_zone_of_the_source(words: str, zone: ZoneInfo, date: str) -> None:
    moment = read_moment(words)
    assert moment is not None
    day = moment.day(zone)
    assert day is not None
    assert day.date == date
