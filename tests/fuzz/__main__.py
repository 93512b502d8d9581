"""`python -m tests.fuzz [--seconds N] [--seed N] [TARGET ...]`: look for inputs that break what must always hold.

Out: a table of what was run, the faults, and for each fault a file in `build/fuzz`; 1 if there were any. The same seed
draws the same inputs in the same order; how many of them there is time for depends on the machine.
"""

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from indexer.__main__ import main as indexer
from indexer.model.settings import seeds_directory
from tests.fuzz import guided
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.watching import Fault, Watch, mixed, shortened

FOUND = Path(__file__).parents[2] / "build" / "fuzz"
#: Shares of a target's time: what is guided, what is drawn, and what is grown.
GUIDED, DRAWN = 0.4, 0.4
DRAWN_AT_A_TIME = 50
#: Seconds beyond its time after which a guided process is ended.
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Result:
    """What was run of one target."""

    name: str
    guided: int
    drawn: int
    grown: int
    seconds: float
    faults: tuple[Fault, ...]


def main() -> int:
    """Fuzz, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Look for inputs that break something.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all without it")
    parser.add_argument("--seconds", type=float, default=600, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    shutil.rmtree(FOUND, ignore_errors=True)
    data = FOUND / "data"
    indexer(["reindex", "--source", str(seeds_directory() / "articles"), "--data", str(data), "--quiet"])
    results = []
    print(f"{'target':<12}{'guided':>9}{'drawn':>9}{'grown':>9}{'seconds':>9}{'faults':>8}", flush=True)
    for name in names:
        results.append(fuzz(name, data, options.seconds / len(names), options.seed))
        print(_row(results[-1]), flush=True)
    print(f"seed {options.seed}" + ("" if guided.is_here() else "; nothing was guided: atheris is not installed"))
    for result in results:
        for fault in result.faults:
            print(f"\n{result.name}: {fault.kind}: {_written(result.name, fault)}\n{fault.details}")
    return int(any(result.faults for result in results))


def fuzz(name: str, data: Path, seconds: float, number: int) -> Result:
    """One target: guided, then drawn, then grown. Faults are shortened, and told as the code without counters has
    them."""
    began = time.monotonic()
    target = TARGETS[name]
    folder = FOUND / name
    steps = _guide(name, data, folder, seconds * GUIDED, number) if guided.is_here() else 0
    watch = Watch(target.make(data))
    kept = [path.read_bytes() for path in sorted(folder.glob("*.input"))]
    for one in (*target.seeds, *kept):
        watch.look(one)
    draw(target, watch, began + seconds * (GUIDED + DRAWN), number)
    drawn = watch.inputs
    grow(target, watch, kept, began + seconds, number)
    faults = tuple(
        fault if fault.kind in {"slow", "growth"} else Fault(fault.kind, shortened(watch.run, fault), fault.details)
        for fault in watch.faults.values()
    )
    return Result(name, steps, drawn, watch.pairs, time.monotonic() - began, faults)


def _guide(name: str, data: Path, folder: Path, seconds: float, number: int) -> int:
    """Inputs that a guided process ran; it writes those worth a second look into the folder."""
    folder.mkdir(parents=True)
    told = folder / "told"
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(data), str(folder), str(seconds), str(number)]
    with told.open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=out, timeout=seconds + PATIENCE, check=False)
    counted = folder / guided.COUNT
    if done.returncode or not counted.exists():
        sys.exit(f"the guided process of {name} ended with {done.returncode}; see {told}")
    return int(counted.read_text("ascii"))


def draw(target: Target, watch: Watch, ends: float, number: int) -> None:
    """Draw inputs until the time is over."""
    for turn in count():
        if time.monotonic() > ends:
            return

        @seed(number * 1_000_000 + turn)
        @settings(
            max_examples=DRAWN_AT_A_TIME,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(target.drawn)
        def look(one: bytes) -> None:
            if time.monotonic() < ends:
                watch.look(one)

        look()


def grow(target: Target, watch: Watch, kept: list[bytes], ends: float, number: int) -> None:
    """Grow what was slow and what was given until the time is over."""
    random = Random(number)
    inputs = mixed((*target.seeds, *kept), watch.slowest)
    while time.monotonic() < ends:
        watch.grow(random.choice(inputs), random, target.length)


def _row(result: Result) -> str:
    numbers = f"{result.guided:>9,}{result.drawn:>9,}{result.grown:>9,}{result.seconds:>9.0f}"
    return f"{result.name:<12}{numbers}{len(result.faults):>8}"


def _written(name: str, fault: Fault) -> Path:
    path = FOUND / name / f"fault-{sha256(fault.data).hexdigest()[:12]}"
    path.write_bytes(fault.data)
    return path.relative_to(FOUND.parents[1])


if __name__ == "__main__":
    sys.exit(main())
