"""Which names a site answers to.

In: the `Host` of a request. Out: nothing, or 400. Never here: a monitor that asks by the address of one machine is
turned away; what it is told names no address of the site.
"""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from indexer.model.settings import Settings

#: Who stands before the machine itself, or a proxy on it.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ANY_HOST = {"healthz", "metrics", "static"}


class Hosts:
    """Holds the requests of one application to the host of `MITHAQ_SITE_URL`; without that setting to none."""

    def __init__(self, settings: Settings) -> None:
        own = host_name(urlsplit(settings.site_url).netloc) if settings.site_url else ""
        self.known = LOOPBACK | {own} if own else frozenset()

    def register(self, app: Flask) -> None:
        """Look at every request before anything else does."""
        app.before_request(self.check)

    def check(self) -> None:
        """Refuse a foreign host: what is kept by a cache or a feed reader must not lead there."""
        if self.known and request.endpoint not in ANY_HOST and host_name(request.host) not in self.known:
            raise BadRequest


def host_name(place: str) -> str:
    """The host of `host:port` in lower case, as the web writes it (IDNA); an empty text for what has none."""
    try:
        name = urlsplit(f"//{place}").hostname or ""
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except ValueError:
        return ""
