"""What other words cost: `python -m benchmarks.expansion --data DIR`.

In: a data directory with an index, which is only read. Out: the processor time of queries with the other words for what
they say, and without them (`expand=0`), each pair by turns in this process: medians, and their ratio. Never here: how
good the answers are (`benchmarks.across`).

The queries are four words side by side of titles, drawn by a seed, so that most of them are no sentence. `find` is the
search alone, `search` also counts the facets and makes the hits of a page.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from benchmarks.load.collection import sample, served
from benchmarks.load.figures import MILLISECONDS
from indexer.model.errors import MithaqError
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.service import SearchService

SEED, QUERIES, WORDS, ROUNDS = 7, 200, 4, 5


class Spent(NamedTuple):
    """Milliseconds of one query."""

    expanded: float
    typed: float


def drawn(titles: Sequence[str], count: int, seed: int) -> list[str]:
    """So many queries of WORDS words, the same for the same seed. Raises ValueError if no title has as many."""
    random = Random(seed)
    long = sorted(title for title in titles if len(title.split()) >= WORDS)
    if not long:
        raise ValueError(f"no title has {WORDS} words")
    return [_part(random.choice(long).split(), random) for _ in range(count)]


def _part(words: Sequence[str], random: Random) -> str:
    first = random.randrange(len(words) - WORDS + 1)
    return " ".join(words[first : first + WORDS])


def spent(answer: Callable[[Parameters], object], query: str, rounds: int) -> Spent:
    """The least time that a query took in so many rounds, with and without other words, after one of each."""
    asked = (Parameters(q=query), Parameters(q=query, expand=False))
    least = [float("inf")] * len(asked)
    for number in range(rounds + 1):
        for at, parameters in enumerate(asked):
            before = time.process_time()
            answer(parameters)
            if number:
                least[at] = min(least[at], MILLISECONDS * (time.process_time() - before))
    return Spent(*least)


def figures(name: str, times: Sequence[Spent]) -> str:
    """One row of the table."""
    expanded, typed = (median(column) for column in zip(*times, strict=True))
    return f"| {name} | {expanded:.2f} | {typed:.2f} | {expanded / typed:.2f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0, or the exit code of an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.expansion", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="data directory with an index; only read")
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the least time of so many counts")
    options = parser.parse_args(arguments)
    try:
        titles = [article.title for article in sample(served(options.data), 20 * options.queries, SEED)]
        queries = drawn(titles, options.queries, SEED)
        with closing(SearchService(replace(read_settings(), data=options.data))) as service, service.lease() as reading:
            print("| processor ms, medians | with other words | without | ratio |\n|---|--:|--:|--:|")
            for name, answer in (("find", reading.find), ("search", reading.search)):
                print(figures(name, [spent(answer, query, options.rounds) for query in queries]), flush=True)
    except MithaqError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
