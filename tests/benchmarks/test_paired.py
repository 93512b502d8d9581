"""Intervals of differences: where they lie, and what they take for significant."""

import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks import paired

QUERIES = 400


def figures(*columns: object) -> np.ndarray:
    return np.stack([np.broadcast_to(np.asarray(column, dtype=float), QUERIES) for column in columns], axis=1)


def test_the_interval_is_that_of_a_mean() -> None:
    gained = np.resize([0.0, 1.0], QUERIES)
    found, nothing = paired.differences(figures(0, 1), figures(gained, 1))
    error = 1.96 * math.sqrt(0.25 / QUERIES)
    assert found.mean == 0.5
    assert (found.low, found.high) == pytest.approx((0.5 - error, 0.5 + error), abs=0.004)
    assert (nothing.mean, nothing.low, nothing.high) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("gains", "losses", "side"),
    [(20, 0, 1), (0, 20, -1), (20, 20, 0), (2, 0, 0), (40, 10, 1)],
)
def test_a_difference_is_significant_when_chance_does_not_explain_it(gains: int, losses: int, side: int) -> None:
    after = np.full(QUERIES, 0.5)
    after[:gains] += 0.5
    after[gains : gains + losses] -= 0.5
    found, _ = paired.differences(figures(0.5, 1), figures(after, 1))
    assert found.side == side
    assert str(found).endswith("*") == bool(side)


def test_only_the_same_queries_can_be_compared() -> None:
    with pytest.raises(ValueError, match="400 queries before, 399 after"):
        paired.differences(figures(0, 0), figures(0, 0)[1:])


def test_the_command_compares_two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.jsonl", tmp_path / "after.jsonl"
    paired.save(figures(0.25, 1), before)
    paired.save(figures(0.5, 1), after)
    assert paired.load(before).tolist() == figures(0.25, 1).tolist()
    monkeypatch.setattr("sys.argv", ["paired", str(before), str(after)])
    paired.main()
    assert capsys.readouterr().out.splitlines() == [
        "MRR@10 +0.2500 [+0.2500, +0.2500] *",
        "recall@10 +0.0000 [+0.0000, +0.0000]",
    ]
