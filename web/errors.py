"""Errors, translated at the edge: a status and a page in the visitor's language, or JSON under `/api/`.

In: what was raised. Out: 400, 404, 405, 410, 429, 500 or 503. Never here: a traceback on the page, or a swallowed
error: those that the visitor did not cause go to the log. The log has the path as `repr` writes it, so that a line
break in an address cannot forge a line.
"""

from dataclasses import dataclass

from flask import Flask, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from werkzeug.exceptions import HTTPException

from indexer.model.errors import MithaqError, NoIndexError, UsageError
from search.model.results import Parameters
from web.languages import explicit_language
from web.links import Links
from web.rendering import render_template
from web.things import Unknown

RETRY_SECONDS = 60
#: Headers of an HTTP error that its page keeps (RFC 9110, 15.5.6).
KEPT_HEADERS = {"Allow", "Retry-After"}
JSON_PATHS = ("/api/", "/healthz")


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: LazyString
    advice: LazyString


WORDS = {
    400: Words(lazy_gettext("This request cannot be read"), lazy_gettext("Check the address, or start a new search.")),
    404: Words(
        lazy_gettext("This page does not exist"),
        lazy_gettext("The article may have been withdrawn, or the address may have been cut off."),
    ),
    405: Words(lazy_gettext("This page can only be read"), lazy_gettext("Open the address in a browser.")),
    410: Words(
        lazy_gettext("The results have changed since"),
        lazy_gettext(
            "The article behind which this file begins is not among them any more. Begin with the first file."
        ),
    ),
    429: Words(
        lazy_gettext("Too many requests"),
        lazy_gettext("More came from your address than one person sends. Wait a minute."),
    ),
    500: Words(
        lazy_gettext("Something broke on our side"),
        lazy_gettext("It has been written to the log. Try again in a moment."),
    ),
    503: Words(
        lazy_gettext("The collection cannot be searched at the moment"),
        lazy_gettext("Try again in a minute; whoever runs this site finds the reason in the log."),
    ),
}


class Errors:
    """Error handlers of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def register(self) -> None:
        """Handle every error of the application here."""
        self.app.register_error_handler(HTTPException, self.http)
        self.app.register_error_handler(UsageError, self.usage)
        self.app.register_error_handler(NoIndexError, self.empty)
        self.app.register_error_handler(MithaqError, self.unavailable)
        self.app.register_error_handler(Exception, self.broken)

    def http(self, error: HTTPException) -> ResponseReturnValue:
        """The answer to an HTTP error of the routing or of a view."""
        is_thing = isinstance(error, Unknown)
        detail, words = (str(error.description), UNKNOWN) if is_thing else ("", None)
        response = make_response(answer(error.code or 500, detail, words))
        response.headers.extend([(name, value) for name, value in error.get_headers() if name in KEPT_HEADERS])
        return response

    def usage(self, error: UsageError) -> ResponseReturnValue:
        """400 for a value that no search can take."""
        return answer(400, str(error))

    def empty(self, _: NoIndexError) -> ResponseReturnValue:
        """503 while there is no index yet."""
        return no_index()

    def unavailable(self, error: MithaqError) -> ResponseReturnValue:
        """503 for an index that cannot be opened."""
        self.app.logger.error("cannot serve %r: %s", request.path, error)
        return answer(503, "")

    def broken(self, error: Exception) -> ResponseReturnValue:
        """500 for a fault of this program."""
        self.app.logger.error("failed on %r", request.path, exc_info=error)
        return answer(500, "")


#: What is said of a country or another thing that nobody knows; why is told beside it.
UNKNOWN = Words(lazy_gettext("This is not known here"), WORDS[400].advice)


def answer(status: int, detail: str, words: Words | None = None) -> ResponseReturnValue:
    """The error in the form that the visitor asked for; `words` instead of those of the status."""
    words = words or WORDS.get(status, WORDS[400] if status < 500 else WORDS[500])
    if request.path.startswith(JSON_PATHS):
        response = jsonify(error={"status": status, "message": detail or str(words.title)})
    else:
        response = make_response(_page(status, words, detail))
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _page(status: int, words: Words, detail: str) -> str:
    links = Links({}, explicit_language())
    return render_template(
        "error.html", status=status, words=words, detail=detail, parameters=Parameters(), links=links
    )


def no_index() -> ResponseReturnValue:
    """How to make a first index, in both languages."""
    if request.path.startswith(JSON_PATHS):
        return answer(503, gettext("There is no index yet; run: python -m indexer reindex"))
    response = make_response(render_template("no_index.html"), 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
