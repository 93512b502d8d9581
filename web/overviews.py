"""`/overview`: any search from above, and its tables and pictures as files.

In: requests. Out: HTML, CSV, SVG. Never here: counting. A cell leads to its articles.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import StringIO

from flask import Flask, make_response
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from search.model.results import Labelled, Parameters
from search.model.things import Overview, Table
from web.characters import writable
from web.exports import BOM, cell
from web.languages import explicit_language
from web.links import Links, arguments
from web.multiples import Multiples, multiples
from web.rendering import render_template
from web.requests import Requests
from web.tables import Cell, cells_of, of_a_pair, of_a_time, of_a_year
from web.things import STEPS
from web.timelines import drawn
from web.views import FACET_TITLES

#: Values of each facet beside the pictures.
VALUES = 10
#: Table of the overview -> the facet whose values it counts over time.
OVER_TIME = {"agencies": "agency", "pairs": "party"}
PICTURES, TABLES = ("timeline", "parties", "agencies", "pairs"), ("timeline", "parties", "kinds", "agencies", "pairs")


@dataclass(frozen=True, slots=True)
class OverTime:
    """A table of the overview by months or years, its drawings (None where there is but one month or year), and its
    cells."""

    name: str
    table: Table
    drawings: Multiples | None
    rows: list[tuple[Labelled, list[Cell]]]


class Overviews:
    """The overview of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/overview", "overview", self.overview)
        app.add_url_rule("/overview/<name>.csv", "overview_csv", self.table)
        app.add_url_rule("/overview/<name>.svg", "overview_svg", self.picture)

    def overview(self) -> ResponseReturnValue:
        """Timeline, countries by countries, kinds, agencies and pairs by years, and the most frequent values."""
        parameters, found, links = self._asked()
        over_time = [_over_time(name, facet, found.tables[name], links) for name, facet in OVER_TIME.items()]
        drawn_apart = {OVER_TIME[part.name] for part in over_time if part.drawings}
        return render_template(
            "overview.html",
            found=found,
            drawing=drawn(found.timeline, links),
            parties=cells_of(found.parties, of_a_pair(links)),
            kinds=cells_of(found.kinds, of_a_year(links, "instrument")),
            over_time=over_time,
            beside=[
                (FACET_TITLES[name], name, found.facets.get(name, ())[:VALUES])
                for name in STEPS
                if name not in drawn_apart
            ],
            parameters=parameters,
            links=links,
        )

    def table(self, name: str) -> ResponseReturnValue:
        """One of the tables as CSV."""
        if name not in TABLES:
            raise NotFound
        _, found, _ = self._asked()
        out = StringIO()
        writer = csv.writer(out)
        for row in _rows(found, name):
            writer.writerow([cell(str(value)) for value in row])
        response = make_response(writable(BOM + out.getvalue()))
        response.content_type = "text/csv; charset=utf-8"
        response.headers["Content-Disposition"] = f"attachment; filename=mithaq-{name}.csv"
        return response

    def picture(self, name: str) -> ResponseReturnValue:
        """One of the pictures as SVG, which needs no style sheet."""
        if name not in PICTURES:
            raise NotFound
        _, found, links = self._asked()
        body = render_template(
            "picture.svg",
            name=name,
            drawing=drawn(found.timeline, links),
            parties=cells_of(found.parties, None),
            drawings=multiples(found.tables[name], str) if name in OVER_TIME else None,
        )
        response = make_response(writable(body))
        response.mimetype = "image/svg+xml"
        response.headers["Content-Disposition"] = f"attachment; filename=mithaq-{name}.svg"
        return response

    def _asked(self) -> tuple[Parameters, Overview, Links]:
        parameters, _ = self.requests.parameters()
        found = self.requests.reading().overview(parameters)
        return parameters, found, Links(arguments(parameters), explicit_language())


def _over_time(name: str, facet: str, table: Table, links: Links) -> OverTime:
    return OverTime(
        name, table, multiples(table, partial(links.narrowed, facet)), cells_of(table, of_a_time(links, facet))
    )


def _rows(found: Overview, name: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table with its head, the codes beside the labels."""
    if name == "timeline":
        yield "date", "articles"
        if found.timeline:
            yield from found.timeline.counts.items()
            yield gettext("Date unknown"), found.timeline.undated
        return
    table = found.tables[name]
    yield "", "", *(column.label for column in table.columns)
    for row in table.rows:
        yield row.head.value, row.head.label, *row.counts
