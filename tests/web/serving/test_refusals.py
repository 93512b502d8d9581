"""What the server answers itself: dressed as every other answer, in both languages, with nothing of what was sent."""

import logging
import os
from contextlib import ExitStack, suppress
from http.client import HTTPMessage, HTTPResponse
from socket import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import LONG_SECONDS, WHOLE, Site
from lxml import html

from web.headers import HEADERS, HTTPS_ONLY
from web.serving import connections
from web.serving.channels import READING_SECONDS
from web.serving.refusals import MAX_BODY_KIB, MAX_HEADER_KIB, SAID, refusal

HOST = b"Host: localhost\r\n"
BODY, HEAD = MAX_BODY_KIB * 1024, MAX_HEADER_KIB * 1024
MARK = b"<b>mark</b>"
REFUSED = {
    "no request line": (400, MARK + b"\r\n\r\n"),
    "a method in small letters": (400, b"get / HTTP/1.1\r\n" + HOST + b"\r\n"),
    "no header": (400, b"GET / HTTP/1.1\r\n" + MARK + b"\r\n\r\n"),
    "a bare line feed": (400, b"GET / HTTP/1.1\r\nA: b\nc\r\n\r\n"),
    "an address that is none": (400, b"GET http://[" + MARK + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a length that is none": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + MARK + b"\r\n\r\n"),
    "a length of five thousand digits": (
        400,
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    ),
    "a chunk that is none": (400, b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "two lengths": (
        400,
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + WHOLE,
    ),
    "chunks in HTTP/1.0": (
        400,
        b"POST / HTTP/1.0\r\n"
        + HOST
        + b"Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n"
        + WHOLE,
    ),
    "no host": (400, b"GET / HTTP/1.1\r\n\r\n"),
    "a large head": (431, b"GET /?q=" + b"x" * HEAD + b" HTTP/1.1\r\n"),
    "a large body": (413, b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % BODY),
    "another encoding": (501, b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n"),
    "a fault": (500, b"GET /broken HTTP/1.1\r\n" + HOST + b"\r\n"),
}


@pytest.fixture(autouse=True)
def _looking_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CLEANING_SECONDS", 0)


def answered(one: socket) -> tuple[int, HTTPMessage, bytes]:
    coming = HTTPResponse(one)
    coming.begin()
    return coming.status, coming.headers, coming.read()


def check(status: int, headers: HTTPMessage, body: bytes) -> None:
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["Server"] is headers["Via"] is None
    assert (headers["Cache-Control"], headers["Connection"]) == ("no-store", "close")
    assert headers.get_content_type() == "text/html"
    page = html.fromstring(body.decode())
    english, arabic = page.cssselect("p")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    assert english.text_content() != arabic.text_content()
    assert str(status) in page.cssselect("h1")[0].text_content()
    assert not {word for word in (b"mark", b"waitress", b"Traceback", b"dark") if word in body}


@pytest.mark.parametrize(("status", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_the_server_refuses_looks_as_everything_else(status: int, sent: bytes) -> None:
    site = Site()
    with site.served():
        with site.connect(sent) as one:
            found = answered(one)
        assert found[0] == status
        check(*found)
        assert HTTPS_ONLY.keys().isdisjoint(found[1].keys())
        assert site.ask() == b"200 yes"


@pytest.mark.parametrize("name", ["two lengths", "chunks in HTTP/1.0"])
def test_behind_a_request_whose_end_is_not_clear_there_is_no_other(name: str) -> None:
    site = Site()
    with site.served(), site.connect(REFUSED[name][1]) as one:
        assert answered(one)[0] == 400
        with suppress(ConnectionResetError):
            assert one.recv(1) == b""


@pytest.mark.parametrize(
    "sent",
    [
        b"G",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 9\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nha",
    ],
)
def test_a_request_that_does_not_come_in_in_time_is_told_so(sent: bytes) -> None:
    site = Site()
    with site.served(), site.connect(sent) as slow:
        assert site.ask() == b"200 yes"
        site.now += READING_SECONDS + 1
        found = answered(slow)
        assert found[0] == 408
        check(*found)
        assert slow.recv(1) == b""


def test_a_site_of_https_says_so_here_too() -> None:
    site = Site()
    with site.served(is_secure=True), site.connect(b"x\r\n\r\n") as one:
        _, headers, _ = answered(one)
        assert {name: headers[name] for name in HTTPS_ONLY} == HTTPS_ONLY


def test_of_a_visitor_with_too_many_questions_at_once_some_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_WAITING", 2)
    monkeypatch.setattr(connections, "PASSING_SECONDS", 0)
    site = Site()
    with site.served(threads=1) as serving, ExitStack() as stack:
        stack.enter_context(site.connect(b"GET /held HTTP/1.1\r\n" + HOST + b"\r\n"))
        assert site.began.wait(LONG_SECONDS)
        asking = [stack.enter_context(site.connect(WHOLE)) for _ in range(5)]
        while len(serving.dispatcher.queue) < len(asking):
            os.sched_yield()
        site.let.set()
        found = [answered(one) for one in asking]
        assert sorted(status for status, *_ in found) == [200, 200, 429, 429, 429]
        refused = next(one for one in found if one[0] == 429)
        check(*refused)
        assert int(refused[1]["Retry-After"]) > 0


def test_as_large_as_a_request_may_be_it_is_answered() -> None:
    site = Site()
    with site.served():
        for sent in (
            b"GET /?q=" + b"x" * (HEAD - 100) + b" HTTP/1.1\r\n" + HOST + b"\r\n",
            b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % (BODY - 1) + b"x" * (BODY - 1),
        ):
            with site.connect(sent) as one:
                assert answered(one)[0] == 200


@given(
    st.lists(st.binary(max_size=40) | st.sampled_from([b"GET ", b"/", b" HTTP/1.1\r\n", b"\r\n", HOST, b"http://["]))
)
@settings(max_examples=60)
def test_no_bytes_end_the_process(pieces: list[bytes]) -> None:
    logged: list[logging.LogRecord] = []
    listener = logging.Handler()
    listener.emit = logged.append
    logging.getLogger("waitress").addHandler(listener)
    try:
        site = Site()
        with site.served(), site.connect(b"".join(pieces)) as one:
            one.sendall(b"\r\n\r\n" + WHOLE)
            assert site.ask() == b"200 yes"
    finally:
        logging.getLogger("waitress").removeHandler(listener)
    assert [record.getMessage() for record in logged if record.exc_info or record.levelno >= logging.ERROR] == []


def test_any_other_status_is_said_by_its_kind() -> None:
    english = {status: refusal(status).split(b"<p>")[1] for status in (*SAID, 418, 505)}
    assert english[418] == english[400]
    assert english[505] == english[500]
    assert len(set(english.values())) == len(SAID)
