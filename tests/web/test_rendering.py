"""Templates compiled for each language read as those that look up their words while a page is made."""

from dataclasses import replace

import flask
import pytest
from babel.numbers import format_decimal
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel, get_domain
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import pass_context
from jinja2.runtime import Context
from lxml import html
from markupsafe import Markup, escape

from indexer.model.facets import BY_PARAMETER
from search.model.results import FacetValue, Parameters, ResultPage
from web import downloads, errors, pages, status
from web.languages import number_words
from web.rendering import WordedEnvironment, render_template, written

ADDRESSES = (
    "/?q=agreement",
    "/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9",
    "/?q=%3Cb%3E+%25s+%25%28x%29s+100%25",
    "/",
    "/article/a-1?q=agreement",
    "/help",
    "/feed.atom?q=agreement",
    "/opensearch.xml",
    "/nothing-here",
    "/status",
)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_that_of_flask_to_the_letter(
    app: Flask, monkeypatch: pytest.MonkeyPatch, language: str, address: str
) -> None:
    client = app.test_client()
    asked = f"{address}{'&' if '?' in address else '?'}ui={language}"
    ours = client.get(asked).text
    for room in (pages, downloads, errors, status):
        monkeypatch.setattr(room, "render_template", flask.render_template)
    theirs = client.get(asked).text
    assert ours.replace("&#39;", "'") == theirs.replace("&#39;", "'")


def test_each_language_has_its_own_words_in_any_order(client: FlaskClient) -> None:
    for language, word in (("en", "Newest articles"), ("ar", "أحدث"), ("en", "Newest articles")):
        assert word in client.get(f"/?ui={language}").text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_values_in_words_are_escaped(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?ui={language}"):
        assert isinstance(app.jinja_env, WordedEnvironment)
        environment = app.jinja_env.in_language(language, get_domain().get_translations())
        template = environment.from_string('{{ _("Results for %(query)s", query=query) }}')
        assert "&lt;i&gt;100%&lt;/i&gt;" in template.render(query="<i>100%</i>")


@given(st.integers(-(10**12), 10**12))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_numbers_are_written_as_cldr_writes_them(language: str, value: int) -> None:
    app = Flask("numbers")
    Babel(app, locale_selector=lambda: language)
    with app.test_request_context("/"):
        assert number_words(value) == format_decimal(value, locale=language, numbering_system="default")


class Crowded(FakeService):
    """Has thirty values of each facet, of which the last is chosen."""

    def search(self, parameters: Parameters) -> ResultPage:
        facets = {
            facet.name: tuple(FacetValue(f"v{n}", f"قيمة {n}", 30 - n, selected=n == 29) for n in range(30))
            for facet in BY_PARAMETER.values()
        }
        return replace(super().search(parameters), facets=facets, facet_totals=dict.fromkeys(facets, 40))


class TestCrowdedFacets:
    @pytest.fixture
    def service(self) -> Crowded:
        return Crowded()

    @pytest.mark.parametrize(
        ("language", "further"),
        [("en", "27 more"), ("ar", "27")],
    )
    def test_a_page_has_twelve_values_of_a_facet_and_the_chosen_ones(
        self, client: FlaskClient, language: str, further: str
    ) -> None:
        page = html.fromstring(client.get(f"/?ui={language}").text)
        facet = page.cssselect(".facet--country")[0]
        values = [box.get("value") for box in facet.cssselect(".facet__choice input")]
        assert values == [*(f"v{n}" for n in range(12)), "v29"]
        assert further in facet.cssselect(".facet__more")[0].text_content()
        assert facet.cssselect(".facet__find")


def test_a_template_is_compiled_once_a_language(app: Flask) -> None:
    with app.test_request_context("/?ui=ar"):
        first = render_template("no_index.html")
        assert render_template("no_index.html") == first
    with app.test_request_context("/?ui=en"):
        assert render_template("no_index.html") != first


@given(
    st.one_of(st.text(), st.sampled_from(["<b>", "a & b", "\"'", "مذكرة", "«مذكرة» & 'x'"]), st.integers(), st.none())
)
def test_a_value_is_written_as_it_would_be_escaped(value: object) -> None:
    assert written(value) == str(escape(value))
    assert written(Markup("<i>مذكرة</i>")) == "<i>مذكرة</i>"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_template_calls_what_takes_the_context_with_it(app: Flask, language: str) -> None:
    @pass_context
    def named(context: Context, word: str) -> str:
        return f"{context['name']} {word}"

    macro = "{% macro both(a, b) %}{{ a }}-{{ b }}{% endmacro %}"
    source = macro + "{% for n in [1, 2] %}{{ named(n) }},{{ both('<', n) }};{% endfor %}"
    with app.test_request_context(f"/?ui={language}"):
        assert isinstance(app.jinja_env, WordedEnvironment)
        environment = app.jinja_env.in_language(language, get_domain().get_translations())
        found = environment.from_string(source).render(named=named, name="اسم")
    assert found == "اسم 1,&lt;-1;اسم 2,&lt;-2;"
