"""Conditional requests (RFC 9110, 13): an answer that did not change is not sent, nor searched for, again.

In: requests whose answers depend on the generation, the day, the code, the language, the address and who asks (a person
or a program) alone; at the start, the files of code and tables. Out: an ETag, or 304. Never here: an ETag of one
generation for an answer of another: both come from the lease of the request.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, g, request

from indexer.model.errors import MithaqError, NoIndexError
from web.headers import is_navigation
from web.languages import interface_language
from web.requests import Requests

ROOT = Path(__file__).parents[1]
#: What answers depend on besides the generation: the code, its translations and the static files.
MADE_BY = ("app.py", "analyzers", "indexer", "search", "web", "templates", "static", "translations")
#: The endpoints whose answers depend on these files, the generation, the day, the language and the address alone.
CONDITIONAL = {
    "search",
    "article",
    "thing",
    "values",
    "overview",
    "about",
    "builder",
    "watch",
    "overview_csv",
    "overview_table",
    "over_time",
    "over_time_csv",
    "over_time_svg",
    "overview_svg",
    "help",
    "opensearch",
    "feed",
    "export_csv",
    "export_xlsx",
    "export_jsonl",
    "cite",
    "sitemap",
    "sitemap_part",
    "export_bib",
    "export_ris",
    "api_search",
    "api_article",
    "api_facet",
    "api_suggest",
    "api_description",
}
READING = {"GET", "HEAD"}
TAG_LENGTH = 24


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256, in hexadecimal, of the names and contents of all files under the paths."""
    found = sha256()
    for file in sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))):
        if file.is_file() and file.suffix != ".pyc":
            found.update(file.name.encode("utf-8", "surrogateescape") + b"\0" + file.read_bytes())
    return found.hexdigest()


class Validators:
    """Gives the answers of one application their ETags; weak ones, since answers say how long a search took."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests
        settings = requests.settings
        self.made_by = fingerprint([*(ROOT / name for name in MADE_BY), settings.gazetteers]) + repr(settings)

    def register(self, app: Flask) -> None:
        """Listen to all requests of an application, but not in debug mode, in which the code changes."""
        if not app.debug:
            app.before_request(self.compare)
            app.after_request(self.mark)

    def compare(self) -> Response | None:
        """304 if the client has the current answer already, otherwise None."""
        if request.endpoint not in CONDITIONAL or request.method not in READING:
            return None
        try:
            generation = self.requests.reading().generation()
        except NoIndexError:
            generation = ""
        except MithaqError:
            return None
        g.etag = self.tag(generation)
        known = request.if_none_match
        return Response(status=304) if not known.star_tag and known.contains_weak(g.etag) else None

    def tag(self, generation: str) -> str:
        """The ETag of the answer to the current request: a digest of all that the answer depends on."""
        query = request.environ.get("QUERY_STRING", "")
        day = self.requests.now().date().isoformat()
        shown = str(is_navigation())
        parts = (self.made_by, generation, day, interface_language(), request.url_root, request.path, query, shown)
        return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:TAG_LENGTH]

    def mark(self, response: Response) -> Response:
        """Give an answer its ETag."""
        tag = g.pop("etag", None)
        if getattr(g.get("reading"), "is_partial", False):
            response.cache_control.no_store = True
        elif tag is not None and response.status_code in {200, 304}:
            response.set_etag(tag, weak=True)
            response.make_conditional(request)
        return response
