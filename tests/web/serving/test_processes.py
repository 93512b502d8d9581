"""The processes of the page, really started: how they begin, are replaced, count together and end."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from web.serving.processes import listen

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
LONG_SECONDS = 60
#: Serves what tells its process, and under /stuck never answers.
TELLING = """
import os, sys, threading
from web.serving import processes, turns
from indexer.model.settings import Settings

def told(environ, start_response):
    if environ["PATH_INFO"] == "/stuck":
        threading.Event().wait()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]

turns.REQUEST_SECONDS, processes.HANGING_SECONDS = 0, 1
sys.exit(processes.serve(told, Settings(port=0, processes=int(sys.argv[1]))))
"""
#: Serves the page, without an index.
PAGE = """
import sys
from pathlib import Path
from app import create_app
from indexer.model.settings import Settings, seeds_directory
from web.metrics import counted_together
from web.serving.processes import serve

settings = Settings(port=0, processes=int(sys.argv[1]), data=Path(sys.argv[2]), seeds=seeds_directory())
with counted_together() as folder:
    print(folder, flush=True)
    sys.exit(serve(create_app(settings), settings))
"""


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def ask(self, address: str = "/") -> tuple[int, str]:
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG_SECONDS)
        try:
            asking.request("GET", address)
            answer = asking.getresponse()
            return answer.status, answer.read().decode()
        finally:
            asking.close()

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self, how: int) -> int:
        self.process.send_signal(how)
        return self.process.wait(LONG_SECONDS)


@contextmanager
def served(program: str, *arguments: object) -> Iterator[Served]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        said = []
        for line in process.stdout:
            said.append(line.strip())
            if found := re.search(r":(\d+)/  \(stop: Ctrl-C\)", line):
                yield Served(process, int(found[1]), said)
                break
        else:
            raise AssertionError(process.stderr.read())
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_where_it_listens_and_ends_in_good_order(how: int) -> None:
    with served(TELLING, 2) as server:
        assert server.said == [f"Mithaq is at http://127.0.0.1:{server.port}/  (stop: Ctrl-C)"]
        assert server.ask()[0] == 200
        workers = server.workers()
        assert server.stop(how) == 0
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_a_process_that_dies_is_replaced_and_nobody_is_turned_away() -> None:
    with served(TELLING, 1) as server:
        _, first = server.ask()
        os.kill(int(first), signal.SIGKILL)
        status, second = server.ask()
        assert (status, second != first) == (200, True)
        assert server.stop(signal.SIGTERM) == 0


@pytest.mark.reliability
def test_a_request_that_never_ends_ends_with_its_process() -> None:
    with served(TELLING, 1) as server:
        _, first = server.ask()
        with pytest.raises((http.client.HTTPException, OSError)):
            server.ask("/stuck")
        status, second = server.ask()
        assert (status, second != first) == (200, True)


def test_requests_are_counted_over_all_processes_the_dead_ones_too(tmp_path: Path) -> None:
    with served(PAGE, 1, tmp_path) as server:
        folder = Path(server.said[0])
        for _ in range(3):
            assert server.ask("/help")[0] == 200
        os.kill(server.workers()[0], signal.SIGKILL)
        for _ in range(2):
            assert server.ask("/help")[0] == 200
        _, metrics = server.ask("/metrics")
        assert 'mithaq_http_request_seconds_count{endpoint="help",status="200"} 5.0' in metrics
        assert "mithaq_generation_number 0.0" in metrics
        assert folder.is_dir()
        assert server.stop(signal.SIGINT) == 0
        assert not folder.exists()


def test_a_port_that_is_taken_is_an_error_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="Address already in use"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_both_kinds_of_addresses_are_listened_at() -> None:
    opened = listen("localhost", 0)
    assert {one.family for one in opened} <= {socket.AF_INET, socket.AF_INET6}
    for one in opened:
        assert one.getsockname()[0] in {"127.0.0.1", "::1"}
        one.close()
