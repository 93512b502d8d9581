"""The whole answer, measured: `python -m benchmarks.service --data DIR`.

In: a data directory with an index, which is only read. Out: two Markdown tables: processor time of each kind of answer
in this process, by kind of query; then answers a second, their times and memory of a server with 1, 10 and 50 clients.
Never here: the engine alone (`benchmarks.engine`), or what visitors do beside searching (`benchmarks.load`).

The queries are drawn from titles by a seed: `short` are two of a title's words, `headline` is a whole title, `browse`
is no word at all.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import quote

from app import create_app
from benchmarks.load.clients import ask
from benchmarks.load.collection import sample, served
from benchmarks.load.figures import MILLISECONDS
from benchmarks.load.processors import members
from benchmarks.load.questions import Question
from benchmarks.load.server import serving
from benchmarks.memory import memory
from indexer.model.errors import MithaqError
from indexer.model.settings import read_settings
from search.model.results import Parameters
from search.service import SearchService

SEED = 7
QUERIES = 200
#: A headline has at least so many words.
LEAST_WORDS = 4
CLIENTS = (1, 10, 50)
#: What is asked for over HTTP, and in this process too.
PATHS = ("/", "/api/search", "/feed.atom", "/api/suggest")

Queries = Mapping[str, Sequence[str]]


def drawn(titles: Sequence[str], count: int, seed: int) -> Queries:
    """So many queries of each kind, the same for the same seed."""
    random = Random(seed)
    long = sorted(title for title in titles if len(title.split()) >= LEAST_WORDS)
    if not long:
        raise ValueError(f"no title has {LEAST_WORDS} words")
    chosen = [random.choice(long) for _ in range(2 * count)]
    return {
        "short": [" ".join(title.split()[1:3]) for title in chosen[:count]],
        "headline": chosen[count:],
        "browse": [""] * max(1, count // 5),
    }


def in_process(data: Path, queries: Queries) -> str:
    """A table of the processor time of each kind of answer, made in this process."""
    settings = replace(read_settings(), data=data, rate_limits="off")
    with closing(SearchService(settings)) as service:
        client = create_app(settings, service).test_client()

        def get(path: str) -> Callable[[str], object]:
            return lambda query: client.get(f"{path}?q={quote(query)}").data

        asked: dict[str, Callable[[str], object]] = {"search()": lambda query: service.search(Parameters(q=query))}
        asked |= {f"`{path}`": get(path) for path in PATHS}
        rows = [(name, [spent(answer, own) for own in queries.values()]) for name, answer in asked.items()]
    head = f"| processor ms, median and p99 | {' | '.join(queries)} |\n|---|{'--:|' * len(queries)}"
    return "\n".join([head, *(f"| {name} | {' | '.join(map(_pair, figures))} |" for name, figures in rows)])


def spent(answer: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Milliseconds of processor time that each query took, after all were asked once."""
    for query in queries:
        answer(query)
    taken = []
    for query in queries:
        before = time.process_time()
        answer(query)
        taken.append(MILLISECONDS * (time.process_time() - before))
    return taken


def over_http(data: Path, queries: Queries, processes: int, seconds: float) -> str:
    """A table of a server's answers to so many clients at a time; the short queries and headlines in turn."""
    words = [query for pair in zip(queries["short"], queries["headline"], strict=True) for query in pair]
    rows = ["| path | clients | answers a second | median ms | p99 ms | anonymous MiB |\n|---|--:|--:|--:|--:|--:|"]
    spawned = multiprocessing.get_context("spawn")
    with serving(data, processes) as server, spawned.Pool(1) as pool:
        for path in PATHS[:2]:
            questions = [Question(path, f"{path}?q={quote(query)}") for query in words]
            for clients in CLIENTS:
                asked = pool.apply(ask, (server.port, questions, seconds, clients))
                times = [MILLISECONDS * answer.seconds for answer in asked.answers]
                used = sum(memory(pid)[1] for pid, _ in members(server.session))
                rate = len(asked.answers) / asked.clock
                figures = " | ".join(_pair(times).split(" / "))
                rows.append(f"| `{path}` | {clients} | {rate:.0f} | {figures} | {used:.0f} |")
                if asked.faults:
                    raise ChildProcessError(asked.faults[0])
    return "\n".join(rows)


def _pair(times: Sequence[float]) -> str:
    last = quantiles(times, n=100, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{median(times):.1f} / {last:.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0, or the exit code of an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="data directory with an index; only read")
    parser.add_argument("--queries", type=int, default=QUERIES, help="of each kind")
    parser.add_argument("--processes", type=int, default=2, help="of the server")
    parser.add_argument("--seconds", type=float, default=10, help="for each number of clients; 0 leaves HTTP out")
    options = parser.parse_args(arguments)
    try:
        generation = served(options.data)
        titles = [article.title for article in sample(generation, 20 * options.queries, SEED)]
        queries = drawn(titles, options.queries, SEED)
        print(f"{generation.manifest.articles:,} articles; {options.queries} queries of a kind\n")
        print(in_process(options.data, queries), flush=True)
        if options.seconds:
            print(f"\n{over_http(options.data, queries, options.processes, options.seconds)}")
    except MithaqError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
