"""How good the ranking is: `python -m benchmarks.ranking --data DIR QUERIES.jsonl [--save FILE]`.

In: an index, and judged queries as JSON lines `{"query", "relevant": [ids]}`. Out: MRR@10 and recall@10; with `--save`,
those of each query, for `benchmarks.paired`. Never here: a change to the ranking.

What the second look sees of each query is recorded, so that other weights are tried without searching again
(`benchmarks.ablation`).
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Token
from benchmarks.paired import MEASURES, Figures, save
from indexer.engines.port.port import Match, Snapshot
from indexer.generations.generations import Generations
from indexer.model.settings import read_settings
from search.model.ranking import RERANK_WEIGHTS
from search.model.rarity import Rarity
from search.model.results import Parameters
from search.rank.others import Other
from search.rank.rerank import Reranker, tiers_of
from search.rank.versions import Counterparts
from search.session import Session
from search.snapshots import Snapshots
from search.view import View

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """The first matches of a query: their features by row, the tier in which each row stays, and the relevant rows.
    `wanted` is how many of the first ten can be relevant."""

    features: NDArray[np.float64]
    tier: NDArray[np.int64]
    relevant: frozenset[int]
    wanted: int


class Recorder(Reranker):
    """Keeps what the second look saw, and leaves the order as it is."""

    def __init__(
        self,
        seen: list[Judged],
        wanted: frozenset[str],
        snapshot: Snapshot,
        words: Sequence[Token],
        rarity: Rarity,
        others: Sequence[Sequence[Other]] = (),
        counterparts: Counterparts = lambda _: {},
    ) -> None:
        super().__init__(snapshot, words, rarity, others, counterparts)
        self._seen = seen
        self._wanted = wanted

    def order(self, matches: Sequence[Match], *tiers: int) -> tuple[Match, ...]:
        """The matches as they are."""
        features = np.zeros((len(matches), len(RERANK_WEIGHTS)))
        if matches and self._words:
            columns = self.features(matches)
            assert columns is not None
            features = np.stack([columns[name] for name in RERANK_WEIGHTS], axis=1)
        self._seen.append(judged(matches, self._wanted, features, tiers_of(len(matches), tiers)))
        return tuple(matches)


def judged(
    matches: Sequence[Match], wanted: frozenset[str], features: NDArray[np.float64], tier: NDArray[np.int64]
) -> Judged:
    """The matches of a query, judged by the ids that are wanted."""
    relevant = frozenset(row for row, match in enumerate(matches) if match.id in wanted)
    return Judged(features, tier, relevant, min(len(wanted), DEPTH))


def record(data: Path, file: Path) -> list[Judged]:
    """What the second look sees of every query; if a query has none, its matches in the engine's order."""
    snapshots = Snapshots(Generations(data), read_settings().gazetteers)
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    with snapshots.lease() as view:
        seen = [_record(view, line["query"], frozenset(line["relevant"])) for line in lines]
    snapshots.close()
    return seen


def _record(view: View, query: str, wanted: frozenset[str]) -> Judged:
    seen: list[Judged] = []
    parameters = Parameters(q=query, limit=DEPTH)
    look = partial(Recorder, seen, wanted)
    found = Session(view, parameters, look).retrieval(facets=False).search()
    size = len(found.matches)
    nothing = np.zeros((size, len(RERANK_WEIGHTS))), np.zeros(size, dtype=np.int64)
    return seen[0] if seen else judged(found.matches, wanted, *nothing)


def measure(seen: Sequence[Judged], weights: Mapping[str, float] = RERANK_WEIGHTS) -> Figures:
    """The reciprocal rank and the recall of each query under these weights, among the first ten."""
    columns = np.array([weights[name] for name in RERANK_WEIGHTS])
    return np.array([_figures(query, columns) for query in seen], dtype=float)


def _figures(query: Judged, weights: NDArray[np.float64]) -> tuple[float, float]:
    first = np.lexsort((-(query.features @ weights), query.tier))[:DEPTH].tolist()
    ranks = [rank for rank, row in enumerate(first, 1) if row in query.relevant]
    return (1 / ranks[0] if ranks else 0.0), len(ranks) / query.wanted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__)
    parser.add_argument("queries", type=Path, metavar="QUERIES.jsonl")
    parser.add_argument("--data", type=Path, required=True, help="where the index is")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the figures of each query")
    options = parser.parse_args()
    figures = measure(record(options.data, options.queries))
    means = zip(MEASURES, figures.mean(axis=0), strict=True)
    print("  ".join(f"{name} {mean:.4f}" for name, mean in means), f" ({len(figures)} queries)")
    if options.save:
        save(figures, options.save)


if __name__ == "__main__":
    main()
