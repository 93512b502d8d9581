"""The sample collection: whole, readable, in every shape that it promises, and free of what it must not have."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory
from indexer.sources.location import read

ARTICLES = seeds_directory() / "articles"
DATED_HEADING = re.compile(r"^(\d{2} \w+ \d{4})$", re.MULTILINE)
#: File -> number of items that its reader yields; a page of many is cut into them later.
FILES = {
    "bahrain-oman-en.txt": 1,
    "bahrain-oman.txt": 1,
    "iom-saudi-arabia-ar.html": 1,
    "iom-saudi-arabia.txt": 1,
    "kuwait-unodc-ar.txt": 1,
    "kuwait-unodc.txt": 1,
    "qatar-saudi-arabia-en.html": 1,
    "qatar-saudi-arabia.json": 1,
    "uae-2019-export.jsonl": 5,
    "uae-2019-news.rss": 5,
    "uae-2019.txt": 1,
}
DATES = [
    *("2019-12-10", "2019-11-12", "2019-11-10", "2019-10-31", "2019-10-21"),
    *("2019-10-16", "2019-10-15", "2019-10-14", "2019-09-25", "2019-09-06"),
]
SIGNATURES = ["/وام"] * 5 + ["", "/وام", "(الاتحاد)", "", "/وام"]


@pytest.fixture(scope="module")
def items() -> list[object]:
    return list(read(ARTICLES, max_bytes=1_000_000, now=datetime(2024, 5, 1, tzinfo=UTC)))


@pytest.fixture(scope="module")
def by_file(items) -> dict[str, RawArticle]:
    """The first item of each file."""
    return {Path(item.uri).name: item for item in reversed(items)}


def test_every_file_is_read_and_nothing_is_rejected(items):
    assert all(isinstance(item, RawArticle) for item in items)
    assert Counter(Path(item.uri).name for item in items) == FILES


def test_the_release_has_its_title_twice_and_a_dateline(by_file):
    lines = by_file["iom-saudi-arabia.txt"].text.split("\n")
    assert lines[0] == lines[2] != ""
    assert lines[4].startswith("RIYADH, Saudi Arabia, 31 March 2021. ")


def test_the_agency_story_has_its_signature_and_no_date_but_that_of_the_committee(by_file):
    text = by_file["kuwait-unodc.txt"].text
    assert text.startswith("KUWAIT: ")
    assert text.rstrip().endswith("— KUNA")
    assert re.findall(r"[^.]*\b\d{4}\b[^.]*", text) == [next(s for s in text.split(".") if "Council of Ministers" in s)]


@pytest.mark.parametrize("name", ["bahrain-oman.txt", "bahrain-oman-en.txt"])
def test_the_release_without_a_date_has_none(by_file, name):
    assert not re.search(r"\d", by_file[name].text)


def test_the_page_has_ten_dated_items_and_their_signatures(by_file):
    parts = DATED_HEADING.split(by_file["uae-2019.txt"].text)[1:]
    assert len(parts[::2]) == 10
    bodies = [body.strip() for body in parts[1::2]]
    assert all(body.count("\n\n") >= 2 for body in bodies)
    assert [next((s for s in ("/وام", "(الاتحاد)") if body.endswith(s)), "") for body in bodies] == SIGNATURES


def test_the_ten_items_are_told_in_english_with_the_same_dates_and_sources(items):
    english = sorted(
        (item for item in items if item.anchor.startswith("mithaq-sample")), key=lambda item: item.published
    )
    outlets = {"/وام": "Emirates News Agency", "(الاتحاد)": "Al-Ittihad", "": None}
    found = [(item.published, item.source) for item in english]
    assert found == sorted(zip(DATES, [outlets[signature] for signature in SIGNATURES], strict=True))


def test_the_page_with_a_news_article_declares_it(by_file):
    article = by_file["iom-saudi-arabia-ar.html"]
    assert (article.published, article.published_from) == ("2021-03-31", "datePublished (JSON-LD)")
    assert (article.source, article.language) == ("المنظمة الدولية للهجرة", "ar")


@pytest.mark.parametrize(("name", "encoding"), [("bahrain-oman-en.txt", "utf-16"), ("kuwait-unodc-ar.txt", "cp1256")])
def test_two_files_are_in_other_encodings(by_file, name, encoding):
    data = (ARTICLES / name).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert by_file[name].text == data.decode(encoding)


def test_nobody_is_quoted_and_no_address_but_the_example_is_given(items):
    for item in items:
        assert not re.search('["“”]', item.title + item.text)
        assert item.url == ""
    for path in ARTICLES.iterdir():
        hosts = re.findall(rb"https?://([^/\"]+)", path.read_bytes())
        assert set(hosts) <= {b"example.org", b"schema.org", b"purl.org"}
