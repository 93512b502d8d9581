"""`python -m tests.fuzz [--seconds N] [--seed N] [TARGET ...]`: look for inputs that break what must always hold.

Out: a table of what was run, the faults, and for each fault a file in `build/fuzz`; 1 if there were any. The same seed
draws the same inputs in the same order; how many there is time for, and which are slow and so are grown, depends on the
machine. Each processor has a target at a time.
"""

import argparse
import multiprocessing
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

from indexer.__main__ import main as indexer
from indexer.model.settings import seeds_directory
from tests.fuzz import guided
from tests.fuzz.fuzzing import FOUND, Result, fuzz
from tests.fuzz.targets import TARGETS
from tests.fuzz.watching import Fault


def main() -> int:
    """Fuzz, and print the table and the faults."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Look for inputs that break something.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all without it")
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together, of each processor")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    shutil.rmtree(FOUND, ignore_errors=True)
    data = FOUND / "data"
    indexer(["reindex", "--source", str(seeds_directory() / "articles"), "--data", str(data), "--quiet"])
    results = []
    print(f"{'target':<12}{'guided':>9}{'drawn':>9}{'grown':>9}{'seconds':>9}{'faults':>8}", flush=True)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as processes:
        ask = partial(fuzz, data=data, seconds=options.seconds / len(names), number=options.seed)
        for result in processes.map(ask, names):
            results.append(result)
            print(_row(result), flush=True)
            for fault in result.faults:
                print(f"{fault.kind}: {_written(result.name, fault)}\n{fault.details}\n", flush=True)
    print(f"seed {options.seed}" + ("" if guided.is_here() else "; nothing was guided: atheris is not installed"))
    return int(any(result.faults for result in results))


def _row(result: Result) -> str:
    numbers = f"{result.guided:>9,}{result.drawn:>9,}{result.grown:>9,}{result.seconds:>9.0f}"
    return f"{result.name:<12}{numbers}{len(result.faults):>8}"


def _written(name: str, fault: Fault) -> Path:
    path = FOUND / name / f"fault-{sha256(fault.data).hexdigest()[:12]}"
    path.write_bytes(fault.data)
    return path.relative_to(FOUND.parents[1])


if __name__ == "__main__":
    sys.exit(main())
