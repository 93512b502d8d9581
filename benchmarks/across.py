"""How well a question in one language finds its article in the other: `python -m benchmarks.across --data DIR`.

In: an index, and `across.tsv`: questions, each with the ids of the articles that answer it. Out: for each direction
MRR@10, recall@10 and the processor time of a question, with translations and without them (`expand=0`). A question of
which the index has no article is left out. Never here: text of a publisher; the questions were written for this table.

English questions ask for Arabic encyclopaedia paragraphs (ARCD) and Arabic news, Arabic ones for English news
(Reuters-21578). They were written by reading the articles. Half of them are marked `held`: no weight and no row was
chosen by them, and they are measured apart.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from statistics import mean, median
from time import process_time
from typing import NamedTuple

from analyzers.script import Script, script
from analyzers.shipped import rows_of
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.reading import Reading
from search.service import SearchService

TABLE = Path(__file__).with_suffix(".tsv")
DIRECTIONS = {Script.LATIN: "English to Arabic", Script.ARABIC: "Arabic to English"}
DEPTH = 10
MILLISECONDS = 1000


class Question(NamedTuple):
    """A question, the ids of the articles that answer it, and whether nothing was chosen by it."""

    query: str
    ids: frozenset[str]
    held: bool


class Asked(NamedTuple):
    """The reciprocal rank of the first right article, 0 if none is among the first ten, and milliseconds."""

    reciprocal: float
    milliseconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.across", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the index is")
    options = parser.parse_args(arguments)
    service = SearchService(replace(read_settings(), data=options.data))
    try:
        with service.lease() as reading:
            there = [one for one in read_table(TABLE) if reading.stored(sorted(one.ids))]
            for (written, direction), held in product(DIRECTIONS.items(), (False, True)):
                questions = [one for one in there if script(one.query) is written and one.held is held]
                for expand in (True, False) if questions else ():
                    found = [ask(reading, question, expand=expand) for question in questions]
                    kind = f"{direction}{', held back' if held else ''}, {'with' if expand else 'without'} translations"
                    print(f"{kind}: {figures(found)}")
    finally:
        service.close()
    return 0


def read_table(path: Path) -> list[Question]:
    """The questions of a table."""
    rows = ((*row, "")[:3] for row in rows_of(path))
    return [Question(query, frozenset(ids.split()), bool(held)) for query, ids, held in rows]


def ask(reading: Reading, question: Question, *, expand: bool) -> Asked:
    """What became of a question."""
    began = process_time()
    found = reading.find(Parameters(q=question.query, limit=DEPTH, expand=expand))
    took = (process_time() - began) * MILLISECONDS
    first = [match.id for match in (*found.matches, *found.others)][:DEPTH]
    rank = next((rank for rank, id in enumerate(first, 1) if id in question.ids), 0)
    return Asked(1 / rank if rank else 0.0, took)


def figures(found: Sequence[Asked]) -> str:
    """The figures of some questions."""
    recall = mean(one.reciprocal > 0 for one in found)
    reciprocal = mean(one.reciprocal for one in found)
    took = median(one.milliseconds for one in found)
    return f"MRR@10 {reciprocal:.4f}, recall@10 {recall:.4f}, {took:.1f} ms (median of {len(found)})"


if __name__ == "__main__":
    raise SystemExit(main())
