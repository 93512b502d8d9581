"""Measures of a ranking against graded judgements, all over the first ten hits.

In: names in the order found, and grades. Out: numbers from 0 to 1. Never here: a search.

MRR and nDCG are those of Manning, Raghavan and Schütze, Introduction to Information Retrieval, ch. 8, nDCG with the
gain 2^grade - 1 (Burges et al. 2005). Recall counts against what ten hits can hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """The three measures of one query, or their means over `queries` of them."""

    mrr: float
    recall: float
    ndcg: float
    queries: int = 1


def measure(found: Sequence[str], grades: Mapping[str, int]) -> Figures:
    """The measures of one query, which must have at least one relevant article."""
    ranks = [rank for rank, name in enumerate(found[:DEPTH], 1) if name in grades]
    gained = _gain([grades.get(name, 0) for name in found[:DEPTH]])
    ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    return Figures(
        mrr=1 / ranks[0] if ranks else 0.0,
        recall=len(ranks) / min(len(grades), DEPTH),
        ndcg=gained / ideal,
    )


def mean(figures: Sequence[Figures]) -> Figures:
    """The means of at least one."""
    return Figures(
        mrr=fmean(one.mrr for one in figures),
        recall=fmean(one.recall for one in figures),
        ndcg=fmean(one.ndcg for one in figures),
        queries=len(figures),
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
