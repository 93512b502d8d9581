"""The pages for people: search and browse, an article, help, and the description for a browser's search box.

In: requests. Out: HTML in the visitor's language. Never here: searching, or a rule about what is found.
"""

from dataclasses import replace

from flask import Flask, make_response
from flask.typing import ResponseReturnValue

from search.dates.spans import find_span
from search.model.results import ArticlePage, Parameters, ResultPage
from search.show.choices import without
from search.show.revisions import revised
from search.show.stories import once_each
from web.characters import writable
from web.citations import described
from web.cites import CITING
from web.downloads import files
from web.formats import FORMATS
from web.front import AGREEMENTS, AGREEMENTS_SHOWN, Front, front
from web.languages import explicit_language, interface_language
from web.links import Links, arguments
from web.queries import Queries
from web.rendering import render_template
from web.requests import Requests
from web.timelines import drawn, presets
from web.views import chips, facet_groups, page_numbers, proven_values, result_range
from web.vocabulary import note_html


class Pages:
    """The HTML pages of one collection."""

    def __init__(self, requests: Requests, queries: Queries) -> None:
        self.requests = requests
        self.queries = queries

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/", "search", self.search)
        app.add_url_rule("/article/<path:identifier>", "article", self.article)
        app.add_url_rule("/help", "help", self.help)
        app.add_url_rule("/about", "about", self.about)
        app.add_url_rule("/opensearch.xml", "opensearch", self.opensearch)

    def search(self) -> ResponseReturnValue:
        """Results of a search, or the newest articles when nothing is asked."""
        parameters, notes = self.requests.parameters()
        parameters = replace(parameters, limit=self.requests.settings.page_size)
        page = self.requests.reading().search(parameters)
        self.queries.note(parameters, page)
        current = arguments(parameters)
        links = Links(current, explicit_language())
        is_front = not parameters.q.strip() and not links.filtered() and page.page == 1 and parameters.sort is None
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
            groups=facet_groups(page, parameters, links),
            drawing=None if links.is_long() else drawn(page.timeline, links),
            presets=() if links.is_long() else presets(links),
            formats=FORMATS,
            site=self.requests.site(),
            chips=chips(parameters, current, page, links),
            files=() if links.is_long() else files(page.total),
            numbers=page_numbers(page.page, page.pages),
            shown=result_range(page, parameters.limit),
            sort=parameters.sort.value if parameters.sort else ("relevance" if parameters.q.strip() else "newest"),
            front=self._front(page, parameters) if is_front else None,
            offer=self._offer(parameters, links),
        )

    def _offer(self, parameters: Parameters, links: Links) -> tuple[str, str] | None:
        """Words of the query that mean a time, and this search within it; None where there are none, or days are
        chosen already."""
        found = find_span(parameters.q, self.requests.now().date())
        if found is None or parameters.first_day or parameters.last_day:
            return None
        words, rest = found
        return words, links.searching(rest).search(when=words)

    def _front(self, page: ResultPage, parameters: Parameters) -> Front:
        """What only the front page shows."""
        return front(page, self.requests.reading().latest(AGREEMENTS, AGREEMENTS_SHOWN, parameters.ui))

    def article(self, identifier: str) -> ResponseReturnValue:
        """One article with the query's words marked."""
        parameters, _ = self.requests.parameters()
        found = self.requests.article(identifier, parameters)
        links = Links(arguments(parameters), explicit_language())
        record, address = found.record(), self.requests.address
        return render_template(
            "article.html",
            beside=self._beside(found, links),
            citations=[(name, form.title, form.write(record, address)) for name, form in CITING.items() if form.words],
            citation_files=[(name, form.title) for name, form in CITING.items() if not form.words],
            described=described(record, address),
            found=found,
            parameters=parameters,
            links=links,
            values=proven_values(found),
            revisions=revised(found.article),
            permanent=self.requests.address(identifier),
            site=self.requests.site(),
        )

    def _beside(self, found: ArticlePage, links: Links) -> dict[str, str]:
        """The addresses of the results before and behind an article; none if it was opened from no search."""
        near, limit = found.neighbours, self.requests.settings.page_size
        if near is None or links.is_long():
            return {}
        before, behind = (links.on_page(max(0, near.place + step) // limit + 1) for step in (-1, 1))
        beside = {"before": (before, near.previous), "behind": (behind, near.following)}
        return {name: on.article(one) for name, (on, one) in beside.items() if one}

    def help(self) -> ResponseReturnValue:
        """The query language, explained with examples that can be tried."""
        return render_template(
            "help.html",
            parameters=Parameters(),
            links=Links({}, explicit_language()),
            is_logged=self.queries.is_on,
        )

    def about(self) -> ResponseReturnValue:
        """What the collection is, by its numbers, and what it is not."""
        page = self.requests.reading().search(Parameters(limit=1, ui=interface_language()))
        return render_template(
            "about.html",
            front=front(page, ()),
            outlets=page.facets.get("source", ()),
            parameters=Parameters(),
            links=Links({}, explicit_language()),
            site=self.requests.site(),
        )

    def opensearch(self) -> ResponseReturnValue:
        """OpenSearch 1.1 description, by which a browser adds this site as a search engine."""
        response = make_response(writable(render_template("opensearch.xml", site=self.requests.site())))
        response.mimetype = "application/opensearchdescription+xml"
        return response
