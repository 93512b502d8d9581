"""URLs: one spelling for each, and reasons for those that are not asked for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.fetching.errors import FetchError
from indexer.fetching.url import read_url

SPELLINGS = [
    ("http://example.org", "http://example.org/"),
    ("HTTP://EXAMPLE.org:80/a", "http://example.org/a"),
    ("https://example.org:443/a?b=c", "https://example.org/a?b=c"),
    ("https://example.org:8443/", "https://example.org:8443/"),
    ("http://example.org./a", "http://example.org/a"),
    ("http://example.org/a/../b/./c", "http://example.org/b/c"),
    ("http://example.org/a#top", "http://example.org/a"),
    ("http://example.org?x=1", "http://example.org/?x=1"),
    ("http://example.org/?", "http://example.org/?"),
    ("  http://example.org/a b\n", "http://example.org/a%20b"),
    ("http://example.org/أخبار", "http://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
    ("http://example.org/%d8%a3", "http://example.org/%D8%A3"),
    ("http://أخبار.example/", "http://xn--igbicxr.example/"),
    ("http://[2606:4700::1111]:8080/a", "http://[2606:4700::1111]:8080/a"),
    ("http://example.org/a\r\nHost: evil", "http://example.org/a%0D%0AHost:%20evil"),
]
REFUSED = [
    ("", "scheme none"),
    ("example.org/a", "scheme none"),
    ("ftp://example.org/", "only http and https"),
    ("file:///etc/passwd", "only http and https"),
    ("javascript:alert(1)", "only http and https|not a URL"),
    ("http://", "not a URL with a host"),
    ("http:///path", "not a URL with a host"),
    ("http://me:secret@example.org/", "a password"),
    ("http://example.org:0/", "not a URL"),
    ("http://example.org:99999/", "not a URL"),
    ("http://exa mple.org/", "not a URL"),
    ("http://[::1/", "not a URL"),
    ("http://" + "a" * 64 + ".example\u0627/", "not a URL"),
    ("http://example.org/" + "a" * 5000, "longer than 4096"),
]


@pytest.mark.parametrize(("text", "url"), SPELLINGS)
def test_a_url_has_one_spelling(text, url):
    assert str(read_url(text)) == url
    assert str(read_url(url)) == url


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_asked_for_is_refused(text, reason):
    with pytest.raises(FetchError, match=reason):
        read_url(text)


def test_a_url_is_read_on_the_page_that_it_stands_on():
    base = read_url("http://example.org/news/today?x")
    assert str(read_url("../about", base)) == "http://example.org/about"
    assert str(read_url("//other.example/a", base)) == "http://other.example/a"


def test_the_parts_of_a_url():
    url = read_url("https://example.org:8443/feeds/news.xml?page=2")
    assert (url.netloc, url.origin, url.name) == ("example.org:8443", "https://example.org:8443", "news.xml")


@settings(max_examples=300)
@given(st.one_of(st.text(), st.text().map("http://example.org/".__add__), st.text().map("http://".__add__)))
def test_reading_is_total_and_its_result_is_ascii_in_one_spelling(text: str):
    try:
        url = read_url(text)
    except FetchError:
        return
    assert str(url).isascii()
    assert not any(character.isspace() for character in str(url))
    assert read_url(str(url)) == url
