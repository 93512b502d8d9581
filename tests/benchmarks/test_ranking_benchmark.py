"""What the ranking is measured by sees what the search does, and changes nothing of it."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import ablation, ranking
from benchmarks.paired import load
from benchmarks.ranking import DEPTH, Judged
from indexer.__main__ import main as index
from search.model.ranking import RERANK_WEIGHTS

pytestmark = pytest.mark.slow

STORIES = {
    "a": "DOHA, May 4 - The shelter for workers opened. Nine ministers came to see it.",
    "b": "MUSCAT, May 5 - Inspectors were trained in a course on labour law for two weeks.",
    "c": "الدوحة - افتتحت الوزارة دار إيواء للعمال بحضور تسعة وزراء.",
}
QUESTIONS = (
    ("shelter for workers in Doha opened", ["a"]),
    ("inspectors trained", ["b", "gone"]),
    ("دار إيواء للعمال", ["c"]),
    # Nothing is scored here, so there is no second look.
    ("language:ar", ["c"]),
    ("zzzz", ["a"]),
)
FIGURES = [[1.0, 1.0], [1.0, 0.5], [1.0, 1.0], [1.0, 1.0], [0.0, 0.0]]


@pytest.fixture
def measured(tmp_path: Path, small_seeds: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A data directory, and questions with their answers."""
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    source, questions = tmp_path / "stories.jsonl", tmp_path / "questions.jsonl"
    source.write_text("\n".join(json.dumps({"id": id_, "text": text}) for id_, text in STORIES.items()), "utf-8")
    rows = [json.dumps({"query": query, "relevant": ids}) for query, ids in QUESTIONS]
    questions.write_text("\n".join(rows), "utf-8")
    assert index(["reindex", "--source", str(source), "--data", str(tmp_path / "data"), "--quiet"]) == 0
    return tmp_path / "data", questions


def test_every_question_is_seen_with_all_its_features(measured: tuple[Path, Path]) -> None:
    seen = ranking.record(*measured)
    assert [query.features.shape for query in seen] == [(len(query.tier), len(RERANK_WEIGHTS)) for query in seen]
    assert all(query.features.any() for query in seen[:3])
    assert ranking.measure(seen).tolist() == FIGURES


def judged(*scores: float, relevant: set[int], wanted: int = 1, tier: int = 0) -> Judged:
    """A query whose matches only differ in the first feature; the first `tier` of them stay in front."""
    features = np.zeros((len(scores), len(RERANK_WEIGHTS)))
    features[:, 0] = scores
    return Judged(features, (np.arange(len(scores)) >= tier).astype(np.int64), frozenset(relevant), wanted)


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        (judged(1, 3, 2, relevant={2}), (1 / 2, 1.0)),
        (judged(1, 3, 2, relevant={2}, tier=1), (1 / 3, 1.0)),
        (judged(1, 3, 2, relevant={0, 1}, wanted=4), (1.0, 0.5)),
        (judged(*range(DEPTH + 1), relevant={0}), (0.0, 0.0)),
        (judged(relevant=set()), (0.0, 0.0)),
    ],
)
def test_a_query_is_measured_by_its_first_ten(query: Judged, figures: tuple[float, float]) -> None:
    weights = dict.fromkeys(RERANK_WEIGHTS, 1.0)
    assert [tuple(row) for row in ranking.measure([query], weights)] == [figures]


def test_the_command_keeps_the_figures_of_each_query(
    measured: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "figures.jsonl"
    monkeypatch.setattr("sys.argv", ["ranking", str(measured[1]), "--data", str(measured[0]), "--save", str(kept)])
    ranking.main()
    assert capsys.readouterr().out.split() == ["MRR@10", "0.8000", "recall@10", "0.7000", "(5", "queries)"]
    assert load(kept).tolist() == FIGURES


def test_what_is_lost_without_a_feature_is_told() -> None:
    first = next(iter(RERANK_WEIGHTS))
    seen = [judged(1, 2, relevant={1})] * 5
    lines = list(ablation.table(seen, []))
    assert lines[0] == "MRR@10 1.0000  recall@10 1.0000"
    lost = [line.split()[1] for line in lines[1:] if "-0.5000 [-0.5000, -0.5000] *" in line]
    assert (lost, len(lines)) == ([first], 1 + len(RERANK_WEIGHTS))


def test_other_weights_are_compared_with_those_of_now() -> None:
    (name, weights), *others = ablation.variants(["lead=3,first=0"])
    assert (name, others) == ("lead=3,first=0", [])
    assert weights == RERANK_WEIGHTS | {"lead": 3.0, "first": 0.0}


def test_the_command_measures_every_set(
    measured: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = ["--set", *map(str, measured)]
    monkeypatch.setattr("sys.argv", ["ablation", *one, *one, "--weights", "lead=0"])
    ablation.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["questions:", "lead=0"] * 2
