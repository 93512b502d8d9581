"""What each feature of the second look is worth: `python -m benchmarks.ablation --set DIR QUERIES.jsonl [--set ...]`.

In: indexes, each with judged queries as `benchmarks.ranking` reads them. Out: for each set the figures, and for each
feature their change when its weight is 0, with the intervals of `benchmarks.paired`; with `--weights`, their change
under other weights. Never here: a search for better weights, which would fit the noise of so few sets.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.paired import MEASURES, differences
from benchmarks.ranking import Judged, measure, record
from search.model.ranking import RERANK_WEIGHTS


def variants(changes: Sequence[str]) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Name and weights of each variant that is compared with the current weights; a change is `lead=2,first=0`."""
    for change in changes:
        pairs = [pair.split("=") for pair in change.split(",")]
        yield change, RERANK_WEIGHTS | {name: float(weight) for name, weight in pairs}
    if not changes:
        for name in RERANK_WEIGHTS:
            yield f"without {name}", RERANK_WEIGHTS | {name: 0.0}


def table(seen: Sequence[Judged], changes: Sequence[str]) -> Iterator[str]:
    """A line for the current weights, and one for each variant."""
    now = measure(seen)
    yield "  ".join(f"{name} {mean:.4f}" for name, mean in zip(MEASURES, now.mean(axis=0), strict=True))
    for name, weights in variants(changes):
        found = differences(now, measure(seen, weights))
        yield f"  {name:20} " + "  ".join(f"{one!s:28}" for one in found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("--set", type=Path, nargs=2, action="append", required=True, metavar=("DIR", "QUERIES.jsonl"))
    parser.add_argument("--weights", action="append", default=[], metavar="NAME=WEIGHT,...", help="other weights")
    options = parser.parse_args()
    for data, queries in options.set:
        print(queries.stem, end=": ")
        print(*table(record(data, queries), options.weights), sep="\n", flush=True)


if __name__ == "__main__":
    main()
