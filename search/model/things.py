"""What there is a page for beside articles: a country, an agency, a pair of countries, an outlet, a kind of news; and
the overview of a search.

In: nothing. Out: frozen dataclasses. Never here: HTML, or an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from indexer.engines.port.port import Timeline
from search.model.results import FacetValue, Labelled, ResultPage


@dataclass(frozen=True, slots=True)
class Thing:
    """A value of a facet, with its labels in both languages; `others` are its other names by language."""

    facet: str
    value: str
    label: str
    labels: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of counts: what it is about, and a count for each column. `total` counts the articles of the
    row, also those of no column; 0 where that says nothing."""

    head: Labelled
    counts: tuple[int, ...]
    total: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of articles by two values: one names the row, the other the column."""

    columns: tuple[Labelled, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def largest(self) -> int:
        """The largest count, at least 1."""
        return max(1, max((count for row in self.rows for count in row.counts), default=1))


@dataclass(frozen=True, slots=True)
class Overview:
    """A search from above: its timeline, which countries cooperate with which, kinds of news by year, and the most
    frequent values of each facet; `agencies` and `pairs` of countries by the months or years of the timeline, which are
    the values of their columns (ISO 8601). `total` counts the articles."""

    total: int
    timeline: Timeline | None
    parties: Table
    kinds: Table
    facets: Mapping[str, tuple[FacetValue, ...]]
    facet_totals: Mapping[str, int]
    generation: str
    agencies: Table = field(default_factory=Table)
    pairs: Table = field(default_factory=Table)

    @property
    def tables(self) -> Mapping[str, Table]:
        """Its tables by their names."""
        return {"parties": self.parties, "kinds": self.kinds, "agencies": self.agencies, "pairs": self.pairs}


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the page of a thing shows: its articles, what it has to do with by months or years, and the values of its
    facet that stand before and behind it by the number of their articles; None at either end."""

    page: ResultPage
    over_time: Table
    before: FacetValue | None = None
    behind: FacetValue | None = None
