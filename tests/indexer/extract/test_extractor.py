"""The whole of extraction: every value has its words, whatever the text; the judged articles fit the gazetteers."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.extractor import Extractor
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article, Evidence, RawArticle
from indexer.model.article_row import article_from_bytes, article_to_bytes
from indexer.model.settings import seeds_directory

TESTS = Path(__file__).parents[2]
#: File of judgements -> articles that it judges.
JUDGED = {
    TESTS / "data" / "judged-news-ar.jsonl": 200,
    TESTS / "data" / "judged-news-ar-blind.jsonl": 100,
    TESTS / "data" / "judged-news-ar-blind-2.jsonl": 100,
    TESTS.parent / "benchmarks" / "judged-news-ar-2015.jsonl": 200,
}
WORDS = [
    "وقعت", "وزارة", "الداخلية", "بالإمارات", "عُمان", "10", "ديسمبر", "2019", "/وام", "\n", "\n\n", ".", "،", "Kuwait",
    "KUWAIT:", "Ministry", "of", "Justice", "(MoJ)", "UN", "Feb", "26", "-", "(", ")", "languages", "Chinese", "للجنة",
    "الوطنية", "لمكافحة", "31/12/2019", "٢٥", "محرم", "١٤٤١هـ", "\u200f", "é", "🙂", "\ud800", "National", "Committee",
]  # fmt: skip


def evidence(article: Article) -> Iterator[Evidence]:
    for mention in (*article.countries, *article.agencies, *article.instruments):
        yield from mention.evidence
    yield from (one.evidence for one in (*article.unresolved, *article.events))
    if article.source and article.source.evidence:
        yield article.source.evidence
    if article.published.evidence:
        yield article.published.evidence


@pytest.fixture(scope="module")
def whole() -> Extractor:
    return Extractor(Gazetteers.load(seeds_directory() / "gazetteers"))


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=8), st.lists(st.sampled_from(WORDS), max_size=40))
def test_extraction_is_total_and_every_value_has_its_words(whole: Extractor, title: list[str], text: list[str]) -> None:
    raw = RawArticle(uri="https://news.example/1", title=" ".join(title), text=" ".join(text), url="https://wam.ae/1")
    article = whole.extract(raw)
    fields = {"title": raw.title, "text": raw.text, "url": raw.url}
    for one in evidence(article):
        assert 0 <= one.start < one.end
        assert fields[one.field][one.start : one.end] == one.words
        assert one.rule
    assert article_from_bytes(article_to_bytes(article)) == article


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f", "a" * 5000, "(" * 5000, "1 " * 5000])
def test_odd_texts(extract: Callable[..., Article], text: str) -> None:
    assert extract(text).text == text


def test_what_the_source_gave_is_kept(extract: Callable[..., Article]) -> None:
    article = extract("text", "title", uri="file:///a", anchor="b", url="https://c.example", id="d", parent="e")
    assert (article.uri, article.anchor, article.url, article.id, article.parent) == (
        "file:///a",
        "b",
        "https://c.example",
        "d",
        "e",
    )
    assert (article.title, article.text) == ("title", "text")


def test_the_parties_of_an_agreement(extract: Callable[..., Article]) -> None:
    article = extract("They agreed in Manama.", "Oman, Qatar and Bahrain sign")
    assert article.party_pairs() == (("OM", "QA"), ("OM", "BH"), ("QA", "BH"))
    assert extract("They agreed.", "Oman signs").party_pairs() == ()


def test_the_judged_articles_fit_the_gazetteers(gazetteers: Gazetteers) -> None:
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in JUDGED}
    assert {path: len(found) for path, found in lines.items()} == JUDGED
    judged = [json.loads(line) for found in lines.values() for line in found]
    assert len({line["id"] for line in judged}) == len(judged)
    for line in judged:
        assert {*line["countries"], *line["also"]} <= set(gazetteers.countries), line["id"]
        assert set(line.get("agencies", ())) <= set(gazetteers.agencies), line["id"]
