"""`/overview`: any search from above, and its tables and pictures as files.

In: requests. Out: HTML, CSV, SVG. Never here: counting. A cell leads to its articles.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from web.rendering import render_template
from web.requests import Requests
from web.things import STEPS
from web.timelines import drawn
from web.views import FACET_TITLES

#: Shades of a table of counts, the lightest 1; 0 is for none.
SHADES = 5
#: Values of each facet beside the pictures.
VALUES = 10
PICTURES, TABLES = ("timeline", "parties"), ("timeline", "parties", "kinds")


@dataclass(frozen=True, slots=True)
class Cell:
    """A count in a table, its shade from 0 to SHADES, and where it leads; "" for none."""

    count: int
    shade: int
    url: str


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
        """Timeline, countries by countries, kinds by years, and the most frequent values."""
        parameters, found, links = self._asked()
        return render_template(
            "overview.html",
            found=found,
            drawing=drawn(found.timeline, links),
            parties=_cells(found.parties, lambda row, column: links.narrowed("party", "-".join(sorted((row, column))))),
            kinds=_cells(found.kinds, lambda row, column: links.with_values({"instrument": row, "year": column})),
            beside=[(FACET_TITLES[name], name, found.facets.get(name, ())[:VALUES]) for name in STEPS],
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
        drawing, cells = drawn(found.timeline, links), _cells(found.parties, None)
        body = render_template("picture.svg", name=name, drawing=drawing, parties=cells)
        response = make_response(writable(body))
        response.mimetype = "image/svg+xml"
        response.headers["Content-Disposition"] = f"attachment; filename=mithaq-{name}.svg"
        return response

    def _asked(self) -> tuple[Parameters, Overview, Links]:
        parameters, _ = self.requests.parameters()
        found = self.requests.reading().overview(parameters)
        return parameters, found, Links(arguments(parameters), explicit_language())


def _cells(table: Table, address: Callable[[str, str], str] | None) -> list[tuple[Labelled, list[Cell]]]:
    """The rows of a table with a shade and an address for each count."""
    return [
        (
            row.head,
            [
                Cell(
                    count,
                    -(-SHADES * count // table.largest),
                    address(row.head.value, column.value) if count and address else "",
                )
                for column, count in zip(table.columns, row.counts, strict=True)
            ],
        )
        for row in table.rows
    ]


def _rows(found: Overview, name: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table with its head, the codes beside the labels."""
    if name == "timeline":
        yield "date", "articles"
        if found.timeline:
            yield from found.timeline.counts.items()
            yield gettext("Date unknown"), found.timeline.undated
        return
    table = found.parties if name == "parties" else found.kinds
    yield "", "", *(column.label for column in table.columns)
    for row in table.rows:
        yield row.head.value, row.head.label, *row.counts
