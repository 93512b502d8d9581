"""The web application: settings and a search service in, a Flask application out.

`python -m app` serves it in several processes; `flask --app app run` is for development. Never here: a write to an
index.
"""

import logging
import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import Flask, request
from flask_babel import Babel

from indexer.model.errors import MithaqError
from indexer.model.settings import Settings, read_settings
from search.service import SearchService
from web.api import Api
from web.assets import Assets, keep, refuse_other_files
from web.compression import compress
from web.downloads import Downloads
from web.errors import Errors
from web.headers import harden
from web.hosts import Hosts
from web.languages import choose_language, remember_language
from web.metrics import Metrics, counted_together
from web.pages import Pages
from web.port import Searches
from web.rendering import WordedEnvironment
from web.requests import Requests
from web.serving.limits import Limits
from web.serving.processes import serve
from web.serving.refusals import MAX_BODY_KIB
from web.status import StatusPage
from web.validators import Validators
from web.vocabulary import install_template_functions
from web.watch import Watch, utc_now

ROOT = Path(__file__).parent


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
    app.after_request(compress)  # the last of all, since the others are called before those that came first
    _speak(app, settings)
    requests = Requests(service, settings)
    requests.register(app)
    Pages(requests).register(app)
    Api(requests).register(app)
    Downloads(requests).register(app)
    watch = Watch(service, settings, now)
    StatusPage(watch, app.logger).register(app)
    Metrics(watch).register(app)
    Hosts(settings).register(app)
    Limits(settings).register(app)
    app.before_request(refuse_other_files)
    Validators(requests).register(app)
    Errors(app).register()
    app.after_request(partial(harden, secure=settings.is_secure))
    return app


def _speak(app: Flask, settings: Settings) -> None:
    """Choose and remember the visitor's language, and install the functions that templates call."""
    Babel(
        app,
        default_locale="en",
        default_translation_directories=str(ROOT / "translations"),
        locale_selector=lambda: choose_language(request, settings.language),
    )
    install_template_functions(app)
    app.jinja_env.globals["asset"] = Assets(ROOT / "static").address
    app.after_request(keep)
    app.after_request(partial(remember_language, secure=settings.is_secure))


def main() -> int:
    """Serve until stopped; returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
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
    sys.exit(main())
