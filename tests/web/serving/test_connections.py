"""The connections of one process: those of slow visitors and of many, and the threads that answer."""

import os
from http.client import HTTPResponse
from select import select

import pytest
from loopback import LONG_SECONDS, WHOLE, Site, answer

from web.serving import connections
from web.serving.channels import IDLE_SECONDS, READING_SECONDS
from web.serving.connections import CLEANING_SECONDS, PASSING_SECONDS
from web.serving.turns import REQUEST_SECONDS


@pytest.fixture(autouse=True)
def _looking_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CLEANING_SECONDS", 0)


def test_a_connection_that_asks_nothing_and_one_that_asks_by_the_letter_take_no_thread() -> None:
    site = Site()
    with site.served(threads=1), site.connect(), site.connect(b"GET / HT"), site.connect(WHOLE[:-2]) as slow:
        assert site.ask() == b"200 yes"
        slow.sendall(WHOLE[-2:])
        assert answer(slow) == b"200 yes"


def test_where_there_are_too_many_the_one_that_waits_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 3)
    site = Site()
    with site.served():
        waiting = []
        for _ in range(7):
            site.now += 1
            waiting.append(site.connect())
            assert site.ask() == b"200 yes"
        assert waiting[0].recv(1) == b""
        waiting[-1].sendall(WHOLE)
        assert answer(waiting[-1]) == b"200 yes"
        for one in waiting:
            one.close()


def test_where_all_are_being_answered_the_next_waits_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MAX_CONNECTIONS", 2)
    site, held = Site(), WHOLE.replace(b"/ ", b"/held ", 1)
    with site.served(threads=2) as serving, site.connect(held) as one, site.connect(held) as other:
        while len(serving.dispatcher.running) < 2:
            os.sched_yield()
        with site.connect(WHOLE) as next_one:
            site.let.set()
            assert [answer(asked) for asked in (one, other, next_one)] == [b"200 yes"] * 3


@pytest.mark.parametrize(
    ("sent", "seconds"), [(b"", IDLE_SECONDS), (b"GET / HTTP/1.1\r\n", READING_SECONDS), (b"\r\n\r\n", IDLE_SECONDS)]
)
def test_a_connection_that_brings_no_request_in_time_is_closed(sent: bytes, seconds: int) -> None:
    site = Site()
    with site.served(), site.connect(sent) as slow, site.connect(WHOLE) as other:
        assert answer(other) == b"200 yes"
        site.now += seconds + CLEANING_SECONDS
        assert not slow.recv(4096).startswith(b"HTTP/1.1 200")
        assert site.ask() == b"200 yes"


def test_letters_that_drip_in_do_not_hold_a_connection_open() -> None:
    site = Site()
    with site.served(), site.connect(b"G") as slow:
        for letter in (b"E", b"T"):
            assert site.ask() == b"200 yes"
            site.now += READING_SECONDS * 0.4
            slow.sendall(letter)
        assert site.ask() == b"200 yes"
        site.now += READING_SECONDS * 0.4
        assert b"200" not in slow.recv(4096)


def test_a_process_that_is_behind_leaves_a_connection_to_others_for_a_moment() -> None:
    site, held = Site(), WHOLE.replace(b"/ ", b"/held ", 1)
    with site.served() as serving, site.connect(held) as one:
        assert site.began.wait(LONG_SECONDS)
        with site.connect(WHOLE) as two:
            while not serving.dispatcher.is_behind():
                os.sched_yield()
            with site.connect(WHOLE) as three:
                while serving._servers[0].passed != site.now:
                    os.sched_yield()
                assert len(serving._servers[0].active_channels) == 2
                assert not serving._servers[0].readable()
                site.now += 2 * PASSING_SECONDS
                while len(serving._servers[0].active_channels) < 3:
                    os.sched_yield()
                site.let.set()
                assert [answer(asked) for asked in (one, two, three)] == [b"200 yes"] * 3


def test_large_requests_leave_threads_for_others() -> None:
    site, large = Site(), WHOLE.replace(b"/ ", b"/export.held ", 1)
    with site.served(threads=2), site.connect(large) as one, site.connect(large) as other:
        assert site.began.wait(LONG_SECONDS)
        assert [site.ask() for _ in range(3)] == [b"200 yes"] * 3
        assert select([one, other], [], [], 0)[0] == []
        site.let.set()
        assert [answer(asked) for asked in (one, other)] == [b"200 yes"] * 2


def test_a_connection_goes_on_after_an_answer_without_a_body() -> None:
    site, same = Site(), WHOLE.replace(b"/ ", b"/same ", 1)
    with site.served(), site.connect() as one:
        for _ in range(2):
            one.sendall(same)
            assert answer(one) == b"304 "
        one.sendall(WHOLE)
        assert answer(one) == b"200 yes"


@pytest.mark.parametrize(
    "asked",
    [WHOLE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0")],
)
def test_a_connection_ends_where_its_client_wants_it(asked: bytes) -> None:
    site = Site()
    with site.served(), site.connect(asked.replace(b"/ ", b"/same ", 1)) as one:
        coming = HTTPResponse(one)
        coming.begin()
        assert coming.headers["Connection"] == "close"
        assert one.recv(1) == b""


def test_a_request_that_runs_too_long_is_known() -> None:
    site = Site()
    with site.served() as serving, site.connect(b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as held:
        assert site.began.wait(LONG_SECONDS)
        assert not serving.dispatcher.is_overdue()
        site.now += REQUEST_SECONDS + 1
        assert serving.dispatcher.is_overdue()
        site.let.set()
        assert answer(held) == b"200 yes"
        site.ask()
        assert not serving.dispatcher.is_overdue()


def test_closing_waits_for_the_answer_under_way() -> None:
    site = Site()
    with site.served(), site.connect(b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n") as held:
        assert site.began.wait(LONG_SECONDS)
        site.ended.set()
        site.let.set()
        assert answer(held) == b"200 yes"


def test_no_answer_names_the_server() -> None:
    site = Site()
    with site.served(), site.connect(WHOLE) as one:
        coming = HTTPResponse(one)
        coming.begin()
        assert "server" not in {name.lower() for name in coming.headers}
