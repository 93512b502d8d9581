"""Counts as tables: countries by countries, and the values of a facet by years and by months.

In: the counts of the engine, and labels. Out: `Table`s. Never here: counting, or a picture.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from indexer.engines.port.port import Crossing, Step
from indexer.model.facets import JOIN, UNDATED
from search.model.results import Labelled
from search.model.things import Row, Table
from search.show.labels import Labels

#: So many countries, values of another facet, and years stand in a table.
MAX_COUNTRIES, MAX_VALUES, MAX_YEARS = 12, 10, 10
#: Characters of a date in ISO 8601 that is cut to a year or a month.
YEAR, MONTH = 4, 7


def parties(counts: Mapping[str, int], labels: Labels) -> Table:
    """Countries by countries: how many articles are on the cooperation of two. Those that cooperate most come first."""
    pairs = {tuple(value.split(JOIN)): count for value, count in counts.items()}
    weight: Counter[str] = Counter()
    for pair, count in pairs.items():
        for country in pair:
            weight[country] += count
    codes = sorted(weight, key=lambda code: (-weight[code], code))[:MAX_COUNTRIES]
    heads = tuple(labels.value("country", code) for code in codes)
    rows = (
        Row(head, tuple(pairs.get(tuple(sorted((code, other))), 0) for other in codes))
        for head, code in zip(heads, codes, strict=True)
    )
    return Table(heads, tuple(rows))


def by_year(facet: str, crossing: Crossing, labels: Labels) -> Table:
    """The values of a facet by the last years that have articles; the most frequent value first."""
    table = over_time(facet, crossing, Step.YEAR, labels)
    first = max(0, len(table.columns) - MAX_YEARS)
    rows = tuple(replace(row, counts=row.counts[first:]) for row in table.rows)
    return Table(table.columns[first:], rows)


def over_time(facet: str, crossing: Crossing, step: Step, labels: Labels) -> Table:
    """The values of a facet, which are counted by months, by these months or by years; the most frequent value first.
    A date that says only a year is in no month; a value without any date of the step is left out."""
    length = YEAR if step is Step.YEAR else MONTH
    cut = {value: counts for value in crossing if (counts := _cut(crossing[value], length))}
    totals = {value: sum(crossing[value].values()) for value in cut}
    ordered = sorted(cut, key=lambda value: (-totals[value], value))[:MAX_VALUES]
    times = sorted({time for value in ordered for time in cut[value]})
    rows = (
        Row(labels.named(facet, value), tuple(cut[value].get(time, 0) for time in times), totals[value])
        for value in ordered
    )
    return Table(tuple(Labelled(time, time) for time in times), tuple(rows))


def _cut(counts: Mapping[str, int], length: int) -> Mapping[str, int]:
    """Counts of months as counts of dates of a length; shorter dates are left out."""
    found: Counter[str] = Counter()
    for time, count in counts.items():
        if len(time) >= length and time != UNDATED:
            found[time[:length]] += count
    return found
