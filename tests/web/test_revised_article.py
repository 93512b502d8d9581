"""What was changed in an article: struck out and underlined, escaped, each sentence in its own direction."""

from dataclasses import replace

import pytest
from fake_service import ARTICLES, FakeService
from flask.testing import FlaskClient
from test_search_page import page, text

from indexer.model.article import FactChange, Revision

MAY, JUNE = "2024-05-01T23:59:00+00:00", "2024-06-01T08:30:00+00:00"


TITLE = ARTICLES[0].title
TEXT = "وقّعت الدولتان مذكرة تفاهم للتعاون.\nThe <i>IOM</i> was present."


@pytest.fixture
def revised(service: FakeService) -> None:
    earlier = (
        Revision(MAY, TITLE.replace("الإمارات", "<b>الإمارات</b>"), TEXT.replace("<i>IOM</i>", "UN")),
        Revision(JUNE, TITLE, TEXT.replace("للتعاون", "للتدريب").replace("<i>IOM</i>", "UN")),
    )
    service.articles = (replace(ARTICLES[0], text=TEXT, revisions=earlier), ARTICLES[1])


@pytest.mark.usefixtures("revised")
def test_each_revision_is_shown_the_newest_first(client: FlaskClient) -> None:
    found = page(client, "/article/a-1?ui=en")
    summaries = [text(summary) for summary in found.cssselect(".revision summary")]
    assert summaries == ["Revised on 1 June 2024, 08:30", "Revised on 1 May 2024, 23:59"]
    assert "changed 2 times" in text(found.cssselect(".revisions")[0])
    assert text(found.cssselect(".story__head a.story__revised")[0]) == "Revised on 1 June 2024"


@pytest.mark.usefixtures("revised")
@pytest.mark.parametrize(("ui", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_words_of_the_page_and_of_the_article_run_their_own_way(client: FlaskClient, ui: str, direction: str) -> None:
    found = page(client, f"/article/a-1?ui={ui}")
    changes = found.cssselect(".revision")[0].cssselect(".change")
    assert [(change.get("dir"), change.get("lang")) for change in changes] == [("rtl", "ar"), ("ltr", "en")]
    assert found.cssselect(".story__revised")[0].get("dir") == direction
    assert {label.get("lang") for label in found.cssselect(".change .unseen")} == {ui}


@pytest.mark.usefixtures("revised")
def test_removed_and_added_words_are_told_apart_for_eye_and_ear(client: FlaskClient) -> None:
    title = page(client, "/article/a-1?ui=en").cssselect(".revision")[1].cssselect(".change")[0]
    pieces = [(piece.tag, piece.get("datetime"), text(piece)) for piece in title.cssselect("del, ins")]
    assert pieces == [("del", MAY, "Taken out: <b>الإمارات</b>"), ("ins", MAY, "Put in: الإمارات")]
    assert text(title) == "مذكرة تفاهم بين Taken out: <b>الإمارات</b> Put in: الإمارات وتايلاند"


@pytest.mark.usefixtures("revised")
def test_what_was_published_cannot_write_the_page(client: FlaskClient) -> None:
    found = page(client, "/article/a-1?ui=en")
    assert not found.cssselect(".revisions i, .revisions b")
    assert [text(piece) for piece in found.cssselect(".revision")[0].cssselect("ins")] == [
        "Put in: للتعاون.",
        "Put in: <i>IOM</i>",
    ]


@pytest.mark.usefixtures("revised")
def test_arabic_counts_revisions_by_its_own_rules(client: FlaskClient) -> None:
    assert "غُيّر هذا المقال مرتين." in client.get("/article/a-1?ui=ar").text


@pytest.mark.usefixtures("revised")
def test_an_article_that_was_not_changed_says_nothing_of_it(client: FlaskClient) -> None:
    found = page(client, "/article/feeds/b%202%3Fx=1?ui=en")
    assert not found.cssselect(".revisions, .story__revised")


@pytest.fixture
def redated(service: FakeService) -> None:
    """An article whose words stayed, while its source gave it another date and address, and no publisher any more."""
    facts = (
        FactChange("published", "1 May 2024", "2 May 2024"),
        FactChange("source", "<b>وام</b>", ""),
        FactChange("url", "", "https://news.example.org/تفاهم"),
    )
    service.articles = (replace(ARTICLES[0], revisions=(Revision(JUNE, None, None, facts),)), ARTICLES[1])


@pytest.mark.usefixtures("redated")
@pytest.mark.parametrize(
    ("ui", "labels", "signs"),
    [
        ("en", ["Date", "Published by", "Web address"], ("Taken out:", "Put in:")),
        ("ar", ["التاريخ", "الناشر", "الرابط"], ("حُذف:", "أُضيف:")),
    ],
)
def test_facts_that_changed_alone_are_shown(
    client: FlaskClient, ui: str, labels: list[str], signs: tuple[str, str]
) -> None:
    (revision,) = page(client, f"/article/a-1?ui={ui}").cssselect(".revision")
    taken, put = signs
    assert not revision.cssselect(".change")
    assert [text(label) for label in revision.cssselect("dt")] == labels
    assert [text(value) for value in revision.cssselect("dd")] == [
        f"{taken} 1 May 2024 {put} 2 May 2024",
        f"{taken} <b>وام</b>",
        f"{put} https://news.example.org/تفاهم",
    ]
    assert [address.get("dir") for address in revision.cssselect("ins bdi")] == [None, "ltr"]
    assert revision.cssselect("del")[0].get("datetime") == JUNE


DECLARED = [
    ("en", ("2024-06", "2024-06-01"), "June 2024", "1 June 2024"),
    ("ar", ("2024-06", "2024-06-01"), "يونيو 2024", "1 يونيو 2024"),
    ("en", ("2024-06-01T23:30:00-02:00", "2024-06-02 03:00Z"), "2 June 2024, 01:30", "2 June 2024, 03:00"),
    ("en", ("2024-06-01T10:00:00Z", "2024-06-01T10:00:30Z"), "2024-06-01T10:00:00Z", "2024-06-01T10:00:30Z"),
    ("en", ("2024-13-01", "2024-06-01T10:00"), "2024-13-01", "2024-06-01T10:00"),
    ("en", ("٢٠٢٤-٠٦-٠١", "on 2024-06-01"), "٢٠٢٤-٠٦-٠١", "on 2024-06-01"),
]


@pytest.mark.parametrize(("ui", "dates", "before", "after"), DECLARED)
def test_dates_are_written_as_everywhere_where_they_can_be_read(
    client: FlaskClient, service: FakeService, ui: str, dates: tuple[str, str], before: str, after: str
) -> None:
    facts = (FactChange("published", *dates), FactChange("language", "ar", "xx"))
    service.articles = (replace(ARTICLES[0], revisions=(Revision(JUNE, None, None, facts),)),)
    (revision,) = page(client, f"/article/a-1?ui={ui}").cssselect(".revision")
    assert [text(words) for words in revision.cssselect("dd bdi")] == [
        before,
        after,
        "العربية" if ui == "ar" else "Arabic",
        "xx",
    ]
