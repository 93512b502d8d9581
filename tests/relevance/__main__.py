"""`python -m tests.relevance [--floors]`: the figures of the judged queries, and the queries that fall short.

In: the tables beside this module. Out: a line per language and per kind, then every query that could be answered
better, with what is wrong; with `--floors`, the lines of `floors.tsv` for what is measured now.
"""

import argparse
import tempfile
from math import floor
from pathlib import Path

from tests.relevance.answers import Answered, answers, groups
from tests.relevance.collection import Collection
from tests.relevance.judged import Pin
from tests.relevance.measures import Figures

#: How far below the measured figure a floor is set at least, and how many steps there are from 0 to 1.
SLACK = 0.005
STEPS = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description="Measure the judged queries.")
    parser.add_argument("--floors", action="store_true", help="print floors for what is measured now")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Collection(Path(folder)) as collection:
        answered = answers(collection)
    if options.floors:
        _print_floors(groups(answered))
    else:
        _print_figures(groups(answered))
        _print_faults(answered)


def _print_floors(figures: dict[str, Figures]) -> None:
    for group, measured in figures.items():
        numbers = (measured.mrr, measured.recall, measured.ndcg)
        print(group, *(f"{floor((number - SLACK) * STEPS) / STEPS:.2f}" for number in numbers), sep="\t")


def _print_figures(figures: dict[str, Figures]) -> None:
    print(f"{'':12} queries  MRR@10  recall@10  nDCG@10")
    for group, one in figures.items():
        print(f"{group:12} {one.queries:7}  {one.mrr:6.3f}  {one.recall:9.3f}  {one.ndcg:7.3f}")


def _print_faults(answered: list[Answered]) -> None:
    for one in answered:
        if fault := one.fault():
            print(f"\n{one.judgement}\n  {fault}")
    mended = [one.judgement for one in answered if one.judgement.pin is Pin.WANTED and one.is_first]
    print(f"\nmarked wanted, and first now: {', '.join(map(str, mended)) or 'none'}")


if __name__ == "__main__":
    main()
