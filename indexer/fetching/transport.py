"""One HTTP request to one checked address, within its bounds.

In: a URL, headers, and bounds of size and time. Out: `Response`, its body unpacked. Never here: redirects, retries,
delays (`client.py`), an address that was not checked, or more bytes than the bounds allow.
"""

import http.client
import io
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from indexer.fetching.address import Guard
from indexer.fetching.errors import FetchError, HostFault
from indexer.fetching.url import Url
from indexer.model.causes import Cause
from indexer.model.notes import note
from indexer.sources.decoding.inflating import inflate
from indexer.sources.found.origin import Unreadable

CHUNK_BYTES = 65536
MAX_ADDRESSES = 4
MAX_DIGITS = 18  # an exabyte has no more
PACKED = frozenset({"gzip", "x-gzip"})
UNPACKED = frozenset({"", "identity"})
#: The errors of connecting, TLS, HTTP and sockets.
FAULTS = (HTTPError, http.client.HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one request. `silence_seconds` bounds each wait for more bytes, `total_seconds` the whole request."""

    max_bytes: int
    connect_seconds: float = 10.0
    silence_seconds: float = 20.0
    total_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Response:
    """The answer of a server: header names in lower case, the body without its content encoding."""

    url: Url
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class ConnectionWatch:
    """Ends a connection when its time is over, even while a slow trickle of bytes still comes."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.is_over = False

    def end(self) -> None:
        """Called from the timer's thread."""
        self.is_over = True
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)


class Transport:
    """Sends requests under one user agent. TLS trusts what the system trusts (SSL_CERT_FILE counts)."""

    def __init__(self, guard: Guard, agent: str) -> None:
        self._guard = guard
        self._agent = agent

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def get(self, url: Url, headers: Mapping[str, str], bounds: Bounds) -> Response:
        """The answer to a GET; raises HostFault, or FetchError for an answer that cannot be accepted."""
        with closing(self._connect(url, bounds)) as connection:
            connection.timeout = bounds.silence_seconds
            with _watched(connection, bounds.total_seconds) as watch:
                try:
                    connection.request(
                        "GET",
                        url.target,
                        headers=self._headers(url) | dict(headers),
                        preload_content=False,
                        decode_content=False,
                    )
                    with closing(connection.getresponse()) as answer:
                        data = _read(answer, bounds)
                except FAULTS as error:
                    raise _fault(error, watch, bounds) from error
            if watch.is_over:
                raise _late(bounds)
        fields = {name.lower(): value for name, value in answer.headers.items()}
        body = _unpack(data, fields.get("content-encoding", ""), bounds.max_bytes)
        return Response(url, answer.status, fields, body)

    def _headers(self, url: Url) -> dict[str, str]:
        return {"Host": url.netloc, "User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip"}

    def _connect(self, url: Url, bounds: Bounds) -> HTTPConnection:
        """A connection to the first of the host's addresses that accepts one."""
        fault: Exception | None = None
        for address in self._guard.addresses(url.host, url.port)[:MAX_ADDRESSES]:
            connection = self._connection(url, address, bounds.connect_seconds)
            try:
                connection.connect()
            except FAULTS as error:
                connection.close()
                fault = error
            else:
                return connection
        cause = Cause.CERTIFICATE if isinstance(fault, ssl.SSLCertVerificationError) else Cause.UNREACHABLE
        raise HostFault(
            note("cannot be reached: %(fault)s", fault=_words(fault)), cause, passing=not _is_lasting(fault)
        ) from fault

    def _connection(self, url: Url, address: str, seconds: float) -> HTTPConnection:
        """A connection by network address; the certificate must still be that of the host name."""
        if url.scheme == "http":
            return HTTPConnection(address, url.port, timeout=seconds)
        return HTTPSConnection(address, url.port, timeout=seconds, ssl_context=self._tls, server_hostname=url.host)


@contextmanager
def _watched(connection: HTTPConnection, seconds: float) -> Iterator[ConnectionWatch]:
    if connection.sock is None:
        raise HostFault(note("closed the connection before it was asked"), passing=True)
    watch = ConnectionWatch(connection.sock)
    timer = threading.Timer(seconds, watch.end)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()
        timer.join()


def _read(answer: HTTPResponse, bounds: Bounds) -> bytes:
    """The body as transferred; raises FetchError as soon as it is known to be too large."""
    stated = answer.headers.get("Content-Length", "")
    if stated.isdecimal() and (len(stated) > MAX_DIGITS or int(stated) > bounds.max_bytes):
        raise _too_large(bounds.max_bytes)
    body = bytearray()
    while chunk := answer.read1(CHUNK_BYTES, decode_content=False):
        body += chunk
        if len(body) > bounds.max_bytes:
            raise _too_large(bounds.max_bytes)
    return bytes(body)


def _unpack(data: bytes, encoding: str, max_bytes: int) -> bytes:
    """The body without its content encoding; we accept only gzip."""
    name = encoding.strip().lower()
    if not data or name in UNPACKED:
        return data
    if name not in PACKED:
        raise FetchError(
            note("answered in the encoding %(encoding)s, which was not asked for", encoding=repr(encoding))
        )
    try:
        content = inflate(io.BytesIO(data), len(data), max_bytes).read(max_bytes + 1)
    except (OSError, EOFError, zlib.error, Unreadable) as error:
        raise FetchError(note("answered with a gzip body that cannot be unpacked: %(fault)s", fault=error)) from error
    if len(content) > max_bytes:
        raise FetchError(note("answered with a gzip body that expands to more than %(number)s bytes", number=max_bytes))
    return content


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(note("is larger than %(number)s bytes", number=max_bytes))


def _late(bounds: Bounds) -> HostFault:
    return HostFault(note("took longer than %(seconds)s seconds", seconds=f"{bounds.total_seconds:g}"))


def _fault(error: Exception, watch: ConnectionWatch, bounds: Bounds) -> HostFault:
    if watch.is_over:
        return _late(bounds)
    if _is_timeout(error):
        return HostFault(note("sent nothing for %(seconds)s seconds", seconds=f"{bounds.silence_seconds:g}"))
    return HostFault(note("broke off: %(fault)s", fault=_words(error)), passing=True)


def _is_timeout(error: BaseException | None) -> bool:
    return error is not None and (isinstance(error, TimeoutError) or _is_timeout(error.__cause__))


def _is_lasting(error: BaseException | None) -> bool:
    """Whether a second attempt would fail in the same way, or take as long."""
    return _is_timeout(error) or isinstance(error, ssl.SSLError)


def _words(error: Exception | None) -> str:
    """An error in one line, without the addresses of objects."""
    cause = error.__cause__ if error is not None and error.__cause__ is not None else error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return " ".join(str(cause or "no address").split()) or type(cause).__name__
