"""Downloads of a search: files for other programs, and an Atom feed of the newest articles.

In: the same parameters as the page. Out: CSV, XLSX, JSON lines, BibTeX, RIS, Atom, and the page of a feed. Never here:
a result that the page would not show.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial, update_wrapper

from flask import Flask, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from indexer.engines.port.port import Sort
from indexer.model.article import Article
from search.listed import MAX_RECORDS
from search.model.results import Hit, Parameters, Records
from search.show.revisions import revised
from web.addresses import readable
from web.characters import writable
from web.files import attached, said
from web.formats import FORMATS, Format
from web.headers import is_navigation
from web.links import Links, arguments
from web.rendering import render_template
from web.requests import Requests

#: Articles of one file, which take a process less than a second; those that follow have an address of their own.
EXPORT_SIZE = 2000
#: Digits of the number of a file.
DIGITS = 6
FEED_SIZE = 30
#: Characters of the search in the name of a file; file systems take 255 bytes, and an Arabic letter has two.
NAME_LENGTH = 60
UNKNOWN_TIME = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the feed: `updated` is when the article came into the collection or was last changed, ISO 8601 in
    UTC."""

    hit: Hit
    link: str
    updated: str


class Downloads:
    """The files and the feed of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        for kind in FORMATS:
            view = update_wrapper(partial(self.export, kind), self.export)
            app.add_url_rule(f"/export.{kind.ending}", f"export_{kind.ending}", view)
        app.add_url_rule("/feed.atom", "feed", self.feed)

    def export(self, kind: Format) -> ResponseReturnValue:
        """The results as a file, or EXPORT_SIZE of them: those behind the one with the id `after`, or the file with the
        number `part`. The header `Link` has the address of those that follow (RFC 8288). Raises Gone if `after` is not
        among the results."""
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, page=1)
        after, part = request.args.get("after", ""), number_of(request.args.get("part", ""))
        found = self.requests.reading().records(parameters, after, EXPORT_SIZE, part)
        if found is None:
            raise Gone
        written = kind.write(found.records, self.requests.address)
        response = make_response(writable(written) if isinstance(written, str) else written)
        response.content_type = f"{kind.media_type}; charset=utf-8" if isinstance(written, str) else kind.media_type
        response.headers["Content-Disposition"] = attached(file_name(parameters, found, kind))
        response.headers["X-Total-Count"] = str(found.total)
        if found.following:
            links = Links(arguments(parameters), parameters.ui)
            address = self.requests.site() + links.to(f"export_{kind.ending}", after=found.following)
            response.headers["Link"] = f'<{address}>; rel="next"'
        return response

    def feed(self) -> ResponseReturnValue:
        """The newest articles of a search as Atom (RFC 4287); in a browser, a page that says what it is."""
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, sort=None, page=1)
        found = self.requests.reading().entries(replace(parameters, sort=Sort.NEWEST, limit=FEED_SIZE))
        links = Links(arguments(parameters), parameters.ui)
        entries = [Told(one.hit, self.requests.address(one.hit.id), updated(one.article)) for one in found]
        here, search = self.requests.site() + links.to("feed"), self.requests.site() + links.search()
        if is_navigation():
            return self._page(entries, parameters, links, here)
        body = render_template(
            "feed.xml",
            entries=entries,
            parameters=parameters,
            here=here,
            search=search,
            updated=max((entry.updated for entry in entries), default=UNKNOWN_TIME),
        )
        response = make_response(writable(body))
        response.mimetype = "application/atom+xml"
        return response

    def _page(self, entries: list[Told], parameters: Parameters, links: Links, here: str) -> ResponseReturnValue:
        """The feed as a page: what it is, its address to copy, and what is in it."""
        return render_template(
            "feed.html",
            hits=[entry.hit for entry in entries],
            parameters=parameters,
            links=links,
            feed=here,
            feed_words=readable(here),
        )


def files(total: int) -> list[tuple[int, int]]:
    """The places of the first and the last article of each file, where a search has more than one."""
    whole = min(total, MAX_RECORDS)
    starts = range(1, whole + 1, EXPORT_SIZE) if whole > EXPORT_SIZE else ()
    return [(start, min(start + EXPORT_SIZE - 1, whole)) for start in starts]


def number_of(part: str) -> int:
    """The number of a file, from 1; the first for anything that is none."""
    return max(1, int(part)) if part.isdecimal() and len(part) <= DIGITS else 1


def file_name(parameters: Parameters, found: Records, kind: Format) -> str:
    """The name of a file: what was searched for, by words and filters, how many articles the search finds, and which of
    them the file has if not all."""
    filters = [value for name in sorted(parameters.filters) for value in parameters.filters[name]]
    searched = said(" ".join([parameters.q, *filters])[:NAME_LENGTH]).casefold()
    last = found.first + len(found.records) - 1
    places = () if len(found.records) == found.total else (str(found.first), str(last))
    return "-".join(part for part in ("mithaq", searched, str(found.total), *places) if part) + f".{kind.ending}"


def updated(article: Article) -> str:
    """When an article was last changed, as its page shows it, or else when it was first seen (RFC 4287, 4.2.15)."""
    moments = [one.when for one in revised(article)]
    if article.first_seen:
        moments.append(datetime.fromisoformat(article.first_seen))
    return max(moments).isoformat() if moments else UNKNOWN_TIME
