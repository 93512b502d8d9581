"""How fresh the collection is, told to people, to monitors and to Prometheus, at a moment that the tests choose."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import html
from prometheus_client.parser import text_string_to_metric_families
from runs import NOON, leave
from test_search_page import page, text

from app import create_app
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings

FAILED = {"started": NOON.isoformat(), "finished": NOON.isoformat(), "outcome": "failed", "seconds": 1.0}
At = Callable[..., FlaskClient]


@pytest.fixture
def at(tmp_path: Path, service: FakeService) -> At:
    """A client some minutes after the end of the last run."""

    def client(minutes: float = 1, **settings: int) -> FlaskClient:
        def now() -> datetime:
            return NOON + timedelta(minutes=minutes)

        return create_app(Settings(data=tmp_path, **settings), service, now).test_client()

    return client


def cells(client: FlaskClient, table: int, ui: str = "en") -> list[list[str]]:
    """The rows of one table of the page."""
    rows = page(client, f"/status?ui={ui}").cssselect(".status table")[table].cssselect("tbody tr")
    return [[text(cell) for cell in row.cssselect("th, td")] for row in rows]


def verdict(client: FlaskClient) -> str:
    return text(page(client, "/status?ui=en").cssselect(".status__verdict")[0])


def metrics(client: FlaskClient) -> dict[tuple[str, str], float]:
    """`(name, source or endpoint)` -> value."""
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    return {
        (sample.name, sample.labels.get("source", sample.labels.get("endpoint", ""))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_a_fresh_collection_says_so(at: At, tmp_path: Path) -> None:
    leave(tmp_path)
    found = page(at(), "/status?ui=en")
    facts = zip(found.cssselect(".status__facts dt"), found.cssselect(".status__facts dd"), strict=True)
    assert [f"{text(name)}: {text(value)}" for name, value in facts] == [
        "Index being served: gen-000007",
        "Articles: 1,200",
        "Last refreshed: 1 March 2024, 12:00 1 minute ago",
        "Next run expected: 1 March 2024, 12:10 in 9 minutes",
    ]
    assert verdict(at()) == "The index is kept fresh as planned."


def test_the_page_speaks_arabic(at: At, tmp_path: Path) -> None:
    leave(tmp_path, sources=({"outlet": "وكالة المثال", "rejected": 2},), rejected=2)
    found = page(at(), "/status?ui=ar")
    assert found.get("dir") == "rtl"
    assert text(found.cssselect(".status__verdict")[0]) == "يُحدَّث الفهرس في مواعيده."
    assert cells(at(), 0, "ar") == [["وكالة المثال", "1,200", "قبل ساعتين", "قبل دقيقة واحدة", "سليم رُفضت مادتان"]]
    assert cells(at(), 2, "ar") == [["1 مارس 2024، 12:00 قبل دقيقة واحدة", "تم", "3.2 ثانية"]]


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ({}, "in order"),
        ({"is_overdue": True}, "nothing new for longer than expected"),
        ({"is_overdue": True, "trouble": "was answered with 503 at 10.0.0.1"}, "cannot be read"),
        (
            {"trouble": "was answered with 503", "since": (NOON - timedelta(hours=3)).isoformat()},
            "cannot be read since 1 March 2024, 09:00",
        ),
        ({"in_order": None, "newest": None, "articles": 0}, "not read yet"),
        ({"rejected": 1}, "in order 1 item rejected"),
    ],
)
def test_each_source_has_a_state(at: At, tmp_path: Path, source: dict, state: str) -> None:
    leave(tmp_path, sources=(source,))
    assert cells(at(), 0)[0][4] == state


def test_nobody_is_told_where_things_lie_or_what_an_address_hides(at: At, tmp_path: Path) -> None:
    secret = "https://user:key@feeds.example.org/SECRET/news.xml?token=SECRET"
    leave(
        tmp_path, sources=({}, {"location": secret, "trouble": f"source {secret} is broken", "rejected": 1}), rejected=1
    )
    assert [row[0] for row in cells(at(), 0)] == ["news", "feeds.example.org"]
    assert cells(at(), 1) == [["broken.jsonl:3", "has the id <b> of the article at a.txt", "1 day ago"]]
    for address in ("/status", "/metrics", "/healthz"):
        answer = at().get(address).text
        assert "/srv" not in answer
        assert "SECRET" not in answer
        assert "key@" not in answer


def test_a_long_list_of_rejected_items_is_cut_and_says_so(at: At, tmp_path: Path) -> None:
    leave(tmp_path, sources=({"rejected": 150},), rejected=120)
    assert len(cells(at(), 1)) == 100
    assert "50 more are not shown here." in at().get("/status?ui=en").text


@pytest.mark.parametrize(
    ("minutes", "settings", "other", "says"),
    [
        (19, {}, {}, "kept fresh as planned"),
        (21, {}, {}, "next run is late"),
        (21, {"expected_minutes": 30}, {}, "kept fresh as planned"),
        (1, {}, {"runs": [FAILED]}, "last run failed"),
        (21, {"stale_minutes": 20}, {}, "older than it should be"),
        (1, {"stale_minutes": 20}, {"refreshed": None}, "older than it should be"),
        (1, {}, {"sources": ({"trouble": "x"},)}, "not all of its sources"),
        (1, {}, {"runs": []}, "Nothing is known yet"),
    ],
)
def test_the_most_pressing_comes_first(at: At, tmp_path: Path, minutes, settings, other, says) -> None:
    leave(tmp_path, **other)
    assert says in verdict(at(minutes, **settings))


def test_a_damaged_index_comes_before_all_else_and_names_no_path(at: At, tmp_path: Path, service: FakeService) -> None:
    leave(tmp_path, runs=[FAILED])
    service.harm = "/srv/data/gen-000007/index/a.inv is missing"
    assert verdict(at()) == "The index is damaged on its disk. The next run builds it anew."
    assert "تالف" in text(page(at(), "/status?ui=ar").cssselect(".status__verdict")[0])
    assert "/srv" not in at().get("/status").text
    assert metrics(at())["mithaq_index_damaged", ""] == 1


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_without_a_run_or_an_index_there_is_a_page(at: At, service: FakeService, ui: str) -> None:
    service.name = None
    assert page(at(), f"/status?ui={ui}").cssselect(".status__verdict--unknown")


def test_a_served_index_that_cannot_be_named_is_not_the_end_of_the_page(
    at: At, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise GenerationError("/srv/data/CURRENT is damaged")

    monkeypatch.setattr(service, "generation", fail)
    assert "none" in text(page(at(), "/status?ui=en").cssselect(".status__facts")[0])


def test_every_page_leads_there(at: At) -> None:
    for address in ("/?ui=en", "/article/a-1?ui=en", "/help?ui=en", "/nothing?ui=en"):
        found = html.fromstring(at().get(address).text)
        assert found.cssselect('.foot a[href="/status?ui=en"]')


@pytest.mark.parametrize(
    ("minutes", "stale", "refreshed", "status", "says"),
    [
        (10_000, 0, True, 200, "ok"),
        (20, 20, True, 200, "ok"),
        (21, 20, True, 503, "stale"),
        (1, 20, False, 503, "stale"),
    ],
)
def test_a_monitor_is_told_when_the_index_is_stale(
    at: At, tmp_path: Path, minutes: int, stale: int, refreshed: bool, status: int, says: str
) -> None:
    leave(tmp_path, refreshed=NOON.isoformat() if refreshed else None)
    response = at(minutes, stale_minutes=stale).get("/healthz")
    assert response.status_code == status
    assert response.json == {
        "status": says,
        "generation": "gen-000007",
        "refreshed": NOON.isoformat() if refreshed else None,
    }


def test_a_monitor_that_asks_for_freshness_is_not_told_ok_before_the_first_run(at: At) -> None:
    assert at(stale_minutes=5).get("/healthz").json["status"] == "stale"


def test_prometheus_reads_the_state_of_the_collection(at: At, tmp_path: Path) -> None:
    leave(tmp_path, sources=({}, {"outlet": 'وكالة "المثال"', "trouble": "x", "newest": None, "rejected": 4}))
    found = metrics(at(21, stale_minutes=20))
    noon = NOON.timestamp()
    assert {name: value for (name, source), value in found.items() if name.startswith("mithaq_") and not source} == {
        "mithaq_generation_number": 7,
        "mithaq_index_damaged": 0,
        "mithaq_stale": 1,
        "mithaq_articles": 1200,
        "mithaq_next_run_timestamp_seconds": noon + 600,
        "mithaq_last_refresh_timestamp_seconds": noon,
        "mithaq_last_run_timestamp_seconds": noon,
        "mithaq_last_run_success": 1,
        "mithaq_last_run_duration_seconds": 3.25,
    }
    assert found["mithaq_source_articles", "news"] == 1200
    assert found["mithaq_source_newest_timestamp_seconds", "news"] == noon - 7200
    assert found["mithaq_source_newest_timestamp_seconds", 'وكالة "المثال"'] == 0
    assert found["mithaq_source_in_order_timestamp_seconds", "news"] == noon
    assert [found["mithaq_source_failing", name] for name in ("news", 'وكالة "المثال"')] == [0, 1]
    assert found["mithaq_source_overdue", "news"] == 0
    assert found["mithaq_source_rejected_items", 'وكالة "المثال"'] == 4


def test_prometheus_is_answered_before_the_first_run(at: At, service: FakeService) -> None:
    service.name = None
    found = metrics(at())
    assert found["mithaq_generation_number", ""] == 0
    assert ("mithaq_articles", "") not in found


def test_requests_are_counted_by_endpoint_and_never_by_what_was_asked(at: At) -> None:
    client = at()
    for address in ("/?q=secret", "/?q=other", "/article/a-1", "/nothing/secret"):
        client.get(address)
    found = metrics(client)
    counts = {name: found["mithaq_http_request_seconds_count", name] for name in ("search", "article", "none")}
    assert counts == {"search": 2, "article": 1, "none": 1}
    assert "secret" not in client.get("/metrics").text


def test_two_applications_count_for_themselves(at: At) -> None:
    first, second = at(), at()
    first.get("/help")
    assert ("mithaq_http_request_seconds_count", "help") not in metrics(second)
