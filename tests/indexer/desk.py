"""A site on loopback that answers as a test says, a clock that only pretends, and runs over both."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.fetching.address import Guard, Resolve, resolve
from indexer.fetching.client import Client
from indexer.fetching.clock import Clock
from indexer.fetching.documents import Documents
from indexer.fetching.fetcher import Fetcher
from indexer.fetching.log import FetchLog
from indexer.fetching.transport import Bounds, Transport
from indexer.model.source import Source
from indexer.runs.ingest import Ingest, Ingested, Origins
from indexer.runs.intake import Intake
from indexer.runs.local_files import LocalFiles

NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
LIMIT = 100_000
Asked = tuple[str, dict[str, str]]


@dataclass
class Page:
    """An answer: bytes, or a function that writes to the connection itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


class Site(ThreadingHTTPServer):
    """A web server whose pages a test sets; `asked` lists what was asked for, but robots.txt."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.released = threading.Event()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def put(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = Page(data, status, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        if self.path != "/robots.txt":
            self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path, Page(b"not here", 404))
        if page.write is not None:
            page.write(self)
            return
        etag = page.headers.get("ETag")
        if etag is not None and self.headers.get("If-None-Match") == etag and page.status == 200:
            page = Page(status=304)
        self.send_response(page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in page.headers:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        self.wfile.write(page.body)

    def log_message(self, *words: object) -> None:
        """Tests read what they print."""


class FakeTime:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


class Desk:
    """An archive and the runs over it, one every ten minutes."""

    def __init__(self, path: Path, hosts: frozenset[str], resolve: Resolve, bounds: Bounds) -> None:
        self.archive = Archive(path)
        self.now = NOW
        self.time = FakeTime()
        self.withdrawal = 1.0
        self._transport = Transport(Guard(hosts, resolve), "Mithaq/1.0")
        self._bounds = bounds

    def run(self, *sources: Source, after: timedelta = timedelta(minutes=10)) -> Ingested:
        self.now += after
        return self._ingest().read(sources)

    def client(self) -> Client:
        return Client(self._transport, FetchLog(self.archive.file), self._clock())

    def live(self) -> dict[str, str]:
        """Texts of the live items by title."""
        return {item.raw.title: item.raw.text for item in self.archive.live()}

    def _clock(self) -> Clock:
        return Clock(self.now, self.time.monotonic, self.time.sleep)

    def _ingest(self) -> Ingest:
        log, clock = FetchLog(self.archive.file), self._clock()
        fetcher = Fetcher(Documents(Client(self._transport, log, clock), log, clock, self._bounds), clock)
        files = LocalFiles(self.archive.file, max_bytes=LIMIT, now=self.now, everything=False)
        intake = Intake(self.archive, self.now, lambda _: None)
        return Ingest(self.archive, Origins(fetcher.read, files), intake, self.withdrawal, self.now)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.released.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(
        hosts: frozenset[str] = frozenset({"127.0.0.1"}),
        resolve: Resolve = resolve,
        bounds: Bounds = Bounds(LIMIT),  # noqa: B008
    ) -> Desk:
        desks.append(Desk(tmp_path / f"archive-{len(desks)}.sqlite", hosts, resolve, bounds))
        return desks[-1]

    yield make
    for desk in desks:
        desk.archive.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    return make_desk()


def failed(outcome: Ingested) -> tuple[str, ...]:
    """What failed in a run, as a person reads it."""
    return tuple(str(failure.note) for failure in outcome.failures)
