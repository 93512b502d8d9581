"""Days in addresses: certain ones, in the path."""

import pytest

from indexer.dates.address_days import find_address_day


@pytest.mark.parametrize(
    ("address", "date", "words"),
    [
        ("https://news.example/2019/12/10/talks", "2019-12-10", "2019/12/10"),
        ("https://news.example/ar/2019/12/5/", "2019-12-05", "2019/12/5"),
        ("https://news.example/news/2019-12-10-talks.html", "2019-12-10", "2019-12-10"),
        ("https://news.example/20191210/talks", "2019-12-10", "20191210"),
        ("https://news.example/world/2019/dec/10/talks", "2019-12-10", "2019/dec/10"),
        ("https://news.example/2019-12/10/c_1.htm", "2019-12-10", "2019-12/10"),
        ("https://news.example/a/25-12-2019", "2019-12-25", "25-12-2019"),
        ("/archive/2019/12/10", "2019-12-10", "2019/12/10"),
    ],
)
def test_a_day_in_the_path(address: str, date: str, words: str) -> None:
    found = find_address_day(address)
    assert found is not None
    assert found.stamp.date == date
    assert address[found.start : found.end] == words


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://news.example/",
        "https://2019-12-10.example/talks",
        "https://news.example/2019/12/",
        "https://news.example/list?date=2019-12-10",
        "https://news.example/talks#2019-12-10",
        "https://news.example/2019/13/45/talks",
        "https://news.example/10-12-2019",
        "https://news.example/id/120191210",
        "https://archive.example/web/20120216182711/talks",
        "https://news.example/1398/09/19/talks",
    ],
)
def test_no_certain_day(address: str) -> None:
    assert find_address_day(address) is None
