"""URLs: one spelling for each, and only those that may be fetched.

In: a URL as a person, a redirect or a sitemap wrote it. Out: `Url`. Never here: looking up a name, or fetching.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from indexer.fetching.errors import FetchError
from indexer.model.causes import Cause
from indexer.model.notes import note

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_PORT = 65535
MAX_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class Url:
    """A URL in its one spelling: host in lower case and IDNA, path and query percent-encoded, no fragment."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host, and the port where it is not the scheme's own, as in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: the unit of robots.txt, delays and circuits."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def name(self) -> str:
        """The last part of the path, as the name of a file."""
        return self.target.partition("?")[0].rpartition("/")[2]

    def __str__(self) -> str:
        return self.origin + self.target


def read_url(text: str, base: Url | None = None) -> Url:
    """The URL in a text, which may be relative to the page `base`; raises FetchError."""
    try:
        whole = urljoin(str(base), text.strip()) if base is not None else text.strip()
        if len(whole) > MAX_LENGTH:
            raise FetchError(note("has a URL longer than %(number)s characters", number=MAX_LENGTH), Cause.ADDRESS)
        parts = parse_url(whole)
    except (LocationParseError, ValueError) as error:
        raise FetchError(
            note("is not a URL that can be read: %(text)s", text=repr(text[:200])), Cause.ADDRESS
        ) from error
    scheme = parts.scheme or ""
    if scheme not in DEFAULT_PORTS:
        raise FetchError(
            note("has the scheme %(scheme)s; only http and https are fetched", scheme=scheme or note("none")),
            Cause.ADDRESS,
        )
    if parts.auth:
        raise FetchError(note("has a name or a password in it, which an archive would keep for ever"), Cause.ADDRESS)
    host = (parts.host or "").strip("[]").rstrip(".")
    port = DEFAULT_PORTS[scheme] if parts.port is None else parts.port
    if not host or not 0 < port <= MAX_PORT:
        raise FetchError(note("is not a URL with a host: %(text)s", text=repr(text[:200])), Cause.ADDRESS)
    query = f"?{parts.query}" if parts.query is not None else ""
    return Url(scheme, host, port, (parts.path or "/") + query)
