"""Tables of counts as the page shows them: the darker a cell, the more, and each leads to its articles.

In: tables, and the links of their search. Out: frozen cells. Never here: counting, or HTML.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from math import ceil, sqrt

from flask_babel import gettext

from indexer.engines.port.port import Timeline
from indexer.model.facets import JOIN, UNDATED
from search.model.results import Labelled
from search.model.things import Row, Table
from web.links import Links

#: Shades of a table of counts, the lightest 1; 0 is for none.
SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A count in a table, its shade from 0 to SHADES, and where it leads; "" for none."""

    count: int
    shade: int
    url: str


def shade_of(count: int, largest: int) -> int:
    """The shade of a count, by its root: one large count leaves the others apart."""
    return ceil(SHADES * sqrt(count / largest))


def cells_of(table: Table, address: Callable[[str, str], str] | None) -> list[tuple[Labelled, list[Cell]]]:
    """The rows of a table with a shade and an address for each count."""
    largest = table.largest
    return [
        (
            row.head,
            [
                Cell(
                    count,
                    shade_of(count, largest),
                    address(row.head.value, column.value) if count and address else "",
                )
                for column, count in zip(table.columns, row.counts, strict=True)
            ],
        )
        for row in table.rows
    ]


@dataclass(frozen=True, slots=True)
class Foot:
    """A row of no date of the step: its name, the counts that it has, and where its articles stand, "" for nowhere."""

    name: str
    counts: tuple[int, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimeTable:
    """Counts with the months or years below each other. `heads` stand above the columns, each with where it leads, ""
    for nowhere; a row has its date (ISO 8601, cut to the step) and its cells; `feet` are rows of no date of the
    step."""

    heads: tuple[tuple[Labelled, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    feet: tuple[Foot, ...]


def by_time(
    table: Table,
    leads: Callable[[str], str] | None,
    address: Callable[[str, str], str],
    feet: Iterable[Foot] = (),
) -> TimeTable:
    """A table whose columns are months or years, turned; below them stands the total of each value, behind the feet."""
    cells = cells_of(table, address)
    return TimeTable(
        heads=tuple((head, leads(head.value) if leads else "") for head, _ in cells),
        rows=tuple((column.value, tuple(row[at] for _, row in cells)) for at, column in enumerate(table.columns)),
        feet=(
            *(tuple(feet) or _remainder(table)),
            Foot(gettext("All articles"), tuple(row.total for row in table.rows)),
        ),
    )


def _remainder(table: Table) -> Iterator[Foot]:
    """What the rows leave: articles of less exact dates, and of none."""
    left = tuple(row.total - sum(row.counts) for row in table.rows)
    if any(left):
        yield Foot(gettext("Less exact date, or none"), left)


def of_timeline(timeline: Timeline | None, total: int) -> Table:
    """A timeline as a table of one row."""
    counts = timeline.counts if timeline else {}
    columns = tuple(Labelled(time, time) for time in counts)
    return Table(columns, (Row(Labelled("", gettext("Articles")), tuple(counts.values()), total),))


def outside(timeline: Timeline | None, links: Links) -> Iterator[Foot]:
    """What a timeline counts and has no bar for."""
    if timeline and timeline.vague:
        yield Foot(gettext("Less exact dates"), (timeline.vague,))
    if timeline and timeline.undated:
        yield Foot(gettext("Date unknown"), (timeline.undated,), of_no_date(links))


def of_no_date(links: Links) -> str:
    """Where the articles without a date stand."""
    return links.ranged(None, None, year=UNDATED)


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


def rows_of(table: Table) -> Iterator[tuple[object, ...]]:
    """The rows of a table with its head, as a file has them: the codes beside the labels."""
    yield "", "", *(column.label for column in table.columns)
    for row in table.rows:
        yield row.head.value, row.head.label, *row.counts
