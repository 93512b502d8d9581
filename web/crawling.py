"""What search engines and browsers ask for unasked: `/robots.txt`, `/sitemap.xml`, `/favicon.ico`.

In: requests. Out: text, XML, a picture. Never here: a page that no person should find by a search engine: searches,
files and lists of values are kept out; articles, things and the front are not.
"""

from flask import Flask, Response, current_app
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web.rendering import render_template
from web.requests import Requests

#: Addresses of one sitemap; the format takes 50,000.
IN_ONE = 5000
#: What is not asked for: answers for programs and files, which no search engine shows.
KEPT_OUT = ("/api/", "/export.", "/cite/", "/over-time", "/overview/", "/values/", "/watch", "/metrics")


class Crawling:
    """The endpoints for crawlers."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/robots.txt", "robots", self.robots)
        app.add_url_rule("/sitemap.xml", "sitemap", self.sitemap)
        app.add_url_rule("/sitemap-<int:part>.xml", "sitemap_part", self.part)
        app.add_url_rule("/favicon.ico", "favicon", self.favicon)

    def robots(self) -> ResponseReturnValue:
        """What may be asked for (RFC 9309), and where the sitemap is."""
        rules = "".join(f"Disallow: {path}\n" for path in KEPT_OUT)
        return Response(f"User-agent: *\n{rules}\nSitemap: {self.requests.site()}/sitemap.xml\n", mimetype="text/plain")

    def sitemap(self) -> ResponseReturnValue:
        """The list of sitemaps (sitemaps.org, 0.9)."""
        parts = range(1, -(-len(self.requests.reading().ids()) // IN_ONE) + 1)
        addresses = [f"{self.requests.site()}/sitemap-{part}.xml" for part in parts]
        return self._listed("sitemapindex", "sitemap", addresses)

    def part(self, part: int) -> ResponseReturnValue:
        """The addresses of some articles."""
        ids = self.requests.reading().ids()[IN_ONE * (part - 1) : IN_ONE * part] if part else ()
        if not ids:
            raise NotFound
        return self._listed("urlset", "url", [self.requests.address(identifier) for identifier in ids])

    def _listed(self, root: str, item: str, addresses: list[str]) -> Response:
        body = render_template("sitemap.xml", root=root, item=item, addresses=addresses)
        return Response(body, mimetype="application/xml")

    def favicon(self) -> ResponseReturnValue:
        """The seal, for browsers that look for it here."""
        return current_app.send_static_file("favicon.ico")
