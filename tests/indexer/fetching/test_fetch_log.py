"""The log of fetches: what is kept of each URL, and what makes room."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from indexer.archive.archive_file import MEMORY, ArchiveFile
from indexer.fetching.log import KEPT_BODIES, FetchLog, Host, Known, hash_of, moment, stamp

NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def log():
    file = ArchiveFile(MEMORY)
    yield FetchLog(file)
    file.close()


def keep(log: FetchLog, url: str, *bodies: bytes) -> None:
    for body in bodies:
        log.keep_fetch(url, url, 200, {"etag": "x"}, body, NOW)


def kept(log: FetchLog, *bodies: bytes) -> list[bytes]:
    return [body for body in bodies if log.body(hash_of(body)) == body]


BODIES = [f"نص {number}".encode() for number in range(KEPT_BODIES + 3)]


def test_the_newest_bodies_of_a_url_are_kept(log):
    keep(log, "http://x/", *BODIES)
    assert kept(log, *BODIES) == BODIES[3:]


def test_a_body_that_came_back_is_new_again(log):
    keep(log, "http://x/", BODIES[0], *BODIES[1:KEPT_BODIES], BODIES[0], *BODIES[KEPT_BODIES:])
    assert kept(log, *BODIES) == [BODIES[0], *BODIES[4:]]


def test_a_body_that_another_url_has_is_kept(log):
    keep(log, "http://y/", BODIES[0])
    keep(log, "http://x/", *BODIES)
    assert kept(log, *BODIES) == [BODIES[0], *BODIES[3:]]


def test_the_body_that_was_read_last_is_kept_however_many_bad_ones_follow(log):
    keep(log, "http://x/", BODIES[0])
    log.keep_known(Known("here", "http://x/", hash=hash_of(BODIES[0])))
    keep(log, "http://x/", *BODIES[1:])
    assert kept(log, *BODIES) == [BODIES[0], *BODIES[3:]]


def test_what_is_known_is_remembered_by_source_and_url(log):
    known = Known("here", "http://x/", etag='"a"', articles=3, checked=stamp(NOW))
    assert log.known("here", "http://x/") == Known("here", "http://x/")
    log.keep_known(known)
    log.keep_known(replace(known, failures=2))
    assert log.known("here", "http://x/") == replace(known, failures=2)
    assert log.known("there", "http://x/") == Known("there", "http://x/")


def test_hosts_are_remembered(log):
    host = Host("http://x", failures=2, robots="", robots_read=stamp(NOW))
    assert log.host("http://x") == Host("http://x")
    log.keep_host(host)
    assert log.host("http://x") == host


def test_a_moment_survives_its_stamp():
    assert moment(stamp(NOW)) == NOW
    assert moment("") is None
