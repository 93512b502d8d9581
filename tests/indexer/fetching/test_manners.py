"""Manners: robots.txt, pauses, waits that hosts ask for, and circuits that stay open from run to run."""

from datetime import timedelta

import pytest

from indexer.fetching.errors import FetchError, HostClosed, HostFault
from indexer.fetching.transport import Bounds
from indexer.fetching.url import read_url
from indexer.model.source import Source
from tests.indexer.desk import failed

LIMIT = 100_000


def get(desk, url, delay=0.0):
    return desk.client().get(read_url(url), lambda _: {}, Bounds(LIMIT), delay)


def later(desk, **time):
    desk.now += timedelta(**time)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /private/\n", True),
        ("User-agent: *\nDisallow: /news/\n", False),
        ("User-agent: Mithaq\nDisallow: /\n", False),
        ("User-agent: mithaq/1.0\nDisallow: /\n\nUser-agent: *\nDisallow:", True),
        ("User-agent: Other\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/a$\n", True),
        ("User-agent: *\nDisallow: /*.html$\nDisallow: /news/*\n", False),
        ("User-agent: *\nDisallow: /أخبار\n", True),
        ("\ufeffUser-agent: *\nDisallow: /news\n", False),
        ("<html>not robots</html>", True),
        (b"\xff\xfe\x00", True),
        ("", True),
    ],
)
def test_robots_txt_is_kept(desk, site, robots, allowed):
    site.put("/robots.txt", robots)
    url = site.put("/news/a", "here")
    if allowed:
        assert get(desk, url).body == b"here"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt of .* forbids /news/a"):
            get(desk, url)
        assert site.asked == []


def test_an_arabic_path_is_forbidden_as_it_is_written(desk, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /أخبار\n")
    with pytest.raises(FetchError, match="forbids"):
        get(desk, site.url("/أخبار/1"))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 302])
def test_a_robots_txt_that_is_not_there_forbids_nothing(desk, site, status):
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    assert get(desk, site.put("/a", "here")).body == b"here"


def test_a_robots_txt_in_a_circle_forbids_nothing(desk, site):
    site.put("/robots.txt", status=302, Location="/robots.txt")
    assert get(desk, site.put("/a", "here")).body == b"here"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_nothing_is_fetched_while_robots_txt_cannot_be_read(desk, site, status):
    site.put("/robots.txt", status=status)
    with pytest.raises(
        HostFault, match=rf"may not be fetched yet: the robots\.txt of http://.* was answered with {status}"
    ):
        get(desk, site.put("/a", "here"))
    assert site.asked == []


