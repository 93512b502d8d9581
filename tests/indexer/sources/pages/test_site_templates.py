"""The templates of news sites in both languages: title, text, day, outlet and address of each page."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import RawArticle
from indexer.model.settings import seeds_directory
from indexer.sources.location import read

FOLDER = Path(__file__).parents[3] / "data" / "templates"
PAGES = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text("utf-8").splitlines()]
NOW = datetime(2024, 5, 1, tzinfo=UTC)
#: The date above the text, which stays in it where nothing else declares the day.
DATE_LINES = {"10 ديسمبر 2019", "10 December 2019"}
NAMES = [page["file"] for page in PAGES]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Gazetteers.load(seeds_directory() / "gazetteers"))


def article_of(name: str) -> RawArticle:
    (raw,) = read(FOLDER / name, max_bytes=100_000, now=NOW)
    assert isinstance(raw, RawArticle)
    (item,) = cut(raw).items
    return item


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_template_gives_its_article_and_nothing_else(page: dict) -> None:
    article = article_of(page["file"])
    assert article.title == page["title"]
    assert [line for line in article.text.split("\n") if line not in DATE_LINES] == page["text"]
    assert article.url == page["url"]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_template_gives_its_day_its_outlet_and_its_parties(page: dict, extractor: Extractor) -> None:
    article = extractor.extract(article_of(page["file"]))
    assert article.published.date == page["date"]
    assert article.source is not None
    assert article.source.name == page["source"]
    assert set(article.primary_countries()) == {"JO", "KW"}
    assert {mention.code for mention in article.countries}.isdisjoint({"QA", "MA"})


def test_every_template_is_there_in_both_languages() -> None:
    names = {file.stem for file in FOLDER.glob("*.html")}
    templates = {name.rpartition("-")[0] for name in names}
    assert len(templates) == 10
    assert names == {f"{template}-{language}" for template in templates for language in ("ar", "en")}
    assert {f"{name}.html" for name in names} == set(NAMES)
