"""How much a page weighs, on a collection that fills every facet and the whole timeline: nothing here takes a clock.

The bytes are those of the wire, as a browser asks for them: compressed with Brotli.
"""

from collections.abc import Iterator

import brotli
import pytest
from flask.testing import FlaskClient
from growing import grow
from lxml import html

from app import BROTLI_LEVEL, ROOT, create_app
from indexer.__main__ import main
from indexer.model.errors import Exit
from indexer.model.settings import Settings
from search.service import SearchService
from tests.small_seeds import write_seeds_without_lexicon
from web.timelines import PLACE
from web.views import SHOWN_VALUES

HOME = ("/?ui=ar", "/?ui=en")
RESULTS = (
    "/?q=memorandum+training&ui=ar",
    "/?q=memorandum+training&ui=en",
    "/?q=الاتجار&ui=ar",
    "/?q=الاتجار&ui=en",
    "/?country=AE&ui=ar",
    "/?country=AE&ui=en",
)
ARTICLES = ("/article/grown-11?q=training&ui=ar", "/article/grown-11?q=training&ui=en")
THINGS = ("/country/AE?ui=ar", "/country/AE?ui=en", "/agency/iom?ui=ar", "/agency/iom?ui=en")
OVERVIEWS = ("/overview?ui=ar", "/overview?ui=en")
#: The tables behind drawings over time, which are as long as the timeline.
TABLES = (
    "/overview/timeline?ui=ar",
    "/overview/agencies?ui=ar",
    "/overview/pairs?ui=en",
    "/over-time/country/AE?ui=en",
)
#: Facets whose values are more than the interface's languages and the kinds of news.
MANY = ("country", "party", "agency", "source", "year")
#: All that a first visit may ask for: a page, its style sheet, scripts and sign, and the faces of both scripts.
FIRST_VIEW_BYTES = 150_000
#: The faces cut to the letters of nearly every text; the whole ones are asked for by texts with rare letters alone.
FACES = sorted(f"/static/fonts/{face.name}" for face in (ROOT / "static" / "fonts").glob("*-common-*.woff2"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("grown")
    grow(folder / "grown.jsonl")
    settings = Settings(seeds=write_seeds_without_lexicon(folder / "seeds"), data=folder / "data")
    run = ["reindex", "--source", str(folder / "grown.jsonl"), "--data", str(settings.data), "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MITHAQ_SEEDS", str(settings.seeds))
        assert main(run) == Exit.DONE
    service = SearchService(settings)
    yield create_app(settings, service).test_client()
    service.close()


def sent(client: FlaskClient, address: str) -> int:
    """Bytes of the body, as they are sent to a browser."""
    file = ROOT / address.lstrip("/").split("?")[0]
    if file.is_file():
        return min(file.stat().st_size, len(brotli.compress(file.read_bytes(), quality=BROTLI_LEVEL)))
    with client.get(address, headers={"Accept-Encoding": "br"}) as answer:
        assert answer.status_code == 200
        return len(answer.data)


def elements(client: FlaskClient, address: str) -> int:
    return sum(isinstance(one.tag, str) for one in html.document_fromstring(client.get(address).text).iter())


@pytest.mark.parametrize("address", [*HOME, *RESULTS, *ARTICLES, *THINGS, *OVERVIEWS, *TABLES])
def test_a_page_is_under_nine_thousand_bytes_on_the_wire(client: FlaskClient, address: str) -> None:
    assert sent(client, address) < 9000


@pytest.mark.parametrize("address", [*HOME, *RESULTS, *ARTICLES, *THINGS, *OVERVIEWS, *TABLES])
def test_a_page_has_fewer_than_nine_hundred_elements(client: FlaskClient, address: str) -> None:
    assert elements(client, address) < 900


@pytest.mark.parametrize("address", [*HOME, *RESULTS])
def test_the_collection_fills_what_is_measured(client: FlaskClient, address: str) -> None:
    page = html.document_fromstring(client.get(address).text)
    full = {name: len(page.cssselect(f".facet--{name} .facet__choice")) == SHOWN_VALUES for name in MANY}
    assert full == dict.fromkeys(MANY, True)
    assert all(page.cssselect(f".facet--{name} .facet__more a") for name in MANY)
    assert len(page.cssselect(".timeline__bars a")) > 20
    assert len(page.cssselect(".hit")) >= 8  # copies of one text stand below one of them


@pytest.mark.parametrize("address", [*HOME, *RESULTS])
def test_a_value_of_a_facet_is_at_most_six_elements(client: FlaskClient, address: str) -> None:
    for facet in html.document_fromstring(client.get(address).text).cssselect(".facet__values"):
        values = facet.cssselect(".facet__choice")
        assert len(facet.cssselect("*")) - 1 <= 6 * len(values)


@pytest.mark.parametrize("address", [*HOME, *RESULTS, *ARTICLES, *OVERVIEWS])
def test_one_style_sheet_and_one_short_script_hold_the_first_drawing(client: FlaskClient, address: str) -> None:
    head = html.document_fromstring(client.get(address).text).find("head")
    assert [link.get("href").split("?")[0] for link in head.cssselect("link[rel=stylesheet]")] == [
        "/static/css/page.css"
    ]
    assert not head.cssselect("style")
    (script,) = head.cssselect("script[src]:not([defer]):not([async])")
    assert sent(client, script.get("src")) < 600


def test_the_style_sheet_that_the_first_drawing_waits_for_is_small(client: FlaskClient) -> None:
    """It comes without its comments."""
    sheet = html.document_fromstring(client.get("/").text).cssselect("link[rel=stylesheet]")[0].get("href")
    with client.get(sheet, headers={"Accept-Encoding": "br"}) as answer:
        assert len(answer.data) < 8500
    with client.get(sheet) as answer:
        assert "/*" not in answer.text


@pytest.mark.parametrize("address", [*HOME, *RESULTS[:2], *ARTICLES, *OVERVIEWS])
def test_a_first_view_is_under_150_kb_with_its_fonts(client: FlaskClient, address: str) -> None:
    head = html.document_fromstring(client.get(address).text).find("head")
    parts = [link.get("href") for link in head.cssselect("link[rel=stylesheet], link[rel=icon]")]
    parts += [script.get("src") for script in head.cssselect("script[src]")]
    preloaded = {link.get("href").split("?")[0] for link in head.cssselect("link[rel=preload]")}
    assert preloaded < set(FACES)
    assert sum(sent(client, part) for part in [address, *parts, *FACES]) < FIRST_VIEW_BYTES


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_every_bar_is_covered_by_a_link_as_high_as_the_drawing(client: FlaskClient, ui: str) -> None:
    (bars,) = html.document_fromstring(client.get(f"/overview?ui={ui}").text).cssselect(".timeline__bars")
    width, height = bars.get("viewbox").split()[2:]
    links = [link.find("path").get("d") for link in bars.cssselect("a")]
    places = [int(path[1:].split(" ")[0]) for path in links]
    assert [path.split(" ")[1] for path in links] == [f"0h{PLACE}v{height}h-{PLACE}z"] * len(links)
    assert bars[0].get("d").count("M") == len(links)
    assert [place % PLACE for place in places] == [0] * len(places)
    assert places[0] == 0
    assert places[-1] + PLACE == int(width)
