"""One card for a story, with links to its other copies; what is inferred is called so, in both languages."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fake_service import ARTICLES, FakeService, labelled
from flask.testing import FlaskClient
from test_search_page import page, text

from app import create_app
from indexer.model.article import Article
from indexer.model.settings import Settings
from search.model.results import ArticlePage, Companion, Parameters, ResultPage

FIRST, SECOND, ALONE = ARTICLES


def companion(article: Article) -> Companion:
    """A link to an article; the second has no outlet."""
    source = labelled(article.source.id, "en") if article.source else None
    return Companion(article.id, article.title, "ltr", source, article.language.value, article.published)


@dataclass
class Telling(FakeService):
    """The first article has `copies` copies of which the second is one; the third tells of the same event."""

    copies: int = 1

    def search(self, parameters: Parameters) -> ResultPage:
        found = super().search(parameters)
        also = {FIRST.id: (companion(self.articles[1]),) * self.copies, SECOND.id: (companion(FIRST),)}
        hits = (replace(hit, story=FIRST.id, also=also[hit.id]) if hit.id in also else hit for hit in found.hits)
        return replace(found, hits=tuple(hits))

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        found = super().article(article_id, parameters)
        if found is None or article_id == ALONE.id:
            return found
        hit = replace(found.hit, story=FIRST.id, also=(companion(SECOND),))
        return replace(found, hit=hit, same_event=(companion(replace(FIRST, title="<b>Event</b>")),))


@pytest.fixture
def service() -> Telling:
    return Telling()


@pytest.fixture
def client(service: Telling, tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path, page_size=10, language="ar"), service).test_client()


@pytest.mark.parametrize(("ui", "words"), [("en", "Also in:"), ("ar", "نُشر أيضًا في:")])
def test_the_best_hit_stands_for_its_story(client: FlaskClient, ui: str, words: str) -> None:
    found = page(client, f"/?ui={ui}")
    cards = found.cssselect(".hit")
    assert len(cards) == 2
    (also,) = cards[0].cssselect("p.also")
    assert text(also) == f"{words} {SECOND.title}"
    assert also.getprevious().get("class") == "hit__meta"
    assert also.cssselect("a")[0].get("href").startswith("/article/feeds/b%202%3Fx=1?")
    assert cards[1].cssselect(".also") == []


@pytest.mark.parametrize(
    ("ui", "words"),
    [("en", "Also in: a copy without the name of a publisher"), ("ar", "نُشر أيضًا في: نسخة بلا اسم ناشر")],
)
def test_a_copy_of_the_same_title_and_no_publisher_says_so(
    service: Telling, client: FlaskClient, ui: str, words: str
) -> None:
    service.articles = (FIRST, replace(SECOND, title=FIRST.title), ALONE)
    (also,) = page(client, f"/?ui={ui}").cssselect("p.also")
    assert text(also) == f"{words}: {FIRST.title}"


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_page_of_a_thing_shows_a_story_once(client: FlaskClient, ui: str) -> None:
    titles = [text(one) for one in page(client, f"/country/TH?ui={ui}").cssselect(".hit__title")]
    assert FIRST.title in titles
    assert SECOND.title not in titles


def test_the_total_counts_every_article(client: FlaskClient) -> None:
    assert text(page(client, "/?ui=en").cssselect(".found__count")[0]) == "3 articles"


def test_many_copies_are_folded(service: Telling, client: FlaskClient) -> None:
    service.copies = 4
    (also,) = page(client, "/?ui=ar").cssselect("details.also")
    assert text(also.cssselect("summary")[0]).startswith("نُشر أيضًا في 4 مقالات أخرى")
    assert len(also.cssselect("li a")) == 4


@pytest.mark.parametrize(
    ("ui", "copies", "event"),
    [
        ("en", "The same text elsewhere", "Probably the same event"),
        ("ar", "النص نفسه في مواضع أخرى", "الحدث نفسه على الأرجح"),
    ],
)
def test_an_article_lists_copies_and_inferred_ones_apart(client: FlaskClient, ui: str, copies: str, event: str) -> None:
    boxes = {text(box.cssselect("h2")[0]): box for box in page(client, f"/article/a-1?ui={ui}").cssselect(".box")}
    assert [text(link) for link in boxes[copies].cssselect("a")] == [SECOND.title]
    assert [text(link) for link in boxes[event].cssselect("a")] == ["<b>Event</b>"]
    assert "Example Wire" in text(boxes[event].cssselect(".siblings__from")[0])


def test_an_article_of_no_story_shows_neither(client: FlaskClient) -> None:
    assert page(client, "/article/c-3?ui=en").cssselect(".siblings__from") == []


def test_programs_get_every_hit(client: FlaskClient) -> None:
    hits = client.get("/api/search").get_json()["hits"]
    assert [hit["story"] for hit in hits] == [FIRST.id, FIRST.id, None]
    assert [other["id"] for other in hits[1]["also"]] == [FIRST.id]
