"""`python -m tests.relevance [--floors | --judged DATA]`: the figures of the judged queries, and what falls short.

In: the tables beside this module. Out: a line per language and per kind, then every query that could be answered
better, with what is wrong; with `--floors`, the lines of `floors.tsv` for what is measured now; with `--judged`, the
queries with the ids that their articles have in a data directory, as `python -m indexer glossary try` reads them.
"""

import argparse
import sys
import tempfile
from math import floor
from pathlib import Path

from tests.relevance.answers import Answered, answers, groups
from tests.relevance.collection import Collection, judged_lines
from tests.relevance.judged import Pin
from tests.relevance.measures import Figures

#: How far below the measured figure a floor is set at least, and how many steps there are from 0 to 1.
SLACK = 0.005
STEPS = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.relevance", description="Measure the judged queries.")
    parser.add_argument("--floors", action="store_true", help="print floors for what is measured now")
    parser.add_argument("--judged", type=Path, metavar="DATA", help="print the judged queries for glossary try")
    options = parser.parse_args()
    if options.judged is not None:
        sys.stdout.writelines(f"{line}\n" for line in judged_lines(options.judged))
        return
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
