"""The pages for people: search and browse, an article, help, and the description for a browser's search box.

In: requests. Out: HTML in the visitor's language. Never here: searching, or a rule about what is found.
"""

from dataclasses import replace

from flask import Flask, make_response
from flask.typing import ResponseReturnValue

from search.model.results import Parameters
from search.show.choices import without
from search.show.revisions import revised
from search.show.stories import once_each
from web.characters import writable
from web.languages import explicit_language
from web.links import Links, arguments
from web.rendering import render_template
from web.requests import Requests
from web.views import chips, facet_groups, page_numbers, proven_values, result_range
from web.vocabulary import note_html


class Pages:
    """The HTML pages of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/", "search", self.search)
        app.add_url_rule("/article/<path:identifier>", "article", self.article)
        app.add_url_rule("/help", "help", self.help)
        app.add_url_rule("/opensearch.xml", "opensearch", self.opensearch)

    def search(self) -> ResponseReturnValue:
        """Results of a search, or the newest articles when nothing is asked."""
        parameters, notes = self.requests.parameters()
        parameters = replace(parameters, limit=self.requests.settings.page_size)
        page = self.requests.reading().search(parameters)
        current = arguments(parameters)
        links = Links(current, explicit_language())
        return render_template(
            "search.html",
            page=page,
            hits=once_each(page.hits),
            others=once_each(page.others),
            fewer=[(choice, note_html(without(choice), links)) for choice in page.fewer],
            parameters=parameters,
            links=links,
            near=links.of_results(),
            notes=[note_html(note, links) for note in (*notes, *page.notes)],
            groups=facet_groups(page, parameters),
            chips=chips(parameters, current, page, links),
            numbers=page_numbers(page.page, page.pages),
            shown=result_range(page, parameters.limit),
            sort=parameters.sort.value if parameters.sort else ("relevance" if parameters.q.strip() else "newest"),
            front=not parameters.q.strip() and not links.filtered() and page.page == 1,
        )

    def article(self, identifier: str) -> ResponseReturnValue:
        """One article with the query's words marked."""
        parameters, _ = self.requests.parameters()
        found = self.requests.article(identifier, parameters)
        links = Links(arguments(parameters), explicit_language())
        return render_template(
            "article.html",
            found=found,
            parameters=parameters,
            links=links,
            values=proven_values(found),
            revisions=revised(found.article),
            permanent=self.requests.address(identifier),
        )

    def help(self) -> ResponseReturnValue:
        """The query language, explained with examples that can be tried."""
        return render_template("help.html", parameters=Parameters(), links=Links({}, explicit_language()))

    def opensearch(self) -> ResponseReturnValue:
        """OpenSearch 1.1 description, by which a browser adds this site as a search engine."""
        response = make_response(writable(render_template("opensearch.xml", site=self.requests.site())))
        response.mimetype = "application/opensearchdescription+xml"
        return response
