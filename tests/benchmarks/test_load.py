"""The load benchmark asks as it says, counts what it got, and tells a bound that is broken."""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.load.clients import Answer, Asked, Connection, ask
from benchmarks.load.collection import NAMES, copied, sample, served, swapping
from benchmarks.load.figures import (
    GAIN_SECONDS,
    Load,
    Scenario,
    broken_loads,
    broken_scenarios,
    failures,
    gain_line,
    load_table,
    scenario_table,
)
from benchmarks.load.processors import PROC, of_machine, of_session
from benchmarks.load.questions import MIX, Newsroom, Question
from indexer.generations.generations import Generations, faults
from indexer.model.article import Article, Language, PublishedDate
from search.query.lexer import MAX_WORDS
from tests.indexer.running import Commands, write_export

pytestmark = pytest.mark.slow

TAG = '"x"'
ARTICLES = [
    Article(f"a/{n}", "file:///x", text, title=title, language=language, published=PublishedDate(f"20{10 + n}-05"))
    for n in range(9)
    for text, title, language in (
        ("Ministers signed several agreements yesterday.", f"Ministers signed police agreements {n}", Language.EN),
        ("وقعت الوزارات عدة اتفاقيات للتعاون", f"الوزارات توقع اتفاقيات التعاون الأمني {n}", Language.AR),
    )
]


