"""The figures of a run, the bounds that they must keep, and their tables.

In: answers. Out: Markdown, and the bounds that are broken. Never here: asking.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median, quantiles

from benchmarks.load.clients import GOOD, Answer, Asked

MILLISECONDS = 1000
#: What must hold (the milestone "No item stops a run, no visitor stops the page"): the 99th percentile within so many
#: medians, the throughput of two processes at least so many times that of one, and the median of a normal search within
#: so many times the quiet one. A shorter run than one of GAIN_SECONDS says little of the throughput.
P99_MEDIANS, GAIN, SLOWER = 5.0, 1.6, 10.0
GAIN_SECONDS = 60


@dataclass(frozen=True)
class Scenario:
    """What the others did, the answers of the visitor who waited, and those of the others."""

    name: str
    visitor: Asked
    others: Asked


@dataclass(frozen=True)
class Load:
    """The answers to all clients of a server of so many processes, how often the generation was swapped, and the
    seconds of processor time that the server and the whole machine took."""

    processes: int
    asked: Asked
    swaps: int
    server: float
    machine: float

    def __add__(self, other: "Load") -> "Load":
        swaps, server, machine = self.swaps + other.swaps, self.server + other.server, self.machine + other.machine
        return Load(self.processes, self.asked + other.asked, swaps, server, machine)

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return len(self.asked.answers) / self.asked.clock

    @property
    def median(self) -> float:
        """Milliseconds that half of the answers took at most."""
        return middle(self.asked)

    @cached_property
    def p99(self) -> float:
        """Milliseconds that 99 of 100 answers took at most."""
        return MILLISECONDS * quantiles((one.seconds for one in self.asked.answers), n=100, method="inclusive")[-1]

    @property
    def worth(self) -> float:
        """Answers for each second of processor time of the server."""
        return len(self.asked.answers) / self.server if self.server else 0.0

    @property
    def others(self) -> float:
        """How many processors worked neither for the server nor for the clients."""
        return max(0.0, self.machine - self.server - self.asked.processor) / self.asked.clock


def middle(asked: Asked) -> float:
    """The median of the answers, in milliseconds."""
    return MILLISECONDS * median(one.seconds for one in asked.answers)


def failures(answers: Iterable[Answer]) -> int:
    """How many answers are none."""
    return sum(one.status not in GOOD for one in answers)


def load_table(loads: Iterable[Load]) -> str:
    """A row for each number of processes."""
    rows = [
        "| processes | requests | errors | swaps | median ms | p99 ms | p99 / median | requests a second "
        "| processors that the server, the clients and other work took |",
        "|--:" * 9 + "|",
    ]
    rows += [
        f"| {one.processes} | {len(one.asked.answers):,} | {failures(one.asked.answers)} | {one.swaps} "
        f"| {one.median:.0f} | {one.p99:.0f} | {one.p99 / one.median:.1f} | {one.throughput:.1f} "
        f"| {one.server / one.asked.clock:.2f}, {one.asked.processor / one.asked.clock:.2f}, {one.others:.2f} |"
        for one in loads
    ]
    return "\n".join(rows)


def gain_line(few: Load, many: Load) -> str:
    """What more processes gain. For a second of processor time they cannot gain; what they lose there is lost by the
    program, and the rest of what is missing on the clock by a machine that was busy otherwise."""
    clock = many.throughput / few.throughput
    processor = f"{many.worth / few.worth:.2f}" if few.worth else "-"
    return (
        f"{many.processes} processes answer {clock:.2f} times as much as {few.processes}, and for each second of "
        f"processor time {processor} times as much."
    )


def kinds_table(asked: Asked) -> str:
    """The times of each kind of request."""
    rows = ["| request | answers | median ms | longest ms |", "|---|--:|--:|--:|"]
    for kind in sorted({one.kind for one in asked.answers}):
        seconds = [one.seconds for one in asked.answers if one.kind == kind]
        rows.append(
            f"| {kind} | {len(seconds):,} | {MILLISECONDS * median(seconds):.0f} | {MILLISECONDS * max(seconds):.0f} |"
        )
    return "\n".join(rows)


def scenario_table(quiet: Asked, scenarios: Iterable[Scenario]) -> str:
    """A row for each scenario, beginning with the quiet one."""
    rows = [
        "| meanwhile | normal searches | median ms | times the quiet one | failed | the others' requests | failed |",
        "|---|" + "--:|" * 6,
    ]
    rows += [
        f"| {one.name} | {len(one.visitor.answers):,} | {middle(one.visitor):.1f} "
        f"| {middle(one.visitor) / middle(quiet):.1f} | {failures(one.visitor.answers)} "
        f"| {len(one.others.answers):,} | {failures(one.others.answers)} |"
        for one in (Scenario("nothing", quiet, Asked()), *scenarios)
    ]
    return "\n".join(rows)


def broken_loads(loads: Iterable[Load]) -> Iterator[str]:
    """The bounds that the load breaks, in words."""
    by_processes = {one.processes: one for one in loads}
    for one in by_processes.values():
        if failed := failures(one.asked.answers):
            yield f"{failed} requests failed with {one.processes} processes: {'; '.join(one.asked.faults[:3])}"
        if one.p99 > P99_MEDIANS * one.median:
            yield f"p99 is {one.p99 / one.median:.1f} medians with {one.processes} processes; at most {P99_MEDIANS:.0f}"
    few, many = (by_processes[number] for number in (min(by_processes), max(by_processes)))
    if few.asked.clock >= GAIN_SECONDS and many.throughput < GAIN * few.throughput:
        yield (
            f"{many.processes} processes answer {many.throughput / few.throughput:.2f} times as much as "
            f"{few.processes}; at least {GAIN}; other work took {few.others:.2f} and {many.others:.2f} processors"
        )


def broken_scenarios(quiet: Asked, scenarios: Iterable[Scenario]) -> Iterator[str]:
    """The bounds that the scenarios break, in words."""
    for one in scenarios:
        times = middle(one.visitor) / middle(quiet)
        if times > SLOWER:
            yield f"{one.name}: a normal search takes {times:.1f} times the quiet one; at most {SLOWER:.0f}"
        faults = one.visitor.faults + one.others.faults
        if failed := failures(one.visitor.answers + one.others.answers):
            yield f"{one.name}: {failed} requests failed: {'; '.join(faults[:3])}"
