"""What is fuzzed: each target takes any bytes, and raises if what must always hold does not.

In: the data directory of a small index. Out: functions of bytes, with their seeds and how inputs of their kind are
drawn. Never here: catching what is raised.
"""

import gzip
import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes

from hypothesis import strategies as st
from lxml import etree
from werkzeug.test import create_environ, run_wsgi_app

from analyzers.pipeline import Analyzer
from app import create_app
from indexer.extract.extractor import Extractor
from indexer.extract.pages.cutting import cut
from indexer.fence.fence import in_place
from indexer.fetching.errors import FetchError
from indexer.fetching.sitemap import is_sitemap, read_sitemap
from indexer.fetching.url import read_url
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Evidence, RawArticle, Rejected
from indexer.model.notes import Note
from indexer.model.settings import Settings, seeds_directory
from indexer.sources import file
from indexer.sources.file import limited, read_file, reader, steps_of
from indexer.sources.found.origin import Found, FoundArticle, Origin
from indexer.sources.kinds import FileKind
from indexer.sources.records import jsonl
from search.model.results import Parameters
from search.query.parser import parse
from search.service import SearchService
from tests.fuzz import drawing
from tests.fuzz.watching import Run

NOW = datetime(2024, 5, 1, tzinfo=UTC)
ORIGIN = Origin("x", "file:///x", NOW)
MAX_BYTES = 100_000
SAMPLE = seeds_directory() / "articles"
BASE = read_url("https://example.org/sitemap.xml")
#: Errors that our code never raises because of its input: behind such a rejection is a fault.
FAULTS_OF_CODE = {
    *("AssertionError", "AttributeError", "IndexError", "KeyError", "NameError", "TypeError", "UnboundLocalError"),
    *("ZeroDivisionError", "UnicodeEncodeError", "StopIteration", "TimeoutError"),
}
#: Where parsers that others wrote begin; what they raise on broken input is a rejection, as it should be.
PARSERS = ("feedparser/api.py",)
#: Characters of a query that are read.
QUERY_LENGTH = 4_000


@dataclass(frozen=True)
class Target:
    """`make` gives the function, for the data directory; `length` is that of the inputs whose growth is measured."""

    make: Callable[[Path], Run]
    seeds: tuple[bytes, ...]
    drawn: st.SearchStrategy[bytes]
    length: int = 16_000


