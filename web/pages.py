"""The pages for people: search and browse, an article, help, and the description for a browser's search box.

In: requests. Out: HTML in the visitor's language. Never here: searching, or a rule about what is found.
"""

from dataclasses import replace

from flask import Flask, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from indexer.model.notes import Note
from indexer.model.settings import Settings
from search.model.results import Parameters
from search.parameters import read_parameters
from search.show.revisions import revised
from search.show.stories import once_each
from web.languages import explicit_language, interface_language
from web.links import Links, arguments
from web.port import Searches
from web.views import chips, facet_groups, page_numbers, proven_values, result_range
from web.vocabulary import note_html


class Pages:
    """The HTML pages over one search service."""

    def __init__(self, service: Searches, settings: Settings) -> None:
        self.service = service
        self.settings = settings

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/", "search", self.search)
        app.add_url_rule("/article/<path:identifier>", "article", self.article)
        app.add_url_rule("/help", "help", self.help)
        app.add_url_rule("/opensearch.xml", "opensearch", self.opensearch)

    def read(self) -> tuple[Parameters, tuple[Note, ...]]:
        """The request's parameters as programs may give them, and notes about those that could not be used."""
        given = dict(request.args.lists())
        parameters, notes = read_parameters(given, page_size=self.settings.page_size, ui=interface_language())
        known = self.service.known_concepts(parameters.not_expand) if parameters.not_expand else ()
        return replace(parameters, not_expand=known), notes

    def search(self) -> ResponseReturnValue:
        """Results of a search, or the newest articles when nothing is asked."""
        parameters, notes = self.read()
        parameters = replace(parameters, limit=self.settings.page_size)
        page = self.service.search(parameters)
        current = arguments(parameters)
        links = Links(current, explicit_language())
        return render_template(
            "search.html",
            page=page,
            hits=once_each(page.hits),
            parameters=parameters,
            links=links,
            notes=[note_html(note, links) for note in (*notes, *page.notes)],
            groups=facet_groups(page),
            chips=chips(parameters, current, page, links),
            numbers=page_numbers(page.page, page.pages),
            shown=result_range(page, parameters.limit),
            sort=parameters.sort.value if parameters.sort else ("relevance" if parameters.q.strip() else "newest"),
            front=not parameters.q.strip() and not links.filtered() and page.page == 1,
        )

    def article(self, identifier: str) -> ResponseReturnValue:
        """One article with the query's words marked."""
        parameters, _ = self.read()
        found = self.service.article(identifier, parameters)
        if found is None:
            raise NotFound
        links = Links(arguments(parameters), explicit_language())
        return render_template(
            "article.html",
            found=found,
            parameters=parameters,
            links=links,
            values=proven_values(found),
            revisions=revised(found.article),
            permanent=self.address(identifier),
        )

    def help(self) -> ResponseReturnValue:
        """The query language, explained with examples that can be tried."""
        return render_template("help.html", parameters=Parameters(), links=Links({}, explicit_language()))

    def opensearch(self) -> ResponseReturnValue:
        """OpenSearch 1.1 description, by which a browser adds this site as a search engine."""
        response = make_response(render_template("opensearch.xml", site=self.site()))
        response.mimetype = "application/opensearchdescription+xml"
        return response

    def address(self, identifier: str) -> str:
        """The whole address of an article on this site, the same whatever was searched."""
        return self.site() + url_for("article", identifier=identifier)

    def site(self) -> str:
        """Address of this site without a slash at its end; 400 for a request that names no host that can be one."""
        if not self.settings.site_url and not request.host:
            raise BadRequest
        return (self.settings.site_url or request.url_root).rstrip("/")
