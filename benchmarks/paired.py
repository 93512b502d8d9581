"""Whether two rankings differ: `python -m benchmarks.paired BEFORE.jsonl AFTER.jsonl`.

In: what `benchmarks.ranking --save` kept of the same queries, answered twice. Out: the mean difference of MRR@10 and of
recall@10, each with its 95% confidence interval. Never here: a search.

The interval is the percentile bootstrap over queries (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch.
13; for search, Sakai, Evaluating evaluation metrics based on the bootstrap, 2006): a difference is significant when its
interval lies on one side of 0.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
TAILS = (2.5, 97.5)
#: Resamples drawn at once, which bounds the memory taken.
BATCH = 200
MEASURES = ("MRR@10", "recall@10")

#: One row a query, one column a measure.
Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference, and the ends of its interval."""

    mean: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1 when significantly more than nothing, -1 when significantly less, 0 when neither is shown."""
        return int(self.low > 0) - int(self.high < 0)

    def __str__(self) -> str:
        return f"{self.mean:+.4f} [{self.low:+.4f}, {self.high:+.4f}]{' *' if self.side else ''}"


def differences(before: Figures, after: Figures, seed: int = 1) -> tuple[Difference, ...]:
    """After minus before, for each measure. Raises ValueError if the numbers of queries differ."""
    if before.shape != after.shape:
        raise ValueError(f"{len(before)} queries before, {len(after)} after")
    gained = after - before
    means = np.concatenate(list(_resampled(gained, np.random.default_rng(seed))))
    low, high = np.percentile(means, TAILS, axis=0)
    return tuple(Difference(*map(float, ends)) for ends in zip(gained.mean(axis=0), low, high, strict=True))


def _resampled(gained: Figures, random: np.random.Generator) -> Iterator[Figures]:
    for _ in range(RESAMPLES // BATCH):
        yield gained[random.integers(0, len(gained), (BATCH, len(gained)))].mean(axis=1)


def save(figures: Figures, file: Path) -> None:
    """One JSON list a query."""
    file.write_text("".join(json.dumps(row) + "\n" for row in figures.tolist()), "utf-8")


def load(file: Path) -> Figures:
    """What `save` wrote."""
    return np.array([json.loads(line) for line in file.read_text("utf-8").splitlines()], dtype=float)


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paired", description=__doc__)
    parser.add_argument("before", type=Path, metavar="BEFORE.jsonl")
    parser.add_argument("after", type=Path, metavar="AFTER.jsonl")
    options = parser.parse_args()
    for name, found in zip(MEASURES, differences(load(options.before), load(options.after)), strict=True):
        print(f"{name} {found}")


if __name__ == "__main__":
    main()