class _Hidden:
    """The error behind the last rejection: readers make words of what a parser raises, and of what our code raises."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self._reason_of = file._reason_of
        file._reason_of = self.reason_of

    def reason_of(self, error: Exception) -> Note:
        self.error = error
        return self._reason_of(error)


HIDDEN = _Hidden()


def _read(items: Callable[[bytes], Iterator[Found]], data: bytes) -> None:
    for item in limited(ORIGIN, in_place(partial(steps_of, ORIGIN, items(data)))):
        _holds(item)


def _is_of_a_parser() -> bool:
    """Whether the hidden error was raised inside a parser that others wrote."""
    frames = traceback.extract_tb(HIDDEN.error.__traceback__ if HIDDEN.error else None)
    return any(frame.filename.endswith(PARSERS) for frame in frames)


def _holds(item: FoundArticle | Rejected) -> None:
    if isinstance(item, Rejected):
        if HIDDEN.error is not None and item.reason.values.get("kind") in FAULTS_OF_CODE and not _is_of_a_parser():
            raise HIDDEN.error
        written = [item.where, str(item.reason)]
    else:
        article = item.article
        assert article.text.strip() or article.title
        written = [article.uri, article.text, article.title, article.anchor, article.url, article.id]
        written += [article.published, article.source, article.language]
    json.dumps(written, ensure_ascii=False).encode()


def _reading(kind: FileKind) -> Callable[[Path], Run]:
    return lambda _: partial(_read, lambda data: reader(kind)(ORIGIN, data))


def _reading_lines(_: Path) -> Run:
    return partial(_read, lambda data: jsonl.read(ORIGIN, BytesIO(data), MAX_BYTES))


def _reading_files(data: Path) -> Run:
    """Files whose kind is told by their first bytes, plain and packed."""
    names = ("a", "a.xml", "a.txt.gz", "a.jsonl.gz", "a.gz")

    def run(given: bytes) -> None:
        for name in names:
            path = data / name
            path.write_bytes(given)
            for item in read_file(path, MAX_BYTES, NOW):
                _holds(item)

    return run


def _reading_sitemaps(_: Path) -> Run:
    def run(data: bytes) -> None:
        is_sitemap(data)
        try:
            read_sitemap(data, BASE)
        except FetchError:
            return

    return run


def _extracting(_: Path) -> Run:
    """The first line is the title, if the second is empty; what words were read from stands where it is said."""
    extractor, analyzer = Extractor(Gazetteers.load(seeds_directory() / "gazetteers")), Analyzer()

    def run(data: bytes) -> None:
        title, gap, text = data.decode("utf-8", "replace").partition("\n\n")
        raw = RawArticle("file:///x", text, title, published="2021-03", published_from="metadata", fetched_at=NOW)
        if not gap or "\n" in title:
            raw = RawArticle("file:///x", data.decode("utf-8", "replace"), fetched_at=NOW)
        for item in cut(raw).items:
            article = extractor.extract(item)
            evidence = [one for mention in (*article.countries, *article.agencies) for one in mention.evidence]
            for one in evidence:
                _stands(one, article.title, article.text)
            for words in (article.title, article.text):
                for token in analyzer.analyze(words):
                    assert 0 <= token.start <= token.end <= len(words)

    return run


def _stands(evidence: Evidence, title: str, text: str) -> None:
    if evidence.field in {"title", "text"}:
        words = title if evidence.field == "title" else text
        assert words[evidence.start : evidence.end] == evidence.words


def _settings(data: Path) -> Settings:
    return Settings(seeds=seeds_directory(), data=data, rate_limits="off")


def _asking(data: Path) -> Run:
    """A query as typed: its page, its completions, and the first article that it finds."""
    service = SearchService(_settings(data))

    def run(given: bytes) -> None:
        typed = given.decode("utf-8", "replace")
        parse(typed)
        page = service.search(Parameters(q=typed, limit=5))
        assert 1 <= page.page <= page.pages
        assert len(page.hits) == min(5, page.total)
        service.suggest(Parameters(q=typed, ui="ar"))
        for hit in page.hits[:1]:
            assert service.article(hit.id, Parameters(q=typed, ui="en")) is not None

    return run


class _Raised(logging.Handler):
    """Raises again what the application answered with a 500."""

    def __init__(self) -> None:
        super().__init__()
        self.error: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.error = record.exc_info[1]


def _requesting(data: Path) -> Run:
    """The first line is `METHOD address`, each of the others a header; as a server hands them to the application. An
    article is asked for by its number in the sample, since ids depend on where it lies."""
    settings = _settings(data)
    service = SearchService(settings)
    ids = sorted(hit.id for hit in service.search(Parameters(limit=100)).hits)
    app = create_app(settings, service, now=lambda: NOW)
    raised = _Raised()
    app.logger.addHandler(raised)
    app.logger.propagate = False

    def run(given: bytes) -> None:
        raised.error = None
        environ, path = _environ(given)
        if numbered := NUMBERED.fullmatch(path):
            environ["PATH_INFO"] = numbered[1] + ids[int(numbered[2]) % len(ids)]
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        answer = b"".join(body)
        if raised.error is not None:
            raise raised.error
        assert int(status[:3]) < 500, status
        if environ["REQUEST_METHOD"] == "GET" and status.startswith("200"):
            _is_sound(headers.get("Content-Type", ""), answer, path)

    return run


NUMBERED = re.compile(r"(/(?:api/)?article/)([0-9]{1,3})")


def _environ(given: bytes) -> tuple[dict[str, object], str]:
    first, *lines = given.replace(b"\r", b"").split(b"\n")
    method, _, address = first.partition(b" ")
    path, _, query = address.partition(b"?")
    environ = create_environ("/", method="GET")
    environ["REQUEST_METHOD"] = method.decode("latin-1").upper() if method.isalpha() else "GET"
    environ["PATH_INFO"] = "/" + unquote_to_bytes(path).decode("latin-1").lstrip("/")
    environ["QUERY_STRING"] = query.decode("latin-1")
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon and name.replace(b"-", b"").isalnum():
            key = name.decode("ascii").upper().replace("-", "_")
            environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value.strip().decode(
                "latin-1"
            )
    return environ, str(environ["PATH_INFO"])


def _is_sound(media_type: str, answer: bytes, path: str) -> None:
    if path.startswith("/static/"):
        return
    text = answer.decode("utf-8")
    if "json" in media_type:
        json.loads(text)
    elif "xml" in media_type:
        etree.fromstring(answer)


def _files(*suffixes: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(SAMPLE.iterdir()) if path.suffix in suffixes)


TARGETS: dict[str, Target] = {
    "text": Target(_reading(FileKind.TEXT), _files(".txt"), drawing.TEXTS),
    "page": Target(_reading(FileKind.PAGE), (*_files(".html"), *drawing.PAGE_SEEDS), drawing.PAGES),
    "feed": Target(_reading(FileKind.FEED), (*_files(".rss"), *drawing.FEED_SEEDS), drawing.FEEDS),
    "json": Target(_reading(FileKind.JSON), (*_files(".json"), *drawing.JSON_SEEDS), drawing.JSON),
    "mail": Target(_reading(FileKind.MAIL), drawing.MAIL_SEEDS, drawing.MAILS),
    "jsonl": Target(_reading_lines, _files(".jsonl"), drawing.JSON_LINES),
    "file": Target(
        _reading_files,
        tuple(gzip.compress(one, mtime=0) for one in _files(".jsonl", ".json")),
        drawing.FILES,
        length=4_000,
    ),
    "sitemap": Target(_reading_sitemaps, drawing.SITEMAP_SEEDS, drawing.SITEMAPS),
    "extraction": Target(_extracting, _files(".txt"), drawing.TEXTS),
    "query": Target(_asking, drawing.QUERY_SEEDS, drawing.QUERIES, length=QUERY_LENGTH),
    "request": Target(_requesting, drawing.REQUEST_SEEDS, drawing.REQUESTS),
}
