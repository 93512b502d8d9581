"""`/overview`: any search from above, and its tables and pictures, on pages of their own and as files.

In: requests. Out: HTML, CSV, SVG. Never here: counting. A cell leads to its articles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flask import Flask
from flask.typing import ResponseReturnValue

from search.model.results import Parameters
from search.model.things import Overview
from web.files import picture_file, table_file
from web.languages import explicit_language
from web.links import Links, arguments
from web.multiples import TITLES, Multiples, multiples
from web.rendering import render_template
from web.requests import Requests
from web.tables import (
    TimeTable,
    by_time,
    cells_of,
    of_a_pair,
    of_a_time,
    of_a_year,
    of_timeline,
    outside,
    rows_of,
)
from web.things import STEPS
from web.timelines import drawn
from web.views import FACET_TITLES

#: Values of each facet beside the pictures.
VALUES = 10
#: Table of the overview -> the facet whose values it counts over time.
OVER_TIME = {"agencies": "agency", "pairs": "party"}
PICTURES, TABLES = ("timeline", "parties", *OVER_TIME), ("timeline", "parties", "kinds", *OVER_TIME)
#: The tables that stand on pages of their own, behind their pictures.
BEHIND = ("timeline", *OVER_TIME)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table of the overview by months or years: its name, its title, its drawings."""

    name: str
    title: str
    drawings: Multiples


class Overviews:
    """The overview of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule("/overview", "overview", self.overview)
        app.add_url_rule(f"/overview/<any({','.join(BEHIND)}):name>", "overview_table", self.behind)
        app.add_url_rule(f"/overview/<any({','.join(TABLES)}):name>.csv", "overview_csv", self.table)
        app.add_url_rule(f"/overview/<any({','.join(PICTURES)}):name>.svg", "overview_svg", self.picture)

    def overview(self) -> ResponseReturnValue:
        """Timeline, countries by countries, kinds, agencies and pairs by years, and the most frequent values."""
        parameters, found, links = self._asked()
        over_time = list(_drawn(found, links))
        drawn_apart = {OVER_TIME[part.name] for part in over_time}
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

    def behind(self, name: str) -> ResponseReturnValue:
        """The table behind one of the pictures."""
        parameters, found, links = self._asked()
        return render_template(
            "table.html",
            title=TITLES[name],
            about=parameters.q.strip(),
            table=_by_time(found, name, links),
            back=links.to("overview"),
            picture=links.to("overview_svg", name=name),
            file=links.to("overview_csv", name=name),
            generation=found.generation,
            parameters=parameters,
            links=links,
        )

    def table(self, name: str) -> ResponseReturnValue:
        """One of the tables as CSV."""
        _, found, links = self._asked()
        return table_file(f"mithaq-{name}", _rows(found, name, links))

    def picture(self, name: str) -> ResponseReturnValue:
        """One of the pictures as SVG."""
        _, found, links = self._asked()
        return picture_file(
            f"mithaq-{name}",
            name=name,
            drawing=drawn(found.timeline, links),
            parties=cells_of(found.parties, None),
            drawings=multiples(found.tables[name], str) if name in OVER_TIME else None,
        )

    def _asked(self) -> tuple[Parameters, Overview, Links]:
        parameters, _ = self.requests.parameters()
        found = self.requests.reading().overview(parameters)
        return parameters, found, Links(arguments(parameters), explicit_language())


def _drawn(found: Overview, links: Links) -> Iterator[Drawn]:
    """The tables over time that can be drawn."""
    for name, facet in OVER_TIME.items():
        drawings = multiples(found.tables[name], partial(links.narrowed, facet))
        if drawings:
            yield Drawn(name, str(TITLES[name]), drawings)


def _by_time(found: Overview, name: str, links: Links) -> TimeTable:
    if name == "timeline":
        table = of_timeline(found.timeline, found.total)
        return by_time(table, None, lambda _, time: links.ranged(time, time), outside(found.timeline, links))
    facet = OVER_TIME[name]
    return by_time(found.tables[name], partial(links.narrowed, facet), of_a_time(links, facet))


def _rows(found: Overview, name: str, links: Links) -> Iterator[tuple[object, ...]]:
    """The rows of a table with its head, the codes beside the labels."""
    if name != "timeline":
        yield from rows_of(found.tables[name])
        return
    yield "date", "articles"
    if found.timeline:
        yield from found.timeline.counts.items()
    for foot in outside(found.timeline, links):
        yield foot.name, *foot.counts
