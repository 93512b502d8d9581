"""Addresses that foreign sources give: wrong ones are seen, and none raises."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.article import RawArticle
from indexer.model.web_address import host_of, is_readable
from indexer.sources.location import read

WRONG = [
    "http://[x",
    "http://a]b",
    "http://ex\u2100ample/",
    "http://",
    "https:///path",
    "http://a:99999/",
    "http://a:b/",
]
RIGHT = [
    "https://example.org/a?b#c",
    "http://[::1]:8000/",
    "http://وكالة.example/خبر",
    "/relative",
    "a.html",
    "mailto:x",
]


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_seen(address: str) -> None:
    assert not is_readable(address)


@pytest.mark.parametrize("address", RIGHT)
def test_a_right_address_is_none(address: str) -> None:
    assert is_readable(address)


@given(st.text())
def test_any_text_can_be_asked(address: str) -> None:
    host_of(address)
    if is_readable(f"http://{address}"):
        assert host_of(f"http://{address}")


@pytest.mark.parametrize("address", WRONG)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", '{{"text": "Kuwait signed.", "url": "{0}"}}'),
        (
            "a.html",
            '<link rel="canonical" href="{0}"><article><h1>Kuwait</h1><p>Kuwait signed a memorandum.</p></article>',
        ),
        ("b.html", '<meta property="og:url" content="{0}"><article><h1>Kuwait</h1><p>Kuwait signed one.</p></article>'),
        ("a.rss", "<rss><channel><item><title>Kuwait signed</title><link>{0}</link></item></channel></rss>"),
    ],
)
def test_an_article_comes_without_a_wrong_address(tmp_path: Path, name: str, form: str, address: str) -> None:
    (tmp_path / name).write_text(form.format(address), encoding="utf-8")
    (found,) = read(tmp_path, max_bytes=10_000, now=datetime(2024, 1, 1, tzinfo=UTC))
    assert isinstance(found, RawArticle)
    assert is_readable(found.url)
    assert found.url == "" or found.url != address
