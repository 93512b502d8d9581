"""The script that tunes the second look sees what the search does, and changes nothing of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import ranking
from indexer.__main__ import main as index
from search.model.ranking import RERANK_WEIGHTS

STORIES = {
    "a": "DOHA, May 4 - The shelter for workers opened. Nine ministers came to see it.",
    "b": "MUSCAT, May 5 - Inspectors were trained in a course on labour law for two weeks.",
    "c": "الدوحة - افتتحت الوزارة دار إيواء للعمال بحضور تسعة وزراء.",
}
QUESTIONS = (("shelter for workers in Doha opened", "a"), ("inspectors trained", "b"), ("دار إيواء للعمال", "c"))


@pytest.fixture
def measured(tmp_path: Path) -> tuple[Path, Path]:
    """A data directory, and questions with their answers."""
    source, questions = tmp_path / "stories.jsonl", tmp_path / "questions.jsonl"
    source.write_text("\n".join(json.dumps({"id": id_, "text": text}) for id_, text in STORIES.items()), "utf-8")
    rows = [json.dumps({"query": query, "relevant": [id_]}) for query, id_ in QUESTIONS]
    questions.write_text("\n".join(rows), "utf-8")
    assert index(["reindex", "--source", str(source), "--data", str(tmp_path / "data"), "--quiet"]) == 0
    return tmp_path / "data", questions


def test_every_question_is_seen_with_all_its_features(measured: tuple[Path, Path]) -> None:
    seen, queries = ranking.record(*measured, every=1)
    assert queries == len(seen) == len(QUESTIONS)
    assert all(query.features.shape == (len(query.tier), len(RERANK_WEIGHTS)) for query in seen)
    weights = np.array(list(RERANK_WEIGHTS.values()))
    assert ranking.measure(seen, queries, weights) == (1.0, 1.0)
