"""`/over-time/country/AE`: what a thing has to do with, by months or years, as a table, and as files.

In: requests. Out: HTML, CSV, SVG. Never here: counting. A cell leads to its articles.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, redirect
from flask.typing import ResponseReturnValue

from indexer.model.facets import BY_PAGE
from search.model.things import Table, Thing
from web.files import picture_file, said, table_file
from web.languages import explicit_language
from web.links import Links, arguments
from web.multiples import multiples
from web.rendering import render_template
from web.requests import Requests
from web.tables import by_time, of_a_time, rows_of
from web.things import STEPS, articles_of, beside_of, known_thing, title_over_time


@dataclass(frozen=True, slots=True)
class Partners:
    """A thing, and the values of another facet that its articles are counted by over time."""

    thing: Thing
    step: str
    beside: str
    table: Table
    generation: str

    @property
    def file(self) -> str:
        """The name of its files, without their ending."""
        return f"mithaq-{said(self.thing.value)}-{self.beside}"


class OverTime:
    """The tables behind the pages of things of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        answers = {"over_time": self.page, "over_time_csv": self.table, "over_time_svg": self.picture}
        for endpoint, answer in answers.items():
            ending = endpoint.removeprefix("over_time").replace("_", ".")
            rule = f"/over-time{ending}/<any({','.join(BY_PAGE)}):step>/<path:value>"
            app.add_url_rule(rule, endpoint, self._of_one_address(endpoint, answer))

    def _of_one_address(
        self, endpoint: str, answer: Callable[[Partners, Links], ResponseReturnValue]
    ) -> Callable[[str, str], ResponseReturnValue]:
        """An answer about a thing; a value that is written otherwise leads to its one address."""

        def view(step: str, value: str) -> ResponseReturnValue:
            links = Links(arguments(self.requests.parameters()[0]), explicit_language())
            written = BY_PAGE[step].canonical(value)
            thing = known_thing(self.requests.reading(), BY_PAGE[step], written)
            if written != value:
                return redirect(links.to(endpoint, step=step, value=written), 301)
            return answer(self._partners(step, thing), links)

        return view

    def _partners(self, step: str, thing: Thing) -> Partners:
        beside = beside_of(thing.facet)
        found = self.requests.reading().thing_page(thing.facet, thing.value, beside, articles_of(thing, limit=1))
        return Partners(thing, step, beside, found.over_time, found.page.generation)

    def page(self, found: Partners, links: Links) -> ResponseReturnValue:
        """The table as a page."""
        thing, step = found.thing, found.step
        parameters, _ = self.requests.parameters()
        own = Links(arguments(articles_of(thing, limit=1)), links.ui)
        return render_template(
            "table.html",
            title=title_over_time(thing.facet),
            about=thing.label,
            table=by_time(
                found.table,
                lambda other: links.fresh().thing(STEPS[found.beside], other),
                of_a_time(own, found.beside),
            ),
            back=links.thing(step, thing.value),
            back_to=thing.label,
            picture=own.fresh().to("over_time_svg", step=step, value=thing.value),
            file=own.fresh().to("over_time_csv", step=step, value=thing.value),
            generation=found.generation,
            parameters=parameters,
            links=links,
        )

    def table(self, found: Partners, _: Links) -> ResponseReturnValue:
        """The table as CSV."""
        return table_file(found.file, rows_of(found.table))

    def picture(self, found: Partners, _: Links) -> ResponseReturnValue:
        """The drawings as SVG."""
        return picture_file(found.file, name=found.beside, drawings=multiples(found.table, str))
