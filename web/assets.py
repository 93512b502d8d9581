"""Addresses of static files that change when the file does, so that browsers may keep them for a year.

In: the folder of static files. Out: addresses with a fingerprint. Never here: reading a file twice, or serving a file
of an unknown kind, such as an editor's backup.
"""

from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

import rcssmin
from flask import Flask, Response, request, url_for
from werkzeug.exceptions import NotFound

from web.languages import reads_cookie

YEAR_SECONDS = 365 * 24 * 60 * 60
FINGERPRINT_LENGTH = 10
#: Addresses that are kept; a page has a dozen, under the one path that the site stands at.
MOST_ADDRESSES = 200
#: What a page asks for, and the licences of the fonts.
SERVED = {".css", ".ico", ".js", ".png", ".svg", ".txt", ".woff2"}
STATIC = {"static", "style"}


#: The style sheet, from these parts of the folder `css` in this order; one request brings them all.
STYLE = "css/page.css"
PARTS = (
    "fonts",
    "colours",
    "base",
    "bar",
    "search",
    "front",
    "filters",
    "results",
    "timeline",
    "things",
    "article",
    "notices",
    "status",
    "wide",
    "print",
)


class Assets:
    """The static files of one application."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fingerprint = cache(self._read)
        self._style = cache(self._joined)
        self._address = lru_cache(maxsize=MOST_ADDRESSES)(self._built)

    def register(self, app: Flask) -> None:
        """Add the route of the style sheet to an application, and what templates call."""
        app.add_url_rule(f"/static/{STYLE}", "style", self.style)
        app.jinja_env.globals["asset"] = self.address

    def style(self) -> Response:
        """The parts of the style sheet as one, without comments and needless spaces."""
        response = Response(self._style(), mimetype="text/css")
        response.set_etag(self._fingerprint(STYLE))
        response.cache_control.no_cache = True
        response.make_conditional(request)
        return response

    def _joined(self) -> bytes:
        minified: bytes = rcssmin.cssmin(b"".join((self.folder / "css" / f"{name}.css").read_bytes() for name in PARTS))
        return minified

    def address(self, name: str) -> str:
        """Address of a file under the static folder."""
        return self._address(request.script_root, name)

    def _built(self, _: str, name: str) -> str:
        return url_for("static", filename=name, v=self._fingerprint(name))

    def _read(self, name: str) -> str:
        content = self._style() if name == STYLE else (self.folder / name).read_bytes()
        return sha256(content).hexdigest()[:FINGERPRINT_LENGTH]


def refuse_other_files() -> None:
    """Raises NotFound for a static file of any other kind than SERVED."""
    if request.endpoint == "static" and PurePosixPath((request.view_args or {})["filename"]).suffix not in SERVED:
        raise NotFound


def keep(response: Response) -> Response:
    """Set Cache-Control. Browsers may keep a static file that was requested with its fingerprint, and revalidate pages;
    no shared cache keeps a page that depends on the visitor's cookie."""
    if request.endpoint in STATIC and "v" in request.args and response.status_code < 400:
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = YEAR_SECONDS
        response.cache_control.immutable = True
    elif request.endpoint not in STATIC:
        if reads_cookie(response):
            response.cache_control.private = True
        response.cache_control.no_cache = True
    return response
