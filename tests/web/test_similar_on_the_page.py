"""Similar articles stand below the one that is read, each with what it has in common with it, in both languages."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fake_service import ARTICLES, FakeService, labelled
from flask.testing import FlaskClient
from test_search_page import page, text

from app import create_app
from indexer.model.article import PublishedDate
from indexer.model.settings import Settings
from search.model.results import ArticlePage, Companion, Parameters, Shared, SimilarArticle

SHOWN, OTHER, _ = ARTICLES
DATED = PublishedDate("2019-11", OTHER.published.precision)
COMPANIONS = (
    Companion("feeds/b 2?x=1", "<b>Desalination</b>", "ltr", labelled("AE", "en"), "en", DATED),
    Companion("c-3", "تحلية المياه", "rtl", None, "ar", PublishedDate()),
)
SHARED = ((Shared("agency", "A & B"), Shared("word", '"وام"')), ())


@dataclass
class Knowing(FakeService):
    """Knows of articles that are similar to the first."""

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        found = super().article(article_id, parameters)
        if found is None or article_id != SHOWN.id:
            return found
        return replace(found, similar=tuple(map(SimilarArticle, COMPANIONS, SHARED)))


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path, page_size=10, language="ar"), Knowing()).test_client()


@pytest.mark.parametrize(("ui", "foreign"), [("en", [False, True]), ("ar", [True, False])])
def test_a_row_has_title_outlet_date_language_and_reason(client: FlaskClient, ui: str, foreign: list[bool]) -> None:
    first, second = page(client, f"/article/{SHOWN.id}?ui={ui}").cssselect(".similar li")
    assert text(first.cssselect("h3 a")[0]) == "<b>Desalination</b>"
    assert first.cssselect("h3 a")[0].get("href").startswith("/article/feeds/b%202%3Fx=1")
    assert [heading.get("lang") for heading in (*first.cssselect("h3"), *second.cssselect("h3"))] == ["en", "ar"]
    assert "2019" in text(first.cssselect(".hit__meta")[0])
    assert text(first.cssselect(".hit__meta bdi")[0]) == labelled("AE", "en").label
    assert [bool(row.cssselect(".badge")) for row in (first, second)] == foreign
    (why,) = first.cssselect(".similar__why")
    assert [text(why.cssselect(name)[0]) for name in ("bdi", "q")] == ["A & B", '"وام"']
    assert second.cssselect(".similar__why") == []


def test_an_article_without_similar_ones_has_no_such_section(client: FlaskClient) -> None:
    assert page(client, "/article/c-3?ui=en").cssselect(".similar") == []


def test_programs_are_told_what_both_have_in_common(client: FlaskClient) -> None:
    first, second = client.get(f"/api/article/{SHOWN.id}?ui=ar").get_json()["similar"]
    assert (first["id"], first["source"]["id"], first["published"]["date"]) == ("feeds/b 2?x=1", "AE", "2019-11")
    assert first["shared"] == [{"kind": "agency", "label": "A & B"}, {"kind": "word", "label": '"وام"'}]
    assert (second["language"], second["source"], second["shared"]) == ("ar", None, [])
