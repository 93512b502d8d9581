"""How often one visitor may ask, by kind of request; through Flask-Limiter.

In: requests, settings. Out: nothing, or 429 with `Retry-After`. Never here: a limit that a person meets, or a newsroom
behind one address; counts that one process has of another, unless `MITHAQ_RATE_STORE` names a store for all.
"""

from time import time

from flask import Flask, make_response, request
from flask.typing import ResponseReturnValue
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded
from limits.errors import ConfigurationError

from indexer.model.errors import SettingsError
from indexer.model.notes import note
from indexer.model.settings import Settings
from web.errors import answer
from web.visitors import Visitors

#: Kind of request -> how often one visitor may ask for it.
RULES = {
    "page": "600 per minute",
    "api": "600 per minute",
    "typing": "1200 per minute",
    "taking": "120 per minute",
}
FREE = ""
#: Stands for the endpoint of an address that is none; without it such requests would not be counted.
NOWHERE = "none"
#: Endpoint -> kind of request; any other is a page, also one that does not exist.
KINDS = {
    "static": FREE,
    "healthz": FREE,
    "metrics": FREE,
    "api_search": "api",
    "api_article": "api",
    "api_description": "api",
    "api_facet": "typing",
    "api_suggest": "typing",
    "feed": "taking",
}
EXPORT = "export_"


def kind(endpoint: str | None) -> str:
    """The kind of a request, or FREE."""
    name = endpoint or ""
    return "taking" if name.startswith(EXPORT) else KINDS.get(name, "page")


class Limits:
    """Holds the visitors of one application to the rules."""

    def __init__(self, settings: Settings) -> None:
        self.is_on = settings.rate_limits == "on"
        self.visitors = Visitors(settings.proxy_networks)
        self.limiter = Limiter(
            self.visitor,
            application_limits=[
                ApplicationLimit(
                    limit_provider=lambda: RULES.get(kind(request.endpoint), ""),
                    key_function=self.visitor,
                    scope=lambda _: kind(request.endpoint),
                    exempt_when=self.is_free,
                )
            ],
            storage_uri=settings.rate_store,
            in_memory_fallback_enabled=not settings.rate_store.startswith("memory:"),
            request_identifier=lambda: request.endpoint or NOWHERE,
            key_prefix="mithaq",
            enabled=self.is_on,
        )

    def register(self, app: Flask) -> None:
        """Look at every request of an application from here on. Raises SettingsError for a store that cannot be."""
        try:
            self.limiter.init_app(app)
        except ConfigurationError as error:
            raise SettingsError(
                note("setting %(name)s cannot be used: %(fault)s", name="MITHAQ_RATE_STORE", fault=error)
            ) from error
        app.register_error_handler(RateLimitExceeded, self.refuse)

    def visitor(self) -> str:
        """Who asks."""
        return self.visitors.key(*_hops())

    def is_free(self) -> bool:
        """Whether the request at hand is not counted."""
        return kind(request.endpoint) == FREE or self.visitors.is_free(*_hops())

    def refuse(self, _: RateLimitExceeded) -> ResponseReturnValue:
        """When to ask again, in the form of the answer that was asked for."""
        response = make_response(answer(429, ""))
        met = self.limiter.current_limit
        response.headers["Retry-After"] = str(max(1, int(met.reset_at - time())) if met else 1)
        return response


def _hops() -> tuple[str, str]:
    return request.remote_addr or "", request.headers.get("X-Forwarded-For", "")
