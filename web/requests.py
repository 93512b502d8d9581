"""The current request: its parameters, the generation that it is answered from, and the address of the site.

In: a Flask request. Out: checked `Parameters` with notes, a `Reading` that lasts as long as the request, addresses.
Never here: an answer, or a second generation within one request.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Flask, g, request
from werkzeug.exceptions import BadRequest, NotFound

from indexer.model.errors import MithaqError
from indexer.model.notes import Note
from indexer.model.settings import Settings
from search.model.notes import NO_CONCEPT
from search.model.results import ArticlePage, Parameters
from search.parameters import read_parameters
from web.building_addresses import address
from web.languages import interface_language
from web.port import Reading, Searches
from web.watch import utc_now

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: All of ASCII, which stays as it is in a query string.
ASCII = "".join(map(chr, range(128)))
STEPS = {".", ".."}


class Requests:
    """Reads the requests to one application."""

    def __init__(self, service: Searches, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self.service = service
        self.settings = settings
        self.now = now

    def register(self, app: Flask) -> None:
        """Make every request end its lease."""
        app.wsgi_app = _Escaped(app.wsgi_app)  # type: ignore[method-assign]
        app.teardown_request(self.end)

    def reading(self) -> Reading:
        """The generation being served; all calls within one request return the same one. Raises MithaqError if the
        service does, at each call the same error."""
        if "reading" not in g:
            g.lease = ExitStack()
            g.reading = self._lent(g.lease)
        if isinstance(g.reading, MithaqError):
            raise g.reading
        found: Reading = g.reading
        return found

    def _lent(self, lease: ExitStack) -> Reading | MithaqError:
        try:
            return lease.enter_context(self.service.lease())
        except MithaqError as error:
            return error

    def end(self, _: BaseException | None) -> None:
        """End the lease of the generation."""
        g.pop("reading", None)
        lease: ExitStack | None = g.pop("lease", None)
        if lease is not None:
            lease.close()

    def parameters(self, most: int | None = None) -> tuple[Parameters, tuple[Note, ...]]:
        """The checked parameters of the request, and notes on values that were ignored or changed. `limit` is read only
        if `most`, its largest allowed value, is given; otherwise the page size of the settings holds."""
        given = {name: values for name, values in request.args.lists() if most or name != "limit"}
        size = self.settings.page_size
        today = self.now().date()
        parameters, notes = read_parameters(
            given, page_size=size, ui=interface_language(), today=today, most=most or size
        )
        named = parameters.not_expand
        known = self.reading().known_concepts(named) if named else ()
        unknown = [one for one in named if one not in known]
        more = [Note(NO_CONCEPT, {"values": ", ".join(unknown)})] if unknown else []
        return replace(parameters, not_expand=known), (*notes, *more)

    def article(self, identifier: str, parameters: Parameters) -> ArticlePage:
        """The article with this id. Raises NotFound if there is none. An id with a path segment `.` or `..` is never
        found, because browsers and proxies remove these segments from addresses (RFC 3986, 5.2.4)."""
        found = None if STEPS & set(identifier.split("/")) else self.reading().article(identifier, parameters)
        if found is None:
            raise NotFound
        return found

    def address(self, identifier: str) -> str:
        """The permanent address of an article on this site, without the search that led to it."""
        return self.site() + address("article", {"identifier": (identifier,)})

    def site(self) -> str:
        """The address of this site, without a slash at its end. Raises BadRequest if neither settings nor request
        name a host."""
        if not self.settings.site_url and not request.host:
            raise BadRequest
        return (self.settings.site_url or request.url_root).rstrip("/")


class _Escaped:
    """Escapes the bytes of a query string that a client should have escaped (RFC 3986, 2.1); Flask cannot read them."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ = environ | {"QUERY_STRING": quote(query.encode("latin-1"), safe=ASCII)}
        return self._application(environ, start_response)
