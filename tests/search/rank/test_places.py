"""A rare word leads to articles from where it is news, though they do not have it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from search_stories import write_generation

from indexer.model.article import Article, Evidence, Language, Precision, PublishedDate
from indexer.model.settings import Settings, seeds_directory
from search.model.ranking import RERANK_WINDOW
from search.model.results import Parameters
from search.service import SearchService

#: More articles than are looked at again have words of the query, and come from elsewhere.
OTHERS = 2 * RERANK_WINDOW
MAY_4, MAY_9 = "2019-05-04", "2019-05-09"


def article(id: str, place: str, day: str, text: str, language: Language = Language.EN) -> Article:
    """An article whose text begins with its place."""
    return Article(
        id=id,
        uri=f"https://news.example/{id}",
        text=f"{place} - {text}",
        language=language,
        published=PublishedDate(day, Precision.DAY),
        written_at=Evidence("text", 0, len(place), place, "a test"),
    )


ARTICLES = (
    article("named-en", "MILLBROOK", MAY_4, "Quillfeather said it will report its quarter soon."),
    article(
        "near-en", "MILLBROOK", MAY_9, "Net nine against seven. Other items: rent, wages, fuel, repairs, tax, net."
    ),
    article(
        "same-day-en",
        "MILLBROOK",
        MAY_4,
        "Net six against five. Other items: rent, wages, fuel, repairs, tax, net, food, tools.",
    ),
    article("named-ar", "المنامة", MAY_4, "أعلنت كويلفذر موعد نشر نتائج الربع.", Language.AR),
    article("near-ar", "المنامة", MAY_9, "الأرباح تسعة مقابل سبعة. بنود أخرى: إيجار ورواتب ووقود وصيانة.", Language.AR),
    *(article(f"other-en-{n}", "HARWICK", MAY_9, f"Results of the quarter: net {n}.") for n in range(OTHERS)),
    *(article(f"other-ar-{n}", "الكويت", MAY_9, f"نتائج الربع: الأرباح {n}.", Language.AR) for n in range(OTHERS)),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("places") / "data"
    write_generation(data, ARTICLES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


def ids(service: SearchService, query: str, **values: Any) -> list[str]:
    return [hit.id for hit in service.search(replace(Parameters(q=query), **values)).hits]


@pytest.mark.parametrize(
    ("query", "named", "near"),
    [
        ("Quillfeather third quarter results net profit statement", "named-en", "near-en"),
        ("كويلفذر نتائج الربع الثالث الأرباح الصافية بيان", "named-ar", "near-ar"),
    ],
)
def test_articles_from_where_a_rare_word_is_news_come_before_those_from_elsewhere(
    service: SearchService, query: str, named: str, near: str
) -> None:
    found = ids(service, query)
    assert {named, near} <= set(found[:3])


def test_the_same_day_counts_too(service: SearchService) -> None:
    found = ids(service, "Quillfeather third quarter results net profit statement")
    assert found.index("same-day-en") < found.index("near-en")


def test_an_article_without_any_of_the_words_is_not_found(service: SearchService) -> None:
    assert "near-en" not in ids(service, "Quillfeather quarter", limit=100)


def test_filters_hold_for_them_too(service: SearchService) -> None:
    query = "Quillfeather third quarter results net profit statement"
    assert "near-en" not in ids(service, query, last_day=date.fromisoformat(MAY_4))


def test_every_match_is_on_one_page_whatever_the_page(service: SearchService) -> None:
    query = "Quillfeather third quarter results net profit statement"
    total = service.search(Parameters(q=query)).total
    pages = [ids(service, query, page=page) for page in range(1, total // 10 + 2)]
    found = [id_ for page in pages for id_ in page]
    assert len(found) == len(set(found)) == total
