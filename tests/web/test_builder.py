"""The form for those who do not know the query language."""

from urllib.parse import parse_qs, urlsplit

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import html

from indexer.model.notes import Note
from search.model.notes import UNKNOWN_VALUE

GIVEN = {"all": "police", "phrase": "joint visit", "any": "a b", "none": "sport", "one": "Kuwait", "other": "الإمارات"}
WRITTEN = {
    "en": 'police "joint visit" (a OR b) party:Kuwait-الإمارات -sport',
    "ar": 'police "joint visit" (a أو b) الطرفان:Kuwait-الإمارات -sport',
}
LANGUAGES = pytest.mark.parametrize("ui", ["ar", "en"])


def page(client: FlaskClient, **given: str) -> html.HtmlElement:
    answer = client.get("/build", query_string=given)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


@LANGUAGES
def test_the_page_writes_the_query_that_it_makes(client: FlaskClient, service: FakeService, ui: str) -> None:
    found = page(client, **GIVEN, when="2019", ui=ui)
    assert found.cssselect(".made__query code")[0].text_content() == WRITTEN[ui]
    link = urlsplit(found.cssselect(".made .thing__tools a")[0].get("href"))
    assert parse_qs(link.query) == {"q": [WRITTEN[ui]], "when": ["2019"], "ui": [ui]}
    asked = service.asked[-1]
    assert (asked.q, asked.first_day.isoformat(), asked.last_day.isoformat()) == (  # type: ignore[union-attr]
        WRITTEN[ui],
        "2019-01-01",
        "2019-12-31",
    )


@LANGUAGES
def test_what_was_given_stays_in_the_form(client: FlaskClient, ui: str) -> None:
    found = page(client, **GIVEN, instrument="mou", ui=ui)
    assert {name: found.cssselect(f"#build-{name}")[0].get("value") for name in GIVEN} == GIVEN
    assert found.cssselect("#build-instrument option[selected]")[0].get("value") == "mou"
    assert found.cssselect("#proposed-country option")


def test_a_time_alone_is_a_search(client: FlaskClient, service: FakeService) -> None:
    assert page(client, when="2019", ui="en").cssselect(".made")
    assert service.asked[-1].first_day is not None


def test_nothing_given_makes_no_query(client: FlaskClient) -> None:
    assert page(client, ui="en").cssselect(".made") == []


@LANGUAGES
def test_the_button_leads_to_the_search(client: FlaskClient, ui: str) -> None:
    answer = client.get("/build", query_string={**GIVEN, "go": "1", "ui": ui})
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["q"] == [WRITTEN[ui]]
    assert client.get("/build?go=1&one=KW&ui=en").headers["Location"] == "/?q=country:KW&ui=en"


def test_a_country_that_nobody_knows_is_told(client: FlaskClient, service: FakeService) -> None:
    service.notes = (Note(UNKNOWN_VALUE, {"value": "Atlantis", "field": "country"}),)
    found = page(client, one="Atlantis", ui="en")
    assert "Atlantis" in found.cssselect(".notes")[0].text_content()


@pytest.mark.parametrize(("ui", "said"), [("en", "two different countries")])
def test_a_pair_of_one_country_is_told(client: FlaskClient, ui: str, said: str) -> None:
    assert said in page(client, one="KW", other="kw", ui=ui).cssselect(".notes")[0].text_content()
