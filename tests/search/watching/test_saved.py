"""Addresses of searches, as people copy them into a file."""

from pathlib import Path

import pytest

from indexer.model.errors import UsageError
from search.watching.digest import Wrong
from search.watching.saved import Saved, read_saved

SITE = "https://news.example/mithaq"


def read(tmp_path: Path, text: str | bytes, site: str = "") -> list[Saved | Wrong]:
    file = tmp_path / "searches.txt"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_saved(file, site)


@pytest.mark.parametrize(
    ("line", "site", "values"),
    [
        ("https://a.example/?q=memorandum&country=KW", "https://a.example", {"q": ["memorandum"], "country": ["KW"]}),
        ("https://a.example/m/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9", "https://a.example/m", {"q": ["مذكرة"]}),
        ("http://a.example:8000/?q=مذكرة+تفاهم&ui=ar&page=3", "http://a.example:8000", {"q": ["مذكرة تفاهم"]}),
        ("https://a.example/feed.atom?country=KW&country=QA", "https://a.example", {"country": ["KW", "QA"]}),
        ("https://a.example/pair/AE-TH", "https://a.example", {"party": ["AE-TH"]}),
        ("https://a.example/agency/unodc?from=2020", "https://a.example", {"from": ["2020"], "agency": ["unodc"]}),
        ("https://a.example/kind/mou?ui=ar", "https://a.example", {"instrument": ["mou"]}),
        ("?q=visit&when=last+month", "", {"q": ["visit"], "when": ["last month"]}),
        ("/country/KW", "", {"country": ["KW"]}),
        ("https://a.example", "https://a.example", {}),
    ],
)
def test_an_address_is_a_search(tmp_path: Path, line: str, site: str, values: dict[str, list[str]]) -> None:
    (found,) = read(tmp_path, line)
    assert isinstance(found, Saved)
    assert (found.site, {name: list(given) for name, given in found.values.items()}) == (site, values)


@pytest.mark.parametrize(
    ("line", "name", "query"),
    [
        ("Kuwait desk https://a.example/?q=visit", "Kuwait desk", "visit"),
        ("مكتب الكويت /?q=زيارة", "مكتب الكويت", "زيارة"),
        ("visa: ?q=visa", "visa:", "visa"),
        ("https://a.example/?q=labour inspection", "", "labour inspection"),
    ],
)
def test_a_search_may_have_a_name(tmp_path: Path, line: str, name: str, query: str) -> None:
    (found,) = read(tmp_path, line)
    assert isinstance(found, Saved)
    assert (found.name, found.values["q"]) == (name, (query,))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("memorandum Kuwait", "no"),
        ("مذكرة تفاهم", "no"),
        ("https://a.example/article/7", "no"),
        ("ftp://a.example/?q=x", "no"),
        ("//a.example/?q=x", "no"),
        ("https://[::1/?q=x", "no"),
        ("javascript:alert(1)", "no"),
        (b"/?q=\xff", "no"),
        ("/?contry=KW", "contry"),
    ],
)
def test_a_line_that_is_none_is_named_with_its_reason(tmp_path: Path, line: str | bytes, reason: str) -> None:
    (found,) = read(tmp_path, b"# mine\n" + (line if isinstance(line, bytes) else line.encode()))
    assert isinstance(found, Wrong)
    assert found.number == 2
    expected = f"a filter that does not exist: {reason}" if reason != "no" else "is not the address of a search"
    assert expected in str(found.reason)


def test_comments_blank_lines_and_a_line_that_is_there_twice_are_ignored(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff# الكويت\n\n/?q=visit\r\n  /?q=visit  \n/?q=زيارة\n")
    assert [(one.number, one.line) for one in found] == [(3, "/?q=visit"), (5, "/?q=زيارة")]


def test_the_site_is_that_of_the_settings_if_the_line_names_none(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "/?q=visit", SITE + "/")
    assert isinstance(found, Saved)
    assert found.site == SITE


def test_an_address_of_another_site_is_refused(tmp_path: Path) -> None:
    same, other = read(tmp_path, "https://NEWS.example/mithaq/?q=x\nhttps://else.example/?q=x", SITE)
    assert isinstance(same, Saved)
    assert isinstance(other, Wrong)
    assert SITE in str(other.reason)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.txt: cannot be read"):
        read_saved(tmp_path / "none.txt", "")
