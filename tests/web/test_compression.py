"""Answers as gzip: the same words, for those who take it, and caches that keep the forms apart."""

import re
import zlib

import pytest
from flask.testing import FlaskClient

PAGES = ("/?q=agreement&ui=en", "/?q=مذكرة&ui=ar", "/help?ui=ar", "/article/a-1?ui=en")
ADDRESSES = (*PAGES, "/api/search?q=agreement", "/feed.atom", "/export.csv")


def test_the_words_are_the_same(client: FlaskClient) -> None:
    for address in ADDRESSES:
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in plain.headers
        if "Content-Encoding" not in packed.headers:
            assert len(plain.data) < 1024
            continue
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
        assert scrubbed(zlib.decompress(packed.data, zlib.MAX_WBITS | 16)) == scrubbed(plain.data)


def scrubbed(content: bytes) -> bytes:
    """Without the time that the answer took."""
    return re.sub(rb'[\d.]+ ms|"took_ms":[\d.]+', b"", content)


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("br", False),
        ("identity", False),
        ("", False),
        ("\xff, ;;q=x", False),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_only_who_takes_gzip_gets_it(client: FlaskClient, accepted: str, is_packed: bool, language: str) -> None:
    answer = client.get(f"/?ui={language}", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "gzip") is is_packed
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_answer_that_did_not_change_is_not_sent_again_in_any_form(client: FlaskClient) -> None:
    first = client.get("/?q=agreement", headers={"Accept-Encoding": "gzip"})
    for accepted in ("gzip", "identity"):
        again = client.get(
            "/?q=agreement", headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": accepted}
        )
        assert (again.status_code, again.data) == (304, b"")
        assert "Content-Encoding" not in again.headers
        assert "Accept-Encoding" in again.headers["Vary"]


def test_what_is_short_or_a_static_file_stays_as_it_is(client: FlaskClient) -> None:
    for address in ("/healthz", "/static/theme.js"):
        with client.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
            assert answer.status_code == 200
            assert "Content-Encoding" not in answer.headers


def test_the_head_alone_has_the_headers_of_the_whole(client: FlaskClient) -> None:
    address, headers = "/?q=agreement", {"Accept-Encoding": "gzip"}
    whole, head = client.get(address, headers=headers), client.head(address, headers=headers)
    assert head.data == b""
    assert head.headers["Content-Encoding"] == whole.headers["Content-Encoding"] == "gzip"
