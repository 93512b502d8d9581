"""Weights of the second look, tuned: `python -m benchmarks.ranking --data DIR QUERIES.jsonl [--tune] [--every N]`.

In: an index, and judged queries as JSON lines `{"query", "relevant": [ids]}`. Out: MRR@10 and recall@10 with the
weights of `search.model.ranking`; with `--tune`, every change of one weight that raises their sum, found by
coordinate ascent. Never here: a change to the weights; whoever tunes reads several sets and decides.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Token
from indexer.engines.port.port import Match
from indexer.model.settings import read_settings
from search.model.ranking import RERANK_WEIGHTS
from search.model.results import Parameters
from search.rank.digests import Digests
from search.rank.rarity import Rarity
from search.rank.rerank import Credit, Reranker, tiers_of
from search.session import Session
from search.snapshots import Snapshots

DEPTH = 10
FACTORS = (0.0, 0.5, 0.7, 0.85, 1.2, 1.5, 2.0)
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """The first matches of a query: features by row, the tier that a row stays in, the rows that are relevant."""

    features: NDArray[np.float64]
    tier: NDArray[np.int64]
    relevant: list[int]


class Recorder(Reranker):
    """Keeps what the second look saw, and leaves the order as it is."""

    def __init__(
        self,
        seen: list[Judged],
        wanted: set[str],
        digests: Digests,
        words: Sequence[Token],
        rarity: Rarity,
        credit: Credit,
    ) -> None:
        super().__init__(digests, words, rarity, credit)
        self._seen = seen
        self._wanted = wanted

    def order(self, matches: Sequence[Match], *tiers: int) -> tuple[Match, ...]:
        """The matches as they are."""
        found = self._digests.read([match.id for match in matches])
        if matches and self._words:
            columns = self.features([found[match.id] for match in matches], [match.score for match in matches])
            rows = np.stack([columns[name] for name in RERANK_WEIGHTS], axis=1)
            relevant = [row for row, match in enumerate(matches) if match.id in self._wanted]
            self._seen.append(Judged(rows, tiers_of(len(matches), tiers), relevant))
        return tuple(matches)


def record(data: Path, file: Path, every: int) -> tuple[list[Judged], int]:
    """What the second look sees of every n-th query, and how many queries these are."""
    settings = replace(read_settings(), data=data)
    snapshots = Snapshots(settings.data, settings.gazetteers)
    lines = file.read_text(encoding="utf-8").splitlines()[::every]
    seen: list[Judged] = []
    with snapshots.lease() as view:
        for line in lines:
            judged = json.loads(line)
            look = partial(Recorder, seen, set(judged["relevant"]))
            Session(view, Parameters(q=judged["query"], limit=DEPTH), look).retrieval(facets=False).search()
    snapshots.close()
    return seen, len(lines)


def measure(seen: Sequence[Judged], queries: int, weights: NDArray[np.float64]) -> tuple[float, float]:
    """MRR@10 and recall@10 under these weights."""
    ranks = [rank for query in seen if (rank := _rank(query, weights)) <= DEPTH]
    return sum(1 / rank for rank in ranks) / queries, len(ranks) / queries


def _rank(query: Judged, weights: NDArray[np.float64]) -> int:
    order = np.lexsort((-(query.features @ weights), query.tier))
    return next((place for place, row in enumerate(order, 1) if row in query.relevant), DEPTH + 1)


def tune(seen: Sequence[Judged], queries: int, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Better weights, printing each step."""
    best = sum(measure(seen, queries, weights))
    for _ in range(ROUNDS):
        before = best
        for place, name in enumerate(RERANK_WEIGHTS):
            for factor in FACTORS:
                tried = weights.copy()
                tried[place] *= factor
                reached = sum(measure(seen, queries, tried))
                if reached > best:
                    best, weights = reached, tried
                    print(f"{name} {tried[place]:.2f}: {_figures(seen, queries, tried)}", flush=True)
        if best == before:
            break
    return weights


def _figures(seen: Sequence[Judged], queries: int, weights: NDArray[np.float64]) -> str:
    reciprocal, recall = measure(seen, queries, weights)
    return f"MRR@{DEPTH} {reciprocal:.4f}  recall@{DEPTH} {recall:.4f}"


def main() -> None:
    """Measure, and tune when asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("queries", type=Path, metavar="QUERIES.jsonl")
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--every", type=int, default=1, help="take only every n-th query")
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    seen, queries = record(options.data, options.queries, options.every)
    weights = np.array(list(RERANK_WEIGHTS.values()))
    print(f"now: {_figures(seen, queries, weights)}  ({queries} queries)")
    if options.tune:
        tuned = tune(seen, queries, weights)
        print({name: round(float(weight), 2) for name, weight in zip(RERANK_WEIGHTS, tuned, strict=True)})


if __name__ == "__main__":
    main()
