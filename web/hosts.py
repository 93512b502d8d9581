"""Which names a site answers to.

In: the `Host` of a request. Out: nothing, or 400. Never here: a host that routing cannot take (RFC 1123, RFC 5891),
or a refusal to a monitor that asks one machine by its own address: ANY_HOST answers under any name.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from indexer.model.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: A person at the machine itself, or a proxy on it.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
#: A label of a host name. Host names have no underscore, but names of services do.
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
ADDRESS = re.compile(r"[0-9a-f:.]+")
LONGEST_NAME = 253
#: The substitute for an invalid host; no such name exists (RFC 6761).
NOWHERE = "host.invalid"
#: Endpoints that answer under any host; their answers hold no address of the site.
ANY_HOST = {"healthz", "metrics", "static", "style", "favicon"}


class Hosts:
    """Refuses requests for invalid hosts; if `MITHAQ_SITE_URL` is set, for any host but that one and loopback."""

    def __init__(self, settings: Settings) -> None:
        own = host_name(urlsplit(settings.site_url).netloc) if settings.site_url else ""
        self.known = LOOPBACK | {own} if own else frozenset()

    def register(self, app: Flask) -> None:
        """Look at every request before anything else does."""
        app.wsgi_app = _Readable(app.wsgi_app)  # type: ignore[method-assign]
        app.before_request(self.check)

    def check(self) -> None:
        """Refuse an invalid or a foreign host, because caches and feed readers keep addresses. Raises BadRequest."""
        name = host_name(request.host)
        if name == NOWHERE or (self.known and request.endpoint not in ANY_HOST and name not in self.known):
            raise BadRequest


class _Readable:
    """Replaces an invalid host, on which routing would fail, by NOWHERE."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if "HTTP_HOST" in environ and not is_host(environ["HTTP_HOST"]):
            environ = environ | {"HTTP_HOST": NOWHERE}
        return self._application(environ, start_response)


def is_host(written: str) -> bool:
    """Whether a `Host` header names a host: an address, or a name of labels that are not empty and not too long."""
    name = host_name(written)
    if ":" in name:
        return ADDRESS.fullmatch(name) is not None
    return 0 < len(name) <= LONGEST_NAME and all(map(LABEL.fullmatch, name.split(".")))


def host_name(written: str) -> str:
    """The host of `host:port` in lower case, as the web writes it (IDNA), without the dot of the root; "" for
    an invalid one."""
    try:
        parts = urlsplit(f"//{written}")
        name = (parts.hostname or "").removesuffix(".")
        port = parts.port  # raises ValueError for an invalid port
        ascii_name = name if name.isascii() else name.encode("idna").decode("ascii")
        ascii_name.encode("ascii").decode("idna")
    except ValueError:
        return ""
    return "" if port == 0 or parts.path or parts.username is not None else ascii_name
