"""The engine on a cluster beside the embedded one: `python -m benchmarks.beside_cluster --data DIR QUERIES.jsonl ...`.

In: a data directory with a served generation, the cluster of the settings with one of the same articles, and queries as
JSON lines `{"query", "relevant": [ids]}`. Out: how often totals, facet counts and the first ten are the same, MRR@10 of
both, the time of a page; and each query that differs. Never here: a change to either index.
"""

import argparse
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.model.settings import read_settings
from search.model.results import Parameters, ResultPage
from search.reading import Reading
from search.service import SearchService

DEPTH = 10
MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and what the embedded engine and the cluster answer, each after so many seconds."""

    query: str
    relevant: frozenset[str]
    pages: tuple[ResultPage, ResultPage]
    seconds: tuple[float, float]

    def ids(self, side: int) -> list[str]:
        """The first articles of a side."""
        page = self.pages[side]
        return [hit.id for hit in (*page.hits, *page.others)][:DEPTH]

    def reciprocal_rank(self, side: int) -> float:
        """1 over the rank of the first relevant article; 0 for none."""
        return next((1 / rank for rank, id in enumerate(self.ids(side), 1) if id in self.relevant), 0.0)

    @property
    def same(self) -> dict[str, bool]:
        """What is the same on both sides."""
        first, second = self.pages
        return {
            "total": first.total == second.total,
            "facets": first.facets == second.facets and first.facet_totals == second.facet_totals,
            "first ten": set(self.ids(0)) == set(self.ids(1)),
            "their order": self.ids(0) == self.ids(1),
            "notes": first.notes == second.notes and first.did_you_mean == second.did_you_mean,
        }


def ask(lines: Sequence[dict[str, object]], sides: tuple[Reading, Reading]) -> Iterator[Asked]:
    """Ask both sides each query, by turns first."""
    for number, line in enumerate(lines):
        parameters = Parameters(q=str(line["query"]), limit=DEPTH)
        found: dict[int, tuple[ResultPage, float]] = {}
        for side in (number % 2, 1 - number % 2):
            began = time.perf_counter()
            found[side] = sides[side].search(parameters), time.perf_counter() - began
        relevant = frozenset(map(str, line["relevant"]))  # type: ignore[call-overload]
        yield Asked(str(line["query"]), relevant, (found[0][0], found[1][0]), (found[0][1], found[1][1]))


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """What a person reads."""
    for name in asked[0].same:
        same = sum(one.same[name] for one in asked)
        yield f"{name}: the same for {same} of {len(asked)} queries ({same / len(asked):.2%})"
    for side, name in enumerate(("embedded", "cluster")):
        times = sorted(one.seconds[side] * MILLISECONDS for one in asked)
        mean = statistics.mean(one.reciprocal_rank(side) for one in asked)
        last = times[min(len(times) - 1, len(times) * 99 // 100)]
        yield f"{name}: MRR@10 {mean:.4f}, a page takes {statistics.median(times):.1f} ms, p99 {last:.1f} ms"
    for one in asked:
        differs = [name for name, same in one.same.items() if not same]
        if differs:
            totals = [page.total for page in one.pages]
            yield f"{one.query!r}: {', '.join(differs)}; totals {totals}; {one.ids(0)} {one.ids(1)}"


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside_cluster", description=__doc__)
    parser.add_argument("queries", type=Path, nargs="+", metavar="QUERIES.jsonl")
    parser.add_argument("--data", type=Path, required=True, help="where the embedded index is")
    parser.add_argument("--most", type=int, default=0, help="so many queries of each file, 0 for all")
    options = parser.parse_args()
    lines = [
        json.loads(line)
        for file in options.queries
        for line in file.read_text(encoding="utf-8").splitlines()[: options.most or None]
    ]
    settings = read_settings()
    services = (
        SearchService(replace(settings, engine="columnar", data=options.data)),
        SearchService(replace(settings, engine="opensearch")),
    )
    with services[0].lease() as embedded, services[1].lease() as cluster:
        for side in (embedded, cluster):
            side.prepare()
        print("\n".join(report(list(ask(lines, (embedded, cluster))))))


if __name__ == "__main__":
    main()
