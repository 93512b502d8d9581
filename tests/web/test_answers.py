"""The answers for programs, the errors, and the headers on all of them."""

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from fake_service import ARTICLES, FakeService
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.test import create_environ, run_wsgi_app

from app import create_app
from indexer.model.errors import EngineError, GenerationError, UsageError
from indexer.model.notes import Note
from indexer.model.settings import Settings
from search.model.notes import NONE_WITH_ALL_WORDS
from search.model.results import Expanded, Labelled
from web.addresses import is_web_address
from web.assets import FINGERPRINT_LENGTH

ROOT = Path(__file__).parents[2]
EVERYWHERE = [
    "/",
    "/?q=x",
    "/article/a-1",
    "/help",
    "/nothing-here",
    "/api/search",
    "/healthz",
    "/opensearch.xml",
    "/status",
    "/metrics",
]


@pytest.fixture
def quiet(app: Flask) -> FlaskClient:
    """A client that sees errors as a visitor does."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


def test_the_api_answers_in_the_documented_shape(client: FlaskClient) -> None:
    body = client.get("/api/search?q=مذكرة&ui=ar").json
    assert list(body) == [
        "query",
        "total",
        "page",
        "pages",
        "took_ms",
        "generation",
        "notes",
        "expansions",
        "did_you_mean",
        "match",
        "hits",
        "others",
        "fewer",
        "facets",
        "facet_totals",
        "timeline",
    ]
    assert body["hits"][0]["published"] == {"date": "2019-12-10", "precision": "day"}
    assert body["facets"]["country"][0] == {
        "value": "AE",
        "label": "الإمارات العربية المتحدة",
        "count": 1,
        "selected": False,
        "excluded": False,
    }


def test_the_api_writes_letters_as_letters(client: FlaskClient) -> None:
    assert "مذكرة" in client.get("/api/search?q=مذكرة").text


def test_notes_of_the_api_are_plain_sentences_in_the_language_asked_for(
    client: FlaskClient, service: FakeService
) -> None:
    service.notes = (Note(NONE_WITH_ALL_WORDS),)
    assert client.get("/api/search?q=<b>&page=two&ui=en").json["notes"] == [
        "“two” is not a page number; this is the first page.",
        NONE_WITH_ALL_WORDS,
    ]
    assert client.get("/api/search?ui=ar").json["notes"] == ["لا مقال يضم الكلمات كلها."]


@pytest.mark.parametrize(("ui", "says"), [("en", "“0” is not a number of results"), ("ar", "«0» ليس عددًا للنتائج")])
def test_a_limit_that_is_none_is_called_by_its_name(client: FlaskClient, ui: str, says: str) -> None:
    (note,) = client.get(f"/api/search?limit=0&ui={ui}").json["notes"]
    assert note.startswith(says)


def test_healthz_names_the_generation(client: FlaskClient, service: FakeService) -> None:
    assert client.get("/healthz").json == {"status": "ok", "generation": "gen-000007", "refreshed": None}
    service.name = None
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json["status"] == "empty"


def test_healthz_tells_a_damage_and_stays_200_while_searches_are_answered(
    client: FlaskClient, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    service.harm = "/srv/data/gen-000007/index/a.inv is missing"
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json == {"status": "damaged", "generation": "gen-000007", "refreshed": None}
    assert "a.inv is missing; run: python -m indexer reindex" in caplog.text


def test_healthz_tries_a_search(client: FlaskClient, service: FakeService) -> None:
    service.error = GenerationError("/srv/data/gen-000007 was built by another analysis")
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json == {"status": "failed", "generation": None, "refreshed": None}


def test_healthz_asks_for_words_and_for_an_article(client: FlaskClient, service: FakeService) -> None:
    assert client.get("/healthz").status_code == 200
    assert [parameters.q for parameters in service.asked] == ["", ARTICLES[0].title.split()[0]]


@pytest.mark.parametrize(
    "error", [EngineError("gone"), ValueError("cannot reshape array"), OSError("input/output error")]
)
def test_whatever_a_search_raises_is_a_failed_health(
    quiet: FlaskClient, service: FakeService, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    service.error = error
    response = quiet.get("/healthz")
    assert (response.status_code, response.json["status"]) == (503, "failed")
    assert str(error) in caplog.text
    assert str(error) not in response.text


def test_an_article_that_is_found_but_not_there_is_a_failed_health(
    client: FlaskClient, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "stored", lambda ids: [])
    assert client.get("/healthz").json["status"] == "failed"


@pytest.mark.parametrize("identifier", [".", "..", "%2e", "%2E%2e", "a/../a-1", "a-1/.", "%2e%2e/a-1"])
@pytest.mark.parametrize("room", ["/article/", "/api/article/"])
def test_a_step_of_a_path_names_no_article(
    client: FlaskClient, service: FakeService, room: str, identifier: str
) -> None:
    named = unquote(identifier)
    service.articles = (replace(ARTICLES[0], id=named), *ARTICLES[1:])
    assert client.get(room + identifier).status_code == 404
    assert client.get(f"{room}{named.replace('.', 'x')}").status_code == 404
    assert client.get(room + ARTICLES[2].id).status_code == 200


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_without_an_index_the_page_says_in_both_languages_how_to_make_one(
    quiet: FlaskClient, service: FakeService, ui: str
) -> None:
    service.name = None
    response = quiet.get(f"/?ui={ui}")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.text.count("python -m indexer reindex") == 2
    assert "No index yet" in response.text
    assert "لا يوجد فهرس بعد" in response.text


def test_without_an_index_the_api_says_how_to_make_one(quiet: FlaskClient, service: FakeService) -> None:
    service.name = None
    response = quiet.get("/api/search?ui=en")
    assert response.status_code == 503
    assert response.json["error"]["message"] == "There is no index yet; run: python -m indexer reindex"


@pytest.mark.parametrize(
    ("error", "status", "english", "arabic"),
    [
        (UsageError("no such"), 400, "This request cannot be read", "تعذّرت قراءة هذا الطلب"),
        (EngineError("secret path"), 503, "cannot be searched at the moment", "لا يمكن البحث في المجموعة الآن"),
        (GenerationError("built by v3"), 503, "cannot be searched at the moment", "لا يمكن البحث في المجموعة الآن"),
        (ZeroDivisionError("secret"), 500, "Something broke on our side", "حدث خلل من جهتنا"),
    ],
)
def test_an_error_is_a_page_in_the_visitors_language(
    quiet: FlaskClient, service: FakeService, error: Exception, status: int, english: str, arabic: str
) -> None:
    service.error = error
    for ui, words in (("en", english), ("ar", arabic)):
        response = quiet.get(f"/?ui={ui}")
        assert response.status_code == status
        assert words in response.text
        assert html.fromstring(response.text).cssselect("#main")
        assert ("Retry-After" in response.headers) == (status == 503)
    assert quiet.get("/api/search").json["error"]["status"] == status
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_what_is_not_the_visitors_doing_is_logged(
    app: Flask, service: FakeService, caplog: pytest.LogCaptureFixture
) -> None:
    service.error = ZeroDivisionError("in the dark")
    app.test_client().get("/?q=x")
    assert "in the dark" in caplog.text


@pytest.mark.parametrize(("method", "address", "status"), [("get", "/nope", 404), ("post", "/", 405)])
def test_routing_errors_have_pages_too(client: FlaskClient, method: str, address: str, status: int) -> None:
    response = getattr(client, method)(f"{address}?ui=ar")
    assert response.status_code == status
    assert html.fromstring(response.text).get("dir") == "rtl"


@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_is_guarded(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_static_files_are_kept_for_a_year_when_asked_for_by_fingerprint(client: FlaskClient) -> None:
    address = html.fromstring(client.get("/").text).cssselect('link[rel="stylesheet"]')[0].get("href")
    with client.get(f"{address}&ui=en") as kept:
        assert "max-age=31536000" in kept.headers["Cache-Control"]
        assert "immutable" in kept.headers["Cache-Control"]
        assert "Set-Cookie" not in kept.headers
    with client.get(address.split("?")[0]) as unnamed:
        assert "immutable" not in unnamed.headers["Cache-Control"]
    assert "private" in client.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_a_face_that_is_preloaded_is_the_one_that_the_style_asks_for(client: FlaskClient, ui: str) -> None:
    """Also by its fingerprint: otherwise it is fetched twice, and asked for again on every page."""
    (style,) = (
        link.get("href")
        for link in html.fromstring(client.get(f"/?ui={ui}").text).cssselect('link[rel="stylesheet"]')
        if "/page.css" in link.get("href")
    )
    with client.get(style) as answer:
        asked = {urljoin(style, address) for address in re.findall(r'url\("([^"]+)"\)', answer.text)}
    preloaded = html.fromstring(client.get(f"/?ui={ui}").text).cssselect('link[rel="preload"]')
    assert {link.get("href") for link in preloaded} <= asked
    for address in asked:
        name, _, version = address.removeprefix("/static/").partition("?v=")
        assert version == sha256((ROOT / "static" / name).read_bytes()).hexdigest()[:FINGERPRINT_LENGTH], name


def letters(ranges: str) -> set[int]:
    """The code points of a `unicode-range`."""
    ends = [one.strip().removeprefix("U+").split("-") for one in ranges.split(",")]
    return {point for one in ends for point in range(int(one[0], 16), int(one[-1], 16) + 1)}


def test_no_letter_is_in_two_faces_of_one_family_and_weight(client: FlaskClient) -> None:
    """A browser that does not wait for the first would ask for the second, which is the whole face."""
    style = html.fromstring(client.get("/").text).cssselect('link[rel="stylesheet"]')[0].get("href")
    with client.get(style) as answer:
        faces = re.findall(r"@font-face\{[^}]*\}", answer.text)
    taken: dict[tuple[str, str], list[set[int]]] = {}
    for face in faces:
        values = dict(part.split(":", 1) for part in face.split("{")[1].rstrip("}").split(";") if ":" in part)
        key = values["font-family"], values["font-weight"]
        taken.setdefault(key, []).append(letters(values["unicode-range"]))
    assert sum(len(ranges) == 2 for ranges in taken.values()) == 3
    for key, ranges in taken.items():
        assert len(set().union(*ranges)) == sum(map(len, ranges)), key


OTHER_FACE = {"ar": "source-serif-4-latin", "en": "noto-naskh-arabic"}
OTHER_WORD = {"ar": "memorandum", "en": "مذكرة"}


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_face_of_the_other_script_waits_where_no_title_needs_it(client: FlaskClient, ui: str) -> None:
    def preloads(address: str) -> list[str | None]:
        links = html.fromstring(client.get(address).text).cssselect('link[rel="preload"]')
        return [link.get("media") for link in links if OTHER_FACE[ui] in link.get("href")]

    assert preloads(f"/help?ui={ui}") == []
    assert preloads(f"/?ui={ui}") == ["(min-width: 62rem)"]
    assert preloads(f"/?q={OTHER_WORD[ui]}&ui={ui}") == [None]


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_help_explains_the_query_language_with_examples_to_try(client: FlaskClient, ui: str) -> None:
    found = html.fromstring(client.get(f"/help?ui={ui}").text)
    examples = [link.text_content() for link in found.cssselect(".guide td a")]
    assert len(examples) >= 10
    assert all(link.get("href").startswith("/?q=") for link in found.cssselect(".guide td a"))


@pytest.mark.parametrize(
    ("ui", "false", "true"),
    [
        ("en", "every article links to its original", "an article links to its original where the source gave"),
        ("ar", "وكل مقال يحيل إلى أصله", "ويحيل المقال إلى أصله إن ذكر المصدر رابطه"),
        ("en", "each with its source", "with every fact the words that it was read from"),
        ("ar", "ولكل خبر مصدره", "ومع كل معلومة الكلمات التي قُرئت منها"),
    ],
)
def test_the_page_promises_what_every_article_has(client: FlaskClient, ui: str, false: str, true: str) -> None:
    body = client.get(f"/?ui={ui}").text
    assert false not in body
    assert true in body


@pytest.mark.parametrize(
    ("ui", "false", "true"),
    [
        ("en", "how many articles choosing it would show", "that the query and the other filters find have this value"),
        ("ar", "التي تظهر باختيارها", "التي يجدها الاستعلام وعوامل التصفية الأخرى"),
    ],
)
def test_help_says_what_the_numbers_count_and_where_programs_look(
    client: FlaskClient, ui: str, false: str, true: str
) -> None:
    found = html.fromstring(client.get(f"/help?ui={ui}").text)
    words = " ".join(found.cssselect(".guide")[0].text_content().split())
    assert false not in words
    assert true in words
    assert found.cssselect('.guide a[href="/api/openapi.json"]')


def test_both_languages_of_the_help_have_the_same_chapters(client: FlaskClient) -> None:
    counts = [
        [len(found.cssselect(kind)) for kind in ("h2", "table", "td")]
        for found in (html.fromstring(client.get(f"/help?ui={ui}").text) for ui in ("ar", "en"))
    ]
    assert counts[0][:2] == counts[1][:2]


def test_opensearch_describes_the_search_with_absolute_addresses(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(response.data)
    templates = [url.get("template") for url in root.findall("{*}Url")]
    assert templates[0] == "http://localhost/?q={searchTerms}&page={startPage?}"


def test_a_facet_can_be_searched_by_the_beginning_of_a_word(client: FlaskClient) -> None:
    found = client.get("/api/facets/country?ui=en&prefix=arab").json
    assert found["name"] == "country"
    assert [value["value"] for value in found["values"]] == ["AE"]
    assert len(client.get("/api/facets/country?ui=en").json["values"]) == 2
    assert client.get("/api/facets/nothing").json["error"]["status"] == 404


@pytest.mark.parametrize(
    ("asked", "query", "found"),
    [
        ("ui=en&q=rab", "", ["AE"]),
        ("ui=ar&q=مارا", "", ["AE"]),
        ("ui=en&q=nothing", "", []),
        ("ui=en&q=", "", ["AE", "TH"]),
        # Beside what is looked for in the labels, even if that is nothing, it is the query.
        ("ui=en&q=memorandum&prefix=thai", "memorandum", ["TH"]),
        ("ui=en&q=memorandum&prefix=arab", "memorandum", []),
        ("ui=ar&q=مذكرة&contains=", "مذكرة", ["AE", "TH"]),
    ],
)
def test_q_is_what_a_label_has_or_the_query(
    client: FlaskClient, service: FakeService, asked: str, query: str, found: list[str]
) -> None:
    values = client.get(f"/api/facets/country?{asked}").json["values"]
    assert sorted(value["value"] for value in values) == found
    assert service.asked[-1].q == query


def test_suggestions_lead_to_a_filter_or_an_article(client: FlaskClient) -> None:
    answered = client.get("/api/suggest?q=em&ui=en").json
    assert answered["query"] == "em"
    assert answered["suggestions"] == [
        {
            "kind": "country",
            "value": "AE",
            "label": "United Arab Emirates",
            "count": 1,
            "query": "",
            "typed": [7, 11],
            "address": "/?country=AE&ui=en",
        },
        {
            "kind": "word",
            "value": "Emirates",
            "label": "Emirates",
            "count": 1,
            "query": "the",
            "typed": [0, 2],
            "address": "/?q=the+Emirates&ui=en",
        },
        {
            "kind": "title",
            "value": "a-1",
            "label": ARTICLES[0].title,
            "count": 0,
            "query": "",
            "typed": None,
            "address": "/article/a-1?q=em&ui=en",
        },
    ]


def test_suggestions_keep_the_filters(client: FlaskClient) -> None:
    answered = client.get("/api/suggest?q=em&country=TH&sort=oldest&page=3&ui=en").json["suggestions"]
    assert [one["address"] for one in answered] == [
        "/?country=TH&country=AE&sort=oldest&ui=en",
        "/?q=the+Emirates&country=TH&sort=oldest&ui=en",
        "/article/a-1?q=em&country=TH&sort=oldest&ui=en",
    ]


def test_nothing_typed_has_no_suggestions(client: FlaskClient) -> None:
    assert client.get("/api/suggest").json["suggestions"] == []


def test_programs_choose_how_many_and_the_page_does_not(client: FlaskClient, service: FakeService) -> None:
    client.get("/api/search?limit=50")
    client.get("/?limit=50")
    assert [parameters.limit for parameters in service.asked] == [50, 10]


@pytest.mark.parametrize(
    ("ui", "says"), [("en", "At most 200 results are shown at once"), ("ar", "لا يُعرض أكثر من 200 نتيجة")]
)
def test_who_wants_more_than_there_may_be_gets_as_many_and_a_note(
    client: FlaskClient, service: FakeService, ui: str, says: str
) -> None:
    (note,) = client.get(f"/api/search?limit=5000&ui={ui}").json["notes"]
    assert note.startswith(says)
    assert service.asked[-1].limit == 200
    assert says not in client.get(f"/?q=x&limit=5000&ui={ui}").text
    assert service.asked[-1].limit == 10


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("javascript://example.org/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("https:", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(address: str, linked: bool) -> None:
    assert is_web_address(address) == linked


def test_what_a_query_was_expanded_by_is_in_the_answer(client: FlaskClient, service: FakeService) -> None:
    service.expansions = (Expanded("LMRA", "agency:bh-lmra", ("هيئة تنظيم سوق العمل",), Labelled("bh-lmra", "LMRA")),)
    (expansion,) = client.get("/api/search?q=LMRA&not_expand=mou&not_expand=treaty").json["expansions"]
    assert expansion == {
        "typed": "LMRA",
        "concept": "agency:bh-lmra",
        "forms": ["هيئة تنظيم سوق العمل"],
        "about": {"id": "bh-lmra", "label": "LMRA", "labels": {}, "role": "primary"},
        "published": [],
        "translated": False,
    }
    assert service.asked[-1].not_expand == ("mou", "treaty")


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_a_note_names_what_is_no_concept(client: FlaskClient, ui: str) -> None:
    said = client.get(f"/api/search?q=MoU&not_expand=junk&not_expand=mou&ui={ui}").json["notes"]
    assert len([note for note in said if "junk" in note]) == 1
    assert not [note for note in said if "mou" in note]
    assert not client.get(f"/api/search?q=MoU&not_expand=mou&ui={ui}").json["notes"]


@pytest.mark.parametrize("address", ["/feed.atom", "/export.csv", "/export.bib", "/export.ris"])
def test_what_is_taken_along_is_expanded_as_the_page_is(
    client: FlaskClient, service: FakeService, address: str
) -> None:
    client.get(f"{address}?q=MoU&expand=0&not_expand=mou")
    assert [(one.expand, one.not_expand) for one in service.asked if one.q] == [(False, ("mou",))]


@pytest.mark.parametrize("host", ['evil"><script>', "", "a b", "a/b", "a@b", "[::1", "a:port", "موقع"])
@pytest.mark.parametrize(
    ("address", "language"),
    [("/opensearch.xml?ui=en", "en"), ("/feed.atom?ui=ar", "ar"), ("/article/a-1?ui=ar", "ar")],
)
def test_no_address_is_made_of_a_host_that_cannot_be_one(
    client: FlaskClient, host: str, address: str, language: str
) -> None:
    answer = client.get(address, environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 400
    assert html.fromstring(answer.data).get("lang") == language
    api = client.get("/api/openapi.json", environ_overrides={"HTTP_HOST": host})
    assert (api.status_code, api.json["error"]["status"]) == (400, 400)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "news.example.org"])
def test_addresses_are_made_of_any_other_host(client: FlaskClient, host: str) -> None:
    answer = client.get("/opensearch.xml", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 200
    assert f'template="http://{host}/?q=' in answer.text


def test_with_an_address_in_the_settings_it_is_the_one_of_every_link(tmp_path: Path, service: FakeService) -> None:
    app = create_app(Settings(data=tmp_path, site_url="https://news.example.org/"), service)
    answer = app.test_client().get("/opensearch.xml")
    assert (answer.status_code, 'template="https://news.example.org/?q=' in answer.text) == (200, True)


@pytest.mark.parametrize("address", ["/", "/api/search", "/feed.atom", "/nothing"])
def test_a_query_string_of_bytes_that_are_not_escaped_is_read(app: Flask, service: FakeService, address: str) -> None:
    environ = create_environ(address) | {"QUERY_STRING": "q=100%25+مذكرة".encode().decode("latin-1") + "&country=\xff"}
    _, status, _ = run_wsgi_app(app, environ)
    assert status.startswith("404" if address == "/nothing" else "200")
    assert all(asked.q == "100% مذكرة" for asked in service.asked)
