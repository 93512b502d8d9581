"""One target of the fuzzing: guided, then drawn, then grown.

In: the name of a target, the data directory, seconds, a seed. Out: what was run, and the faults. Never here: which
targets, or what is printed.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import guided
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.watching import Fault, Run, Watch, mixed, shortened

FOUND = Path(__file__).parents[2] / "build" / "fuzz"
#: Shares of a target's time: what is guided, what is drawn, and what is grown.
GUIDED, DRAWN = 0.4, 0.4
DRAWN_AT_A_TIME = 50
#: Seconds beyond its time after which a guided process is ended, and after which an input is.
PATIENCE, LONGEST_WAIT = 90, 30
#: What libFuzzer calls the inputs that end its process.
ENDING = ("crash-*", "timeout-*", "oom-*")


@dataclass(frozen=True, slots=True)
class Result:
    """What was run of one target."""

    name: str
    guided: int
    drawn: int
    grown: int
    seconds: float
    faults: tuple[Fault, ...]


def fuzz(name: str, data: Path, seconds: float, number: int) -> Result:
    """One target: guided, then drawn, then grown. Faults are shortened, and told as the code without counters has
    them."""
    began = time.monotonic()
    target = TARGETS[name]
    folder = FOUND / name
    folder.mkdir(parents=True)
    watch = Watch(bounded(target.make(data)))
    steps = _guide(name, data, folder, seconds * GUIDED, number) if guided.is_here() else 0
    for path in (path for pattern in ENDING for path in sorted(folder.glob(pattern))):
        watch.faults[path.name] = Fault(path.name, path.read_bytes(), "it ended the guided process")
    kept = [path.read_bytes() for path in sorted(folder.glob("*.input"))]
    for one in (*target.seeds, *kept):
        watch.look(one)
    draw(target, watch, began + seconds * (GUIDED + DRAWN), number)
    drawn = watch.inputs
    grow(target, watch, kept, began + seconds, number)
    faults = tuple(
        Fault(fault.kind, shortened(watch.run, fault), fault.details) if " in " in fault.kind else fault
        for fault in watch.faults.values()
    )
    return Result(name, steps, drawn, watch.pairs, time.monotonic() - began, faults)


def bounded(run: Run) -> Run:
    """The function, that raises TimeoutError after LONGEST_WAIT seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"after {LONGEST_WAIT} s")

    signal.signal(signal.SIGALRM, stop)

    def ends(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_REAL, LONGEST_WAIT)
        try:
            run(data)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return ends


def _guide(name: str, data: Path, folder: Path, seconds: float, number: int) -> int:
    """Inputs that a guided process ran; it writes those worth a second look into the folder."""
    told = folder / "told"
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(data), str(folder), str(seconds), str(number)]
    env = os.environ | {"PYTHONHASHSEED": "0"}
    with told.open("wb") as out:
        try:
            done = subprocess.run(command, stdout=out, stderr=out, env=env, timeout=seconds + PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            sys.exit(f"the guided process of {name} did not end; see {told}")
    counted = folder / guided.COUNT
    if counted.exists():
        return int(counted.read_text("ascii"))
    if not any(True for pattern in ENDING for _ in folder.glob(pattern)):
        sys.exit(f"the guided process of {name} ended with {done.returncode}; see {told}")
    return 0


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
