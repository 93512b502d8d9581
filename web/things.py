"""Pages of things: `/country/KW`, `/agency/unodc`, `/pair/AE-TH`, `/outlet/ID`, `/kind/mou`; and `/values/<facet>`.

In: requests. Out: HTML in the visitor's language. Never here: searching, or a page for what nobody knows: that is
answered with 404, and a sentence that says what is not known.
"""

from collections.abc import Iterator
from dataclasses import replace

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from indexer.engines.port.port import Sort
from indexer.model.facets import BY_NAME, BY_PAGE, JOIN, Facet
from search.model.results import FacetSearch, FacetValue, Parameters, ResultPage
from search.model.things import Thing
from search.show.stories import once_each
from web.languages import explicit_language, interface_language
from web.links import Links, arguments
from web.multiples import TITLES, multiples
from web.port import Reading
from web.rendering import render_template
from web.requests import Requests
from web.timelines import drawn
from web.views import FACET_TITLES

#: Articles on the page of a thing, and values of each facet beside them.
NEWEST, BESIDE = 8, 6
#: Facet -> the one whose values its things are counted by over time, where it is not pairs of countries.
OVER_TIME = {"party": "agency", "agency": "country"}


#: Facet -> the first step of the address of its things.
STEPS = {facet.name: step for step, facet in BY_PAGE.items()}


class Unknown(NotFound):
    """A thing that nobody knows; the description is shown to the visitor."""


class Things:
    """The pages of things of one collection."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests

    def register(self, app: Flask) -> None:
        """Add the routes to an application."""
        app.add_url_rule(f"/<any({','.join(BY_PAGE)}):step>/<path:value>", "thing", self.thing)
        app.add_url_rule("/values/<name>", "values", self.values)

    def thing(self, step: str, value: str) -> ResponseReturnValue:
        """One thing: its names, its articles over time, what it has to do with, its newest articles."""
        facet = BY_PAGE[step]
        written = facet.canonical(value)
        links = Links(arguments(self.requests.parameters()[0]), explicit_language())
        thing = known_thing(self.requests.reading(), facet, written)
        if written != value:
            return redirect(links.thing(step, written), 301)
        searched, beside = articles_of(thing, NEWEST), beside_of(facet.name)
        found = self.requests.reading().thing_page(facet.name, written, beside, searched)
        page, own = found.page, Links(arguments(searched), explicit_language())
        drawings = multiples(found.over_time, lambda other: own.fresh().thing(STEPS[beside], other))
        return render_template(
            "thing.html",
            thing=thing,
            step=step,
            page=page,
            hits=once_each(page.hits),
            drawing=drawn(page.timeline, own),
            found=found,
            drawings=drawings,
            drawn_title=title_over_time(facet.name),
            beside=[
                (FACET_TITLES[name], name, _beside(thing, name, page))
                for name in _others(facet)
                if not (drawings and name == beside)
            ],
            narrow=links.narrowed(facet.name, written) if links.current else "",
            parameters=Parameters(),
            links=own,
            carried=links,
            site=self.requests.site(),
            permanent=self.requests.site() + links.fresh().thing(step, written),
        )

    def values(self, name: str) -> ResponseReturnValue:
        """All values of a facet for a search, each a link that narrows it."""
        if name not in BY_NAME:
            raise NotFound
        parameters, _ = self.requests.parameters()
        parameters = replace(parameters, sort=None, page=1, limit=1)
        contains = request.args.get("contains", "")
        found = self.requests.reading().facet(name, FacetSearch(contains=contains), parameters)
        links = Links(arguments(parameters), explicit_language())
        return render_template(
            "values.html",
            name=name,
            title=FACET_TITLES[name],
            found=found,
            contains=contains,
            parameters=parameters,
            links=links,
        )


def known_thing(reading: Reading, facet: Facet, value: str) -> Thing:
    """A value of a facet. Raises Unknown if there is none, or if it is a pair of one country."""
    thing = reading.thing(facet.name, value, interface_language())
    parts = value.split(JOIN) if facet.of else ["", value]
    if thing is None or len(set(parts)) != 2:
        raise Unknown(gettext(facet.unknown))
    return thing


def articles_of(thing: Thing, limit: int) -> Parameters:
    """The search for the newest articles of a thing."""
    return Parameters(filters={thing.facet: (thing.value,)}, sort=Sort.NEWEST, limit=limit, ui=interface_language())


def beside_of(facet: str) -> str:
    """The facet whose values the things of a facet are counted by over time."""
    return OVER_TIME.get(facet, "party")


def title_over_time(facet: str) -> str:
    """What the values are that the things of a facet are counted by over time."""
    drawn_by = {"agency": "agencies", "country": "countries"}
    return str(TITLES[drawn_by.get(beside_of(facet), "partners" if facet == "country" else "pairs")])


def _others(facet: Facet) -> Iterator[str]:
    """The other facets whose values have pages; what a value joins is told by its name."""
    return (name for name in STEPS if name not in {facet.name, facet.of})


def _beside(thing: Thing, name: str, page: ResultPage) -> list[FacetValue]:
    """The most frequent values of another facet; of pairs, those that the country belongs to."""
    values = page.facets.get(name, ())
    if BY_NAME[name].of == thing.facet:
        values = tuple(value for value in values if thing.value in value.value.split(JOIN))
    return list(values[:BESIDE])
