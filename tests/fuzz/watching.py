"""One target under watch: what its inputs raise, how long they take, and how that grows with their length.

In: a function and its inputs, bytes. Out: counts and `Fault`s, each once, by what was raised and where in our code.
Never here: where inputs come from.
"""

import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random

Run = Callable[[bytes], object]
ROOT = Path(__file__).parents[2]
#: Seconds of processor time in which an input must be answered.
LONGEST = 2.0
#: A ratio of 4 between the times at n and 4 n is linear, 16 is quadratic; below SHORT seconds it says nothing.
MOST = 8
SHORT = 0.1
#: Growth with the square shows in each round; a busy machine does not.
ROUNDS = 6
SLOWEST_KEPT = 24
LONGEST_UNIT = 40
#: Runs that the shortening of an input may take.
SHORTENINGS = 2_000
SHORTENING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What an input did: the `kind` is the same for all inputs with the same fault."""

    kind: str
    data: bytes
    details: str = ""


@dataclass
class Watch:
    """Runs inputs of one target; `pairs` is the number of those whose growth was measured."""

    run: Run
    inputs: int = 0
    pairs: int = 0
    faults: dict[str, Fault] = field(default_factory=dict)
    slowest: list[tuple[float, bytes]] = field(default_factory=list)

    def look(self, data: bytes) -> None:
        """Run one input."""
        self.inputs += 1
        began = time.process_time()
        fault = fault_of(self.run, data)
        seconds = time.process_time() - began
        if fault is None and seconds > LONGEST:
            again = best_seconds(self.run, data, 2)
            fault = Fault("slow", data, f"{again:.1f} s for {len(data)} bytes") if again > LONGEST else None
        if fault is not None:
            self.faults.setdefault(fault.kind, fault)
        if len(self.slowest) < SLOWEST_KEPT or seconds > self.slowest[-1][0]:
            self.slowest = sorted([*self.slowest, (seconds, data)], reverse=True)[:SLOWEST_KEPT]

    def grow(self, data: bytes, random: Random, length: int) -> None:
        """Repeat a part of an input until it has a fourth of the length, and all of it, and compare their times."""
        start = random.randrange(max(1, len(data)))
        unit = data[start : start + random.randint(1, LONGEST_UNIT)] or b" "
        head, tail = data[:start][-length // 8 :], random.choice((data[start + len(unit) :][: length // 8], b""))
        short, long = (head + unit * (size // len(unit)) + tail for size in (length // 4, length))
        self.pairs += 1
        began = time.process_time()
        self.look(long)
        if time.process_time() - began < SHORT:
            return
        for _ in range(ROUNDS):  # most are seen to be harmless at once
            ratio = best_seconds(self.run, long, 1) / max(best_seconds(self.run, short, 2), SHORT / MOST)
            if ratio <= MOST:
                return
        details = f"{ratio:.1f} times the time for 4 times as much of {unit!r} behind {head[-80:]!r}"
        self.faults.setdefault("growth", Fault("growth", long, details))


def fault_of(run: Run, data: bytes) -> Fault | None:
    """What an input raises."""
    try:
        run(data)
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return Fault(f"{type(error).__name__} in {place_of(error)}", data, "".join(traceback.format_exception(error)))
    return None


def place_of(error: BaseException) -> str:
    """The innermost function of our code that an error came through; of one that was stopped, where it was stopped."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, TimeoutError):
        frames.pop()
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename]
    last = (ours or frames)[-1]
    return f"{Path(last.filename).name}:{last.name}"


def best_seconds(run: Run, data: bytes, times: int) -> float:
    """Seconds of processor time that an input takes, the least of some times."""
    return min(_seconds(run, data) for _ in range(times))


def _seconds(run: Run, data: bytes) -> float:
    began = time.process_time()
    fault_of(run, data)
    return time.process_time() - began


def shortened(run: Run, fault: Fault) -> bytes:
    """A shorter input with the same fault: pieces are left out, ever smaller ones, as long as it stays."""
    data, size, left = fault.data, len(fault.data) // 2, SHORTENINGS
    ends = time.process_time() + SHORTENING_SECONDS
    while size and left > 0 and time.process_time() < ends:
        for start in range(0, len(data), size):
            shorter = data[:start] + data[start + size :]
            left -= 1
            found = fault_of(run, shorter)
            if found is not None and found.kind == fault.kind:
                data = shorter
                break
        else:
            size //= 2
    return data


def mixed(inputs: Iterable[bytes], slowest: Iterable[tuple[float, bytes]]) -> list[bytes]:
    """Inputs to grow: some that were given, and those that took longest."""
    return sorted(set(chain(inputs, (data for _, data in slowest))))
