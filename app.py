"""The web application: settings and a search service in, a Flask application out.

`python -m app` serves it in several processes; `flask --app app run` is for development. Never here: a write to an
index.
"""

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel
from flask_compress import Compress

from indexer.model.command_line import CommandLine
from indexer.model.errors import MithaqError
from indexer.model.settings import Settings, read_settings
from search.curating.query_log import query_log
from search.service import SearchService
from web.api import Api
from web.assets import Assets, keep, refuse_other_files
from web.builder import Builder
from web.cites import Cites
from web.crawling import Crawling
from web.downloads import Downloads
from web.errors import Errors
from web.headers import harden
from web.hosts import Hosts
from web.languages import choose_language, remember_language
from web.metrics import Metrics, counted_together
from web.over_time import OverTime
from web.overviews import Overviews
from web.pages import Pages
from web.port import Searches
from web.queries import Queries
from web.rendering import WordedEnvironment
from web.requests import Requests
from web.serving.limits import Limits
from web.serving.processes import serve
from web.serving.refusals import MAX_BODY_KIB
from web.status import StatusPage
from web.things import Things
from web.validators import Validators
from web.vocabulary import install_template_functions
from web.watch import Watch, utc_now
from web.watching import Watching

ROOT = Path(__file__).parent
ABOUT = "Serve the page. Address, port and all else are settings: environment variables, or mithaq.toml; see README.md."
#: A page of 53 KB takes 0.85 ms; the next level makes it a hundredth shorter, for half as much time again.
BROTLI_LEVEL = 6
COMPRESSED = [
    "application/atom+xml",
    "application/json",
    "application/jsonl",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
    "text/xml",
    "application/x-bibtex",
    "application/x-research-info-systems",
]


def create_app(
    settings: Settings | None = None, service: Searches | None = None, now: Callable[[], datetime] = utc_now
) -> Flask:
    """The application. `settings` default to those of the environment; `now` returns the current time, in UTC.

    Raises SettingsError for an invalid setting.
    """
    settings = settings or read_settings()
    service = service or SearchService(settings, prepares=True)
    app = Flask("app", root_path=str(ROOT))
    app.jinja_environment = WordedEnvironment
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_KIB * 1024
    app.url_map.merge_slashes = False  # a redirect would lead to the host that the request names
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    _speak(app, settings)
    requests = Requests(service, settings, now)
    requests.register(app)
    Pages(requests, Queries(requests, query_log(settings), app.logger)).register(app)
    Api(requests).register(app)
    Downloads(requests).register(app)
    Cites(requests).register(app)
    Things(requests).register(app)
    OverTime(requests).register(app)
    Overviews(requests).register(app)
    Builder(requests).register(app)
    Watching(requests).register(app)
    Crawling(requests).register(app)
    watch = Watch(service, settings, now)
    StatusPage(watch, app.logger).register(app)
    Metrics(watch).register(app)
    Hosts(settings).register(app)
    Limits(settings).register(app)
    app.before_request(refuse_other_files)
    Validators(requests).register(app)
    Errors(app).register()
    app.after_request(partial(harden, secure=settings.is_secure))
    _compress(app)
    return app


def _compress(app: Flask) -> None:
    """Compress what is text. This comes last, so that it runs before an answer gets its ETag, which is a weak one and
    the same for all encodings. No page holds a secret that its length could tell (BREACH)."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = BROTLI_LEVEL
    app.config["COMPRESS_MIMETYPES"] = COMPRESSED
    Compress(app)


def _speak(app: Flask, settings: Settings) -> None:
    """Choose and remember the visitor's language, and install the functions that templates call."""
    Babel(
        app,
        default_locale="en",
        default_translation_directories=str(ROOT / "translations"),
        locale_selector=lambda: choose_language(request, settings.language),
    )
    install_template_functions(app)
    Assets(ROOT / "static").register(app)
    app.after_request(keep)
    app.after_request(partial(remember_language, secure=settings.is_secure))


def main(arguments: Sequence[str] = ()) -> int:
    """Serve until stopped; returns the exit code. It takes no options, since settings come from the environment."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        CommandLine(prog="python -m app", description=ABOUT).parse_args(arguments)
        settings = read_settings()
        with counted_together() if settings.server_processes > 1 else nullcontext():
            return _serve(settings)
    except MithaqError as error:
        print(f"mithaq: {error}", file=sys.stderr)
        return int(error.exit_code)


def _serve(settings: Settings) -> int:
    app = create_app(settings)
    try:
        return serve(app, settings)
    except OSError as error:
        print(f"mithaq: cannot listen on {settings.host}:{settings.port}: {error.strerror}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
