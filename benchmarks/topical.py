"""How many articles of the other language found for a topic are about it: `python -m benchmarks.topical --data DIR`.

In: an index, and `topical.tsv`: queries, each with the ids of articles that were judged relevant and not relevant by
reading; all have ten or more relevant ones in the other language. Out: for each direction precision@10 of the list of
the other language alone and of the one list of both, and how much of what only translations brought into it is
relevant. Never here: text of a publisher, or a choice of weights.

Relevant is what a journalist with that question would want. The queries were written before any answer was seen, and
judged on the first ten articles of the service with and without translations, mixed in one pile with those of two to
six wordings of the query in the other language. What is unjudged counts as not relevant. Half of the queries are
marked `held`: no row and no rule was chosen by them.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

from analyzers.script import Script, script
from analyzers.shipped import rows_of
from benchmarks.across import DIRECTIONS
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.reading import Reading
from search.service import SearchService

TABLE = Path(__file__).with_suffix(".tsv")
DEPTH = 10
#: A query of which the index has fewer relevant articles is left out.
ENOUGH = 10
#: The language that a query in a script asks for.
OTHER = {Script.LATIN: "ar", Script.ARABIC: "en"}


class Topic(NamedTuple):
    """A query, what was judged relevant and not relevant to it, and whether nothing was chosen by it."""

    query: str
    relevant: frozenset[str]
    not_relevant: frozenset[str]
    held: bool


class Judged(NamedTuple):
    """Of a number of places: those with a relevant article, and those with an unjudged one."""

    relevant: int
    unjudged: int
    places: int

    def __str__(self) -> str:
        return f"{self.relevant / max(self.places, 1):.3f} of {self.places} places, {self.unjudged} unjudged"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topical", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the index is")
    options = parser.parse_args(arguments)
    service = SearchService(replace(read_settings(), data=options.data))
    try:
        with service.lease() as reading:
            there = [one for one in read_table(TABLE) if len(reading.stored(sorted(one.relevant))) >= ENOUGH]
            for (written, direction), held in product(DIRECTIONS.items(), (False, True)):
                topics = [one for one in there if script(one.query) is written and one.held is held]
                if topics:
                    print(f"{direction}{', held back' if held else ''}, {len(topics)} queries")
                    print(*(f"  {line}" for line in figures(reading, topics, OTHER[written])), sep="\n")
    finally:
        service.close()
    return 0


def read_table(path: Path) -> list[Topic]:
    """The queries of a table with their judgments."""
    rows = ((*row, "", "")[:4] for row in rows_of(path))
    return [Topic(query, frozenset(yes.split()), frozenset(no.split()), bool(held)) for query, yes, no, held in rows]


def figures(reading: Reading, topics: Sequence[Topic], other: str) -> list[str]:
    """The lines of some queries, for the list of the other language and for that of both."""
    alone = {"language": (other,)}
    with_them = [first(reading, topic, expand=True, filters=alone) for topic in topics]
    without = [first(reading, topic, expand=False, filters=alone) for topic in topics]
    both = [first(reading, topic, expand=True) for topic in topics]
    typed = [first(reading, topic, expand=False) for topic in topics]
    brought = [[id for id in ids if id not in before] for ids, before in zip(both, typed, strict=True)]
    return [
        f"of the other language alone, precision@10 {judged(topics, with_them, DEPTH)}",
        f"the same without translations, precision@10 {judged(topics, without, DEPTH)}",
        f"of both languages, brought by translations alone: {judged(topics, brought)}",
    ]


def first(
    reading: Reading, topic: Topic, *, expand: bool, filters: dict[str, tuple[str, ...]] | None = None
) -> list[str]:
    """The ids of the first ten articles, those of the closest others behind the set."""
    found = reading.find(Parameters(q=topic.query, limit=DEPTH, expand=expand, filters=filters or {}))
    return [match.id for match in (*found.matches, *found.others)][:DEPTH]


def judged(topics: Iterable[Topic], lists: Iterable[Sequence[str]], places: int = 0) -> Judged:
    """The judgments of a list for each query, over `places` of each list; 0 stands for as many as it has."""
    pairs = list(zip(topics, lists, strict=True))
    relevant = sum(id in topic.relevant for topic, ids in pairs for id in ids)
    unjudged = sum(id not in topic.relevant | topic.not_relevant for topic, ids in pairs for id in ids)
    return Judged(relevant, unjudged, sum(places or len(ids) for _, ids in pairs))


if __name__ == "__main__":
    raise SystemExit(main())
