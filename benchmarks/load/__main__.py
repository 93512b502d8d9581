"""The page under load: `python -m benchmarks.load --data DIR [--seconds 60] [--clients 50]`.

In: a data directory with an index, which is only read. Out: Markdown tables, and an exit code: 1 if a bound is broken.
Never here: an address but loopback, or a process that goes on afterwards.

The server runs in processes of its own over a copy of the index, once as one process and once as two, by turns; another
process asks. Meanwhile the generation is swapped every few seconds. Then a visitor searches while others hold
connections open, send headers slowly, or ask for the costliest answers that are allowed.
"""

import argparse
import multiprocessing
import signal
import sys
import tempfile
from collections.abc import Sequence
from functools import reduce
from multiprocessing.pool import Pool
from operator import add
from pathlib import Path

from benchmarks.load.clients import ask
from benchmarks.load.collection import copied, sample, served, swapping
from benchmarks.load.figures import (
    MILLISECONDS,
    Load,
    broken_loads,
    broken_scenarios,
    gain_line,
    kinds_table,
    load_table,
    scenario_table,
)
from benchmarks.load.processors import of_machine, of_session
from benchmarks.load.questions import Newsroom, Question
from benchmarks.load.scenarios import COSTLIEST, COSTLY, costly, costs, idle, quiet, slow
from benchmarks.load.server import serving
from indexer.model.errors import MithaqError

SEED = 7
ARTICLES, QUESTIONS = 2_000, 4_000
#: One process and two, each in two halves, so that what else the machine does falls on both.
TURNS = (1, 2, 2, 1)
PROCESSES = 2
WARMING_SECONDS = 3.0
#: A scenario takes so many times less than the load.
PARTS = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0, or 1 if a bound is broken, or the exit code of an error."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    spawned = multiprocessing.get_context("spawn")
    try:
        with (
            tempfile.TemporaryDirectory(dir=options.directory) as name,
            spawned.Pool(2, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool,
        ):
            broken = measure(Path(name), options, pool)
    except MithaqError as error:
        sys.stderr.write(f"mithaq: {error}\n")
        return int(error.exit_code)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    for one in broken:
        sys.stderr.write(f"broken: {one}\n")
    return int(bool(broken))


def measure(data: Path, options: argparse.Namespace, pool: Pool) -> list[str]:
    """Measure all over a copy in `data`, print it, and return the broken bounds."""
    generation = served(options.data)
    copied(generation, data)
    newsroom = Newsroom(sample(generation, ARTICLES, SEED), SEED)
    mixed, normal = newsroom.mixed(QUESTIONS), newsroom.normal(QUESTIONS)
    print(
        f"{generation.manifest.articles:,} articles; {options.clients} clients for {options.seconds:.0f} s "
        f"with each number of processes; another generation every {options.swap:.0f} s\n"
    )
    halves = [under_load(data, processes, mixed, options, pool) for processes in TURNS]
    loads = [reduce(add, (one for one in halves if one.processes == number)) for number in sorted(set(TURNS))]
    print(load_table(loads))
    print(f"\n{gain_line(loads[0], loads[-1])}\n")
    print(kinds_table(loads[-1].asked), flush=True)
    return [*broken_loads(loads), *beside_others(data, newsroom, normal, options, pool)]


def under_load(data: Path, processes: int, mixed: Sequence[Question], options: argparse.Namespace, pool: Pool) -> Load:
    """The answers of a server of so many processes, in one of the two halves of the time."""
    with serving(data, processes) as server:
        pool.apply(ask, (server.port, mixed, WARMING_SECONDS, options.clients))
        with swapping(data, options.swap) as swaps:
            before = of_session(server.session), of_machine()
            asked = pool.apply(ask, (server.port, mixed, options.seconds / 2, options.clients))
            after = of_session(server.session), of_machine()
        return Load(processes, asked, len(swaps), after[0] - before[0], after[1] - before[1])


def beside_others(
    data: Path, newsroom: Newsroom, normal: Sequence[Question], options: argparse.Namespace, pool: Pool
) -> list[str]:
    """A visitor's normal searches, alone and while others do their worst; returns the broken bounds."""
    seconds = options.seconds / PARTS
    with serving(data, PROCESSES) as server:
        port = server.port
        pool.apply(ask, (port, normal, WARMING_SECONDS, 2 * PROCESSES))
        questions = newsroom.costliest()
        cost = costs(pool, port, questions)
        print("\n| alone | ms |\n|---|--:|")
        print("\n".join(f"| {name} | {MILLISECONDS * one:.0f} |" for name, one in cost.items()), flush=True)
        most = [question for name in list(cost)[:COSTLIEST] for question in questions[name]]
        alone = quiet(pool, port, normal, seconds)
        scenarios = [
            idle(pool, port, normal, seconds),
            slow(pool, port, normal, seconds),
            costly(pool, port, normal, seconds, most, visitors=1),
            costly(pool, port, normal, seconds, most, visitors=COSTLY),
        ]
    print(f"\n{scenario_table(alone, scenarios)}")
    return list(broken_scenarios(alone, scenarios))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="data directory with an index; only read")
    parser.add_argument("--seconds", type=float, default=60, help="for each number of processes")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--swap", type=float, default=5, help="seconds between two generations")
    parser.add_argument("--directory", type=Path, help="where to copy the index (default: the system's)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
