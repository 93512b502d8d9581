"""The answers for programs: `/api/search`, `/api/suggest`, `/api/facets/<name>`,
`/api/openapi.json` and `/healthz`.

In: the same parameters as the page. Out: JSON. Never here: another rule than the page's.
"""

from dataclasses import asdict, replace
from logging import Logger

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from indexer.errors import MithaqError
from search.results import Parameters, Suggestion
from search.wire import page_to_json
from web.languages import explicit_language
from web.links import FACETS, Links
from web.openapi import describe
from web.pages import Pages
from web.vocabulary import note_text


def _address(suggestion: Suggestion, links: Links) -> str:
    if suggestion.kind in FACETS:
        return links.narrowed(suggestion.kind, suggestion.value)
    return links.article(suggestion.value)


class Api:
    """The JSON endpoints beside the pages."""

    def __init__(self, pages: Pages, log: Logger) -> None:
        self.pages = pages
        self.log = log

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/api/search", "api_search", self.search)
        app.add_url_rule("/api/facets/<name>", "api_facet", self.facet)
        app.add_url_rule("/api/suggest", "api_suggest", self.suggest)
        app.add_url_rule("/api/openapi.json", "api_description", self.description)
        app.add_url_rule("/healthz", "healthz", self.healthz)

    def search(self) -> ResponseReturnValue:
        """A page of results as JSON, in the shape that the README documents."""
        parameters, notes = self.pages.read()
        page = self.pages.service.search(parameters)
        return jsonify(page_to_json(replace(page, notes=(*notes, *page.notes)), note_text))

    def facet(self, name: str) -> ResponseReturnValue:
        """The values of one facet for a search, those whose label or a word of it begins with `prefix`."""
        if name not in FACETS:
            raise NotFound
        parameters, _ = self.pages.read()
        values = self.pages.service.facet(name, request.args.get("prefix", ""), parameters)
        return jsonify(name=name, values=[asdict(value) for value in values])

    def suggest(self) -> ResponseReturnValue:
        """Completions of what was typed, each with the address that it leads to."""
        parameters, _ = self.pages.read()
        links = Links({}, explicit_language())
        suggestions = [
            asdict(suggestion) | {"address": _address(suggestion, links)}
            for suggestion in self.pages.service.suggest(parameters.q, parameters.ui)
        ]
        return jsonify(query=parameters.q, suggestions=suggestions)

    def description(self) -> ResponseReturnValue:
        """What can be asked and what is answered, as OpenAPI 3.1."""
        return jsonify(describe(self.pages.site()))

    def healthz(self) -> ResponseReturnValue:
        """Whether searches are answered, tried with one: 200 with the generation that answered, or 503."""
        service = self.pages.service
        try:
            if service.generation() is None:
                return jsonify(status="empty", generation=None), 503
            page = service.search(Parameters(limit=1))
        except MithaqError as error:
            self.log.warning("not healthy: %s", error)
            return jsonify(status="failed", generation=None), 503
        return jsonify(status="ok", generation=page.generation)
