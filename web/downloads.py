"""Downloads of a search: files for other programs, and an Atom feed of the newest articles.

In: the same parameters as the page. Out: CSV, BibTeX, RIS, Atom. Never here: a result that the page would not show.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial, update_wrapper

from flask import Flask, make_response, render_template
from flask.typing import ResponseReturnValue

from indexer.engines.port.port import Sort
from indexer.model.article import Article
from search.model.results import Hit, Parameters
from search.show.revisions import revised
from web.characters import writable
from web.exports import FORMATS, Format
from web.links import Links, arguments
from web.requests import Requests

EXPORT_SIZE = 500
FEED_SIZE = 30
UNKNOWN_TIME = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Entry:
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
        """A page of the results as a file; `page=2` has those after the first EXPORT_SIZE."""
        parameters, _ = self.requests.parameters()
        response = make_response(writable(kind.write(self.hits(parameters, EXPORT_SIZE), self.requests.address)))
        response.content_type = f"{kind.media_type}; charset=utf-8"
        response.headers["Content-Disposition"] = f'attachment; filename="mithaq.{kind.ending}"'
        return response

    def feed(self) -> ResponseReturnValue:
        """The newest articles of a search as Atom (RFC 4287)."""
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, sort=None, page=1)
        hits = self.hits(replace(parameters, sort=Sort.NEWEST), FEED_SIZE)
        links = Links(arguments(parameters), parameters.ui)
        stored = {article.id: article for article in self.requests.reading().stored([hit.id for hit in hits])}
        entries = [Entry(hit, self.requests.address(hit.id), updated(stored.get(hit.id))) for hit in hits]
        body = render_template(
            "feed.xml",
            entries=entries,
            parameters=parameters,
            here=self.requests.site() + links.to("feed"),
            search=self.requests.site() + links.search(),
            updated=max((entry.updated for entry in entries), default=UNKNOWN_TIME),
        )
        response = make_response(writable(body))
        response.mimetype = "application/atom+xml"
        return response

    def hits(self, parameters: Parameters, size: int) -> tuple[Hit, ...]:
        """At most `size` hits, and no more than the result page counts: a search with a larger limit may add articles
        that have only some of the words."""
        reading = self.requests.reading()
        counted = reading.search(replace(parameters, page=1, limit=self.requests.settings.page_size))
        left = counted.total - size * (parameters.page - 1)
        if left <= 0:
            return ()
        return reading.search(replace(parameters, limit=size)).hits[:left]


def updated(article: Article | None) -> str:
    """When an article was last changed, as its page shows it, or else when it was first seen (RFC 4287, 4.2.15)."""
    if article is None:
        return UNKNOWN_TIME
    moments = [one.when for one in revised(article)]
    if article.first_seen:
        moments.append(datetime.fromisoformat(article.first_seen))
    return max(moments).isoformat() if moments else UNKNOWN_TIME
