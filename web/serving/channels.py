"""One connection, on waitress: what it may send, and how long it may take.

In: the bytes of a client. Out: requests for the threads, and the answers. Never here: a client whose bytes raise an
error in the process, or a connection without a time limit.
"""

import threading
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import Error

from web.serving.refusals import refusal, refusal_headers

if TYPE_CHECKING:
    from web.serving.connections import Server

#: Seconds that a connection may stay open without a request, that a request may take to arrive, and that a client may
#: take to read an answer.
IDLE_SECONDS, READING_SECONDS, FETCHING_SECONDS = 60, 30, 300


class TooSlow(Error):  # type: ignore[misc]
    """A request that did not arrive in time (RFC 9110, 15.5.9)."""

    code, reason = 408, "Request Timeout"


class TooMany(Error):  # type: ignore[misc]
    """A request of a visitor who already has too many in the queue (RFC 6585, 4)."""

    code, reason = 429, "Too Many Requests"


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Parses a request. An invalid number or address is an error of the client (400), not of the server. So is an
    ambiguous length: a proxy might see one request where this server sees two (request smuggling)."""

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the request line and the headers. Raises ParsingError if they are invalid."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError(str(error)) from error
        if self.chunked and "CONTENT_LENGTH" in self.headers:  # RFC 9112, 6.3
            raise ParsingError("both Content-Length and Transfer-Encoding")
        if self.version != "1.1" and "TRANSFER_ENCODING" in self.headers:  # RFC 9112, 6.1
            raise ParsingError("Transfer-Encoding before HTTP/1.1")
        if self.version == "1.1" and "HOST" not in self.headers:  # RFC 9112, 3.2
            raise ParsingError("no Host")


class Refusal(ErrorTask):  # type: ignore[misc]
    """The answer to a request that does not reach the application."""

    def execute(self) -> None:
        """Send the answer, and close the connection."""
        error = self.request.error
        body = refusal(error.code)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(refusal_headers(error.code, self.channel.server.is_secure))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Task(WSGITask):  # type: ignore[misc]
    """The answer of the application. One without a body ends with its headers (RFC 9112, 6.3), and the connection stays
    open; waitress would close it after each 304."""

    close_on_finish: bool

    def build_response_header(self) -> bytes:
        """The status line and the headers."""
        stays = not (self.has_body or self.close_on_finish) and self.version == "1.1"
        self.close_on_finish |= stays
        header = super().build_response_header()
        if stays:
            self.close_on_finish = ("Connection", "close") in self.response_headers
        return bytes(header)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. `since`: when it was opened or last answered. `begun`: when the request that is now arriving
    began."""

    parser_class = Parser
    task_class = Task
    error_task_class = Refusal
    request: Any = None
    begun: float | None = None

    def __init__(self, server: "Server", *given: Any, **named: Any) -> None:
        self.since = server.task_dispatcher.clock()
        super().__init__(server, *given, **named)

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is left to answer or to send: the next bytes must come from the client."""
        return not self.requests and not self.total_outbufs_len

    def received(self, data: bytes) -> bool:
        """Take bytes from the client, and note when a request began."""
        before = self.request
        taken = super().received(data)
        if self.request is None:
            self.begun = None
        elif self.request is not before:
            self.begun = self.server.task_dispatcher.clock()
        return bool(taken)

    def service(self) -> None:
        """Answer a request, in a thread."""
        dispatcher, thread = self.server.task_dispatcher, threading.get_ident()
        dispatcher.running[thread] = dispatcher.clock()
        try:
            super().service()
        finally:
            del dispatcher.running[thread]
            dispatcher.queue.done()
            self.since = dispatcher.clock()

    def look(self, now: float) -> None:
        """Close the connection if a time limit has passed; a request that is half here is answered with 408 first."""
        if self.requests:
            return
        if self.begun is not None and now - self.begun > READING_SECONDS:
            self._refuse_slow()
        elif now - self.since > (FETCHING_SECONDS if self.total_outbufs_len else IDLE_SECONDS):
            self.will_close = True

    def _refuse_slow(self) -> None:
        with self.requests_lock:
            request = self.request
            self.request = self.begun = None
            if not request.headers_finished:
                request.parse_header(b"GET / HTTP/1.0\r\n")
            request.error, request.completed = TooSlow(""), True
            self.requests.append(request)
            self.server.add_task(self)
