"""The answers for programs: `/api/search`, `/api/article/<id>`, `/api/suggest`, `/api/facets/<name>` and
`/api/openapi.json`, as docs/api.md documents them.

In: the same parameters as the page. Out: JSON. Never here: a rule that the page does not have.
"""

from dataclasses import asdict, replace

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from indexer.model.facets import BY_NAME
from search.completions import TITLE
from search.model.results import FacetSearch, Parameters, Suggestion
from search.wire import article_to_json, page_to_json
from web.languages import explicit_language
from web.links import Links, arguments
from web.openapi import MAX_RESULTS, describe
from web.requests import Requests
from web.vocabulary import note_text

#: What is looked for in the labels of a facet.
OF_A_LABEL = frozenset({"prefix", "contains"})


def _address(suggestion: Suggestion, links: Links) -> str:
    """Where a suggestion leads: the search under its filters with one more value, or with more words, or an article."""
    if suggestion.kind == TITLE:
        return links.article(suggestion.value)
    if suggestion.kind in BY_NAME:
        return links.searching(suggestion.query).narrowed(suggestion.kind, suggestion.value)
    return links.searching(" ".join(filter(None, (suggestion.query, suggestion.value)))).search()


class Api:
    """The JSON endpoints."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/api/search", "api_search", self.search)
        app.add_url_rule("/api/article/<path:identifier>", "api_article", self.article)
        app.add_url_rule("/api/facets/<name>", "api_facet", self.facet)
        app.add_url_rule("/api/suggest", "api_suggest", self.suggest)
        app.add_url_rule("/api/openapi.json", "api_description", self.description)

    def search(self) -> ResponseReturnValue:
        """A page of results as JSON, in the shape that docs/api.md documents."""
        parameters, notes = self.requests.parameters(MAX_RESULTS)
        page = self.requests.reading().search(parameters)
        return jsonify(page_to_json(replace(page, notes=(*notes, *page.notes)), note_text))

    def article(self, identifier: str) -> ResponseReturnValue:
        """One article whole, with the evidence of every value."""
        parameters, _ = self.requests.parameters()
        found = self.requests.article(identifier, Parameters(ui=parameters.ui))
        return jsonify(article_to_json(found, self.requests.address(identifier)))

    def facet(self, name: str) -> ResponseReturnValue:
        """The values of one facet for a search, counted as on the page: those with a label of which a word begins with
        `prefix`, and which has `contains` anywhere; and how many there are in all. Where neither is given, `q` is what
        the label has, and not the query of the search."""
        if name not in BY_NAME:
            raise NotFound
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, sort=None, page=1, limit=self.requests.settings.page_size)
        asked = FacetSearch(request.args.get("prefix", ""), request.args.get("contains", ""))
        if OF_A_LABEL.isdisjoint(request.args):
            asked, parameters = FacetSearch(contains=parameters.q), replace(parameters, q="")
        found = self.requests.reading().facet(name, asked, parameters)
        return jsonify(name=name, total=found.total, values=[asdict(value) for value in found.values])

    def suggest(self) -> ResponseReturnValue:
        """Completions of what was typed, each with the address that it leads to."""
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, page=1)
        links = Links(arguments(parameters), explicit_language())
        suggestions = [
            asdict(suggestion) | {"address": _address(suggestion, links)}
            for suggestion in self.requests.reading().suggest(parameters)
        ]
        return jsonify(query=parameters.q, suggestions=suggestions)

    def description(self) -> ResponseReturnValue:
        """What can be asked and what is answered, as OpenAPI 3.1."""
        return jsonify(describe(self.requests.site()))
