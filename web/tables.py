"""Tables of counts as the page shows them: the darker a cell, the more, and each leads to its articles.

In: tables, and the links of their search. Out: frozen cells. Never here: counting, or HTML.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from indexer.model.facets import JOIN
from search.model.results import Labelled
from search.model.things import Table
from web.links import Links

#: Shades of a table of counts, the lightest 1; 0 is for none.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A count in a table, its shade from 0 to SHADES, and where it leads; "" for none."""

    count: int
    shade: int
    url: str


def cells_of(table: Table, address: Callable[[str, str], str] | None) -> list[tuple[Labelled, list[Cell]]]:
    """The rows of a table with a shade and an address for each count."""
    largest = table.largest
    return [
        (
            row.head,
            [
                Cell(
                    count,
                    -(-SHADES * count // largest),
                    address(row.head.value, column.value) if count and address else "",
                )
                for column, count in zip(table.columns, row.counts, strict=True)
            ],
        )
        for row in table.rows
    ]


def of_a_year(links: Links, facet: str) -> Callable[[str, str], str]:
    """Where the articles of a value and a year stand."""
    return lambda value, year: links.with_values({facet: value, "year": year})


def of_a_time(links: Links, facet: str) -> Callable[[str, str], str]:
    """Where the articles of a value within a month or a year stand."""
    any_time = links.without_days()
    base = cache(lambda value: any_time.with_values({facet: value}))
    return lambda value, time: f"{base(value)}&from={time}&to={time}"


def of_a_pair(links: Links) -> Callable[[str, str], str]:
    """Where the articles on the cooperation of two countries stand."""
    narrowed = cache(partial(links.narrowed, "party"))
    return lambda one, other: narrowed(JOIN.join(sorted((one, other))))