def test_the_last_robots_txt_holds_while_a_new_one_cannot_be_read(desk, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    get(desk, site.put("/a", "here"))
    site.put("/robots.txt", status=500)
    later(desk, hours=25)
    assert get(desk, site.url("/a")).body == b"here"
    with pytest.raises(FetchError, match="forbids /b"):
        get(desk, site.url("/b"))


def test_robots_txt_is_asked_for_once_a_day(desk, site):
    get(desk, site.put("/a", "here"))
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    later(desk, hours=23)
    assert get(desk, site.url("/a")).body == b"here"
    later(desk, hours=2)
    with pytest.raises(FetchError, match="forbids"):
        get(desk, site.url("/a"))


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(desk, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    site.put("/a", status=301, Location="/b")
    with pytest.raises(FetchError, match="forbids /b"):
        get(desk, site.url("/a"))
    assert site.paths() == ["/a"]


def test_there_is_a_pause_between_requests(desk, site):
    client = desk.client()
    for _ in range(3):
        client.get(read_url(site.put("/a", "here")), lambda _: {}, Bounds(LIMIT), 2.5)
    assert desk.time.slept == [2.5, 2.5, 2.5]  # the first one after robots.txt


@pytest.mark.parametrize(
    ("robots", "pause"),
    [("Crawl-delay: 7", 7.0), ("Request-rate: 1/20", 20.0), ("Crawl-delay: 0.5", 2.0), ("Crawl-delay: soon", 2.0)],
)
def test_the_longer_pause_of_robots_txt_and_source_holds(desk, site, robots, pause):
    site.put("/robots.txt", f"User-agent: *\n{robots}\n")
    get(desk, site.put("/a", "here"), delay=2.0)
    assert desk.time.slept == [pause]


def test_a_host_that_wants_a_long_pause_is_asked_in_a_later_run(desk, site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 900\n")
    source = Source(url=site.put("/a.jsonl", '{"id": "a", "text": "word"}\n'))
    outcomes = [desk.run(source) for _ in range(4)]
    assert [failed(outcome) for outcome in outcomes] == [()] * 4
    assert len(site.asked) == 1
    assert desk.time.slept == []
    assert desk.archive.count() == 1


@pytest.mark.parametrize(
    ("status", "value", "slept"),
    [(503, "5", [5.0, 8.0]), (429, "30", [30.0, 30.0]), (503, "0", [2.0, 8.0]), (500, "soon", [2.0, 8.0])],
)
def test_a_short_retry_after_is_waited_for(desk, site, status, value, slept):
    site.put("/a", status=status, Retry_After=value)
    with pytest.raises(HostFault, match=str(status)):
        get(desk, site.url("/a"))
    assert desk.time.slept == slept
    assert len(site.asked) == 3


@pytest.mark.parametrize("value", ["3600", "Wed, 01 May 2024 07:00:00 GMT"])
def test_a_long_retry_after_is_kept_in_the_next_runs(desk, site, value):
    get(desk, site.put("/other", "here"))
    site.put("/a", status=503, Retry_After=value)
    with pytest.raises(HostFault):
        get(desk, site.url("/a"))
    assert desk.time.slept == []
    site.put("/a", "here")
    later(desk, minutes=59)
    with pytest.raises(HostClosed, match=r"left alone until 2024-05-01 07:00 UTC: it was answered with 503"):
        get(desk, site.url("/a"))
    later(desk, minutes=2)
    assert get(desk, site.url("/a")).body == b"here"


def test_a_server_fault_may_pass(desk, site):
    answers = iter([500, 200])

    def answer(handler):
        handler.send_response(next(answers))
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.put("/a")
    site.pages["/a"].write = answer
    assert get(desk, site.url("/a")).status == 200
    assert desk.time.slept == [2.0]


def test_a_fault_that_will_not_pass_is_not_tried_again(desk, site):
    with pytest.raises(HostFault, match="501 Not Implemented"):
        get(desk, site.put("/a", status=501))
    assert len(site.asked) == 1


def test_the_circuit_of_a_broken_host_opens_for_longer_and_longer(desk, site):
    url = site.put("/a", status=500)
    for _ in range(3):
        with pytest.raises(HostFault):
            get(desk, url)
    assert len(site.asked) == 9
    for minutes in (10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440):
        with pytest.raises(HostClosed, match="left alone until"):
            get(desk, url)
        later(desk, minutes=minutes, seconds=15)
        asked = len(site.asked)
        with pytest.raises(HostFault):
            get(desk, url)
        assert len(site.asked) == asked + 1, "one request tells whether the host is well again"


def test_the_circuit_closes_when_the_host_is_well_again(desk, site):
    url = site.put("/a", status=500)
    for _ in range(3):
        with pytest.raises(HostFault):
            get(desk, url)
    later(desk, minutes=11)
    site.put("/a", "here")
    assert get(desk, url).body == b"here"
    site.put("/a", status=500)
    with pytest.raises(HostFault):
        get(desk, url)
    site.put("/a", "here")
    assert get(desk, url).body == b"here"


def test_another_host_is_not_held_to_account(make_desk, site):
    desk = make_desk(frozenset({"a.example", "b.example"}), lambda host, port: ["127.0.0.1"])
    site.put("/a", status=500)
    for _ in range(3):
        with pytest.raises(HostFault):
            get(desk, site.url("/a", "a.example"))
    site.put("/a", "here")
    with pytest.raises(HostClosed):
        get(desk, site.url("/a", "a.example"))
    assert get(desk, site.url("/a", "b.example")).body == b"here"


def test_a_clock_that_was_set_back_closes_nothing_for_ever(desk, site):
    url = site.put("/a", status=500)
    for _ in range(3):
        with pytest.raises(HostFault):
            get(desk, url)
    later(desk, days=-400)
    site.put("/a", "here")
    assert get(desk, url, delay=5.0).body == b"here"
    assert max(desk.time.slept) <= 8.0


def test_an_open_circuit_is_reported_and_loses_nothing(desk, site):
    source = Source(url=site.put("/a.jsonl", '{"id": "a", "text": "word"}\n'))
    desk.run(source)
    site.put("/a.jsonl", status=500)
    for _ in range(3):
        assert "500 Internal Server Error" in failed(desk.run(source))[0]
    (reason,) = failed(desk.run(source, after=timedelta(minutes=1)))
    assert "is left alone until" in reason
    assert desk.archive.count() == 1
    site.put("/a.jsonl", '{"id": "a", "text": "word"}\n{"id": "b", "text": "more"}\n')
    assert failed(desk.run(source, after=timedelta(minutes=15))) == ()
    assert desk.archive.count() == 2


def test_a_source_is_asked_no_more_often_than_it_wants(desk, site):
    source = Source(url=site.put("/a.jsonl", '{"id": "a", "text": "word"}\n{bad'), every=timedelta(hours=1))
    for _ in range(8):
        desk.run(source)
    assert len(site.asked) == 2
    assert desk.archive.count() == 1
    assert len(desk.archive.rejected()) == 1