class Handler(BaseHTTPRequestHandler):
    """Answers as a server does; `/cut` ends within an answer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        same = self.headers["If-None-Match"] == TAG
        self.send_response(304 if same else 500 if self.path == "/broken" else 200)
        self.send_header("ETag", TAG)
        if self.path == "/last":
            self.send_header("Connection", "close")
        if not same:
            body = f"{self.headers['X-Forwarded-For']} {'x' * 300_000}".encode()
            self.send_header("Content-Length", str(len(body) + (self.path == "/cut")))
        self.end_headers()
        if not same:
            self.wfile.write(body)
        self.close_connection = self.path == "/cut"

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_client_reads_answers_to_their_ends(port: int) -> None:
    connection = Connection(port, 1)
    assert connection.ask("/") == (200, TAG.encode())
    assert connection.ask("/", TAG.encode()) == (304, TAG.encode())
    assert connection.ask("/broken")[0] == 500
    assert connection.is_open
    assert connection.ask("/last")[0] == 200
    assert not connection.is_open
    connection.close()


def test_an_answer_that_breaks_off_is_none(port: int) -> None:
    connection = Connection(port, 1)
    with pytest.raises(ConnectionError):
        connection.ask("/cut")
    connection.close()


def test_a_client_that_finds_no_server_is_a_failure() -> None:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    asked = ask(closed, [Question("search", "/")], seconds=60, clients=3)
    assert failures(asked.answers) == len(asked.faults) == 3


def test_the_seed_decides_what_is_asked() -> None:
    first, again, other = (Newsroom(ARTICLES, seed).mixed(300) for seed in (1, 1, 2))
    assert first == again != other
    assert {question.kind for question in first} == set(MIX)
    assert all(question.path.isascii() for question in first)
    articles = {urlsplit(question.path).path for question in first if question.kind == "article"}
    assert "/article/a/1" in articles


def test_the_costliest_questions_are_allowed_ones() -> None:
    asked = Newsroom(ARTICLES, 1).costliest()
    assert len(asked) > 5
    for variants in asked.values():
        assert len({question.path for question in variants}) > 1 or "nearly all" in variants[0].kind
        for question in variants:
            query = parse_qs(urlsplit(question.path).query)["q"][0]
            assert 0 < len(query.split()) <= MAX_WORDS


def test_two_generations_of_a_collection_are_served_by_turns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small_seeds: Path
) -> None:
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    commands = Commands(tmp_path / "data", capsys)
    commands.run("reindex", "--source", write_export(tmp_path / "export.jsonl"))
    generation, data = served(commands.data), tmp_path / "copy"
    data.mkdir()
    copied(generation, data)
    assert len(sample(generation, 2, seed=1)) == 2
    with swapping(data, 0) as swaps:
        while len(swaps) < 3:
            os.sched_yield()
    assert swaps[:3] == [NAMES[1], NAMES[0], NAMES[1]]
    for name in NAMES:
        one = Generations(data).read(name)
        assert (one.manifest.name, faults(one)) == (name, [])
    assert faults(generation) == []


@pytest.mark.skipif(not PROC.joinpath("stat").exists(), reason="there is no /proc")
def test_the_time_of_a_session_is_part_of_that_of_the_machine() -> None:
    assert 0 < of_session(os.getsid(0)) < of_machine()


def answers(seconds: list[float], status: int = 200, clock: float = GAIN_SECONDS) -> Asked:
    return Asked([Answer("search", status, one) for one in seconds], clock)


EVEN = [0.1] * 1000
UNEVEN = [0.1] * 900 + [0.6] * 100


@pytest.mark.parametrize(
    ("one", "two", "broken"),
    [
        (answers(EVEN), answers(EVEN * 2), []),
        (answers(EVEN), answers(EVEN), ["2 processes answer 1.00 times"]),
        (answers(EVEN, clock=1), answers(EVEN, clock=1), []),
        (answers(EVEN), answers(UNEVEN * 2), ["p99 is 6.0 medians with 2"]),
        (answers([*EVEN, 0.1], status=304), answers(EVEN * 2, status=500), ["2000 requests failed with 2"]),
        (answers(EVEN, status=0), answers(EVEN * 2), ["1000 requests failed with 1"]),
    ],
)
def test_a_bound_of_the_load_that_is_broken_is_told(one: Asked, two: Asked, broken: list[str]) -> None:
    told = list(broken_loads([Load(1, one, 1, 0, 0), Load(2, two, 1, 0, 0)]))
    assert [line[: len(start)] for line, start in zip(told, broken, strict=True)] == broken


@pytest.mark.parametrize(
    ("visitor", "others", "broken"),
    [
        (answers([0.9]), Asked(), []),
        (answers([1.1]), Asked(), ["x: a normal search takes 11.0 times"]),
        (answers([0.1], status=408), Asked(), ["x: 1 requests failed"]),
        (answers([0.1]), answers([1.0] * 3, status=429), ["x: 3 requests failed"]),
    ],
)
def test_a_bound_of_a_scenario_that_is_broken_is_told(visitor: Asked, others: Asked, broken: list[str]) -> None:
    told = list(broken_scenarios(answers([0.1]), [Scenario("x", visitor, others)]))
    assert [line[: len(start)] for line, start in zip(told, broken, strict=True)] == broken


def test_halves_are_added_before_they_are_told() -> None:
    half = Load(2, answers([0.1, 0.3], clock=2), 3, 1.5, 3.0)
    assert load_table([half + half]).splitlines()[-1].startswith("| 2 | 4 | 0 | 6 | 200 | 300 | 1.5 | 1.0 |")


def test_a_gain_is_told_by_the_clock_and_by_the_processors() -> None:
    one, two = Load(1, answers([0.1] * 10, clock=1), 0, 1.0, 2.0), Load(2, answers([0.1] * 15, clock=1), 0, 1.5, 2.0)
    assert "1.50 times as much as 1, and for each second of processor time 1.00 times" in gain_line(one, two)


def test_a_scenario_is_told_beside_the_quiet_one() -> None:
    rows = scenario_table(answers([0.1]), [Scenario("x", answers([0.25, 0.35]), answers([1.0], status=0))])
    assert rows.splitlines()[2:] == ["| nothing | 1 | 100.0 | 1.0 | 0 | 0 | 0 |", "| x | 2 | 300.0 | 3.0 | 0 | 1 | 1 |"]
