"""Counts as tables: countries by countries, and kinds of news by years.

In: the counts of the engine, and labels. Out: `Table`s. Never here: counting, or a picture.
"""

from collections import Counter
from collections.abc import Mapping

from indexer.engines.port.port import Crossing
from indexer.model.facets import JOIN, UNDATED
from search.model.things import Row, Table
from search.show.labels import Labels

#: So many countries, kinds and years stand in a table.
MAX_COUNTRIES, MAX_KINDS, MAX_YEARS = 12, 10, 12


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


def kinds(crossing: Crossing, labels: Labels) -> Table:
    """Kinds of news by the last years that have articles; the most frequent kind first."""
    years = sorted({year for counts in crossing.values() for year in counts if year != UNDATED})[-MAX_YEARS:]
    ordered = sorted(crossing, key=lambda kind: (-sum(crossing[kind].values()), kind))[:MAX_KINDS]
    rows = (
        Row(labels.value("instrument", kind), tuple(crossing[kind].get(year, 0) for year in years)) for kind in ordered
    )
    return Table(tuple(labels.value("year", year) for year in years), tuple(rows))
