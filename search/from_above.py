"""A search seen from above, and the things that articles are about: counts over time, and of one value by another.

In: the session of a search. Out: `Overview`, `Thing`, `ThingPage`. Never here: counting, which the engine does, or a
table's order (`search.show.overviews`).
"""

from collections.abc import Mapping
from dataclasses import replace

from indexer.engines.port.port import Step
from indexer.model.facets import BY_NAME, JOIN
from indexer.model.schema import MONTH
from search.compile.filters import selections
from search.model.results import Labelled
from search.model.things import Overview, Table, Thing, ThingPage
from search.rank.retrieval import Found
from search.result_page import BARS, result_page
from search.session import Session
from search.show.labels import Labels
from search.show.overviews import by_year, over_time, parties
from search.view import View

#: What an overview counts by month.
OVER_TIME = KINDS, AGENCIES, PAIRS = ("instrument", MONTH), ("agency", MONTH), ("party", MONTH)
#: Values that are counted by month, as some have no date; and for the page of a thing, as only some pairs are of the
#: country that it is about.
MOST_OVER_TIME, MOST_PARTNERS = 20, 40


def found_from_above(session: Session) -> Found:
    """What an overview is made of."""
    return session.retrieval(bars=BARS, crossed=OVER_TIME, crossed_most=MOST_OVER_TIME).search()


def overview(session: Session, found: Found) -> Overview:
    """Counts over time, of country by country, of kinds, agencies and pairs by year."""
    labels, chosen, step = session.labels, selections(session.parameters), _step(found)
    return Overview(
        total=found.total,
        timeline=found.timeline,
        parties=parties(found.facets["party"], labels),
        kinds=by_year("instrument", found.crossed[KINDS], labels),
        agencies=over_time("agency", found.crossed[AGENCIES], step, labels),
        pairs=over_time("party", found.crossed[PAIRS], step, labels),
        facets=labels.facets(found.facets, chosen),
        facet_totals=labels.totals(found.facets, chosen),
        generation=session.view.generation.name,
    )


def found_of_a_thing(session: Session, beside: str) -> Found:
    """What the page of a thing is made of; `beside` is the facet whose values it counts over time."""
    return session.retrieval(bars=BARS, crossed=((beside, MONTH),), crossed_most=MOST_PARTNERS).search()


def thing_page(session: Session, found: Found, facet: str, value: str, beside: str, began: float) -> ThingPage:
    """What the page of a value of a facet shows; the search `began` at a reading of the clock."""
    partners = _partners(found.crossed[beside, MONTH], facet, value, beside)
    before, behind = session.labels.beside(facet, value, found.facets[facet])
    table = over_time(beside, partners, _step(found), session.labels)
    if BY_NAME[beside].of == facet:
        table = _by_the_other(table, facet, value, session.labels)
    return ThingPage(result_page(session, found, began), table, before, behind)


def _partners(
    crossing: Mapping[str, Mapping[str, int]], facet: str, value: str, beside: str
) -> dict[str, Mapping[str, int]]:
    """The other values that a thing has to do with; of pairs, those that the country belongs to."""
    joins = BY_NAME[beside].of == facet
    return {
        other: counts
        for other, counts in crossing.items()
        if other != value and (not joins or value in other.split(JOIN))
    }


def _by_the_other(table: Table, facet: str, value: str, labels: Labels) -> Table:
    """A table of pairs that all have a value, each called by the other value that it joins."""
    rows = []
    for row in table.rows:
        other = next(part for part in row.head.value.split(JOIN) if part != value)
        named = labels.named(facet, other)
        rows.append(replace(row, head=Labelled(row.head.value, named.label, named.labels)))
    return replace(table, rows=tuple(rows))


def thing(view: View, facet: str, value: str, ui: str) -> Thing | None:
    """A value of a facet with its names; None for a value that neither the tables nor an article have."""
    if not (view.gazetteers.known(facet, value) or view.exists(facet, value)):
        return None
    labelled = Labels(view.gazetteers, ui, view.outlets).named(facet, value)
    others = view.gazetteers.other_names(facet, value)
    return Thing(facet, value, labelled.label, labelled.labels, others)


def _step(found: Found) -> Step:
    """What one bar stands for: the same as on the timeline of the whole."""
    return found.timeline.step if found.timeline else Step.YEAR
