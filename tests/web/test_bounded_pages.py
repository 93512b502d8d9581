"""However long an address is, its page is not: what was understood is repeated, and only where it must be."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from fake_service import ARTICLES, FakeService
from flask.testing import FlaskClient
from lxml import html

from indexer.model.facets import BY_PARAMETER
from search.model.results import Expanded, FacetValue, Parameters, ResultPage

pytestmark = pytest.mark.slow

ADDRESS_BYTES = 47_000
#: How much more than the same page without parameters.
MORE_BYTES = 250_000


def many(*values: str) -> str:
    """A query string of the longest address, of values in turn with a number."""
    return "&".join(
        f"{value}{place}" for place in range(ADDRESS_BYTES // (len("&".join(values)) + 5)) for value in values
    )


def filled(value: str) -> str:
    """A query string of every filter, each with a value that is as long as fits."""
    letters = ADDRESS_BYTES // len(BY_PARAMETER) // len(quote(value)) - 3
    return "&".join(f"{name}={quote(value * letters)}" for name in BY_PARAMETER)


def words(one: str) -> str:
    return "q=" + quote(one * (ADDRESS_BYTES // len(quote(one))))


ADDRESSES = {
    "one filter": many("country=X"),
    "all filters": many(*(f"{name}=value" for name in BY_PARAMETER)),
    "filters of one letter": many("country=", "agency=", "not_agency="),
    "long values": filled("y"),
    "long Arabic values": filled("ي"),
    "long values of rare letters": filled("\U0001f54a"),
    "words": words("memorandum "),
    "Arabic words": words("مذكرة "),
    "one word": words("w"),
    "rare letters": words("\U0001f54a"),
    "words and filters": words("مذكرة ")[:6000] + "&" + many(*(f"{name}=قيمة" for name in BY_PARAMETER)),
    "concepts": "q=x&" + many("not_expand=X"),
    "a day": "from=" + "2" * ADDRESS_BYTES,
    "an order": "sort=" + "x" * ADDRESS_BYTES,
    "a number": "page=" + "9" * ADDRESS_BYTES,
    "a language": "ui=" + "x" * ADDRESS_BYTES,
    "what nobody reads": "x=" + "x" * ADDRESS_BYTES,
}


class Crowded(FakeService):
    """Finds ten articles on the first of a hundred pages, whatever is asked, and fifty values of every facet."""

    def search(self, parameters: Parameters) -> ResultPage:
        hits = super().search(replace(parameters, q="")).hits * 4
        facets = {
            facet.name: tuple(FacetValue(f"value-{place}", f"Value {place}", 1) for place in range(50))
            for facet in BY_PARAMETER.values()
        }
        meant = tuple(Expanded(word, f"c:{word}", ("one", "two")) for word in parameters.q.split()[:64])
        return replace(
            super().search(parameters),
            query=parameters.q,
            hits=hits[:10],
            total=1000,
            pages=100,
            facets=facets,
            expansions=meant,
        )


@pytest.fixture
def service() -> Crowded:
    return Crowded()


@pytest.mark.parametrize("path", ["/", "/article/a-1", "/feed.atom", "/api/search", "/help", "/nothing-here"])
@pytest.mark.parametrize("query", ADDRESSES.values(), ids=ADDRESSES)
def test_no_address_makes_a_page_long(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == (404 if path == "/nothing-here" else 200)
    assert len(answer.data) - len(client.get(path).data) < MORE_BYTES


def links(client: FlaskClient, address: str, kind: str) -> list[str]:
    return [link.get("href") for link in html.fromstring(client.get(address).text).cssselect(kind)]


def test_the_links_of_a_result_keep_a_search_of_usual_length(client: FlaskClient) -> None:
    for query, kept in ((quote("مذكرة تفاهم"), True), (quote("مذكرة " * 100), False)):
        address = f"/?q={query}&country=AE&ui=en"
        found = links(client, address, ".hit__title a") + links(client, address, ".tag")
        assert found
        assert all(("q=" in link) == kept for link in found)
        assert all("ui=en" in link for link in found)
        assert [bool(link) for link in links(client, address, "a.chip")] == [True] * kept
        assert all("q=" in link for link in links(client, address, ".sort a"))
        assert "United Arab Emirates" not in ARTICLES[0].title


@pytest.mark.parametrize(("ui", "says"), [("en", "that were left out"), ("ar", "التي تُركت لكثرتها")])
def test_what_was_left_out_is_said_in_words(client: FlaskClient, ui: str, says: str) -> None:
    answer = client.get(f"/?ui={ui}&" + "&".join(f"not_country=X{place}" for place in range(42)))
    (note,) = html.fromstring(answer.text).cssselect(".notes p")
    assert says in note.text_content()
    assert "12" in note.text_content() or "١٢" in note.text_content()


def test_the_other_language_shows_what_was_understood(client: FlaskClient) -> None:
    (link,) = links(client, "/?q=x&country=ae&sort=sideways&page=3&junk=1&ui=en", "a.tongue")
    assert link == "/?q=x&country=AE&page=3&ui=ar"
