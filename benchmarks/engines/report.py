"""The report of the engine benchmark: one Markdown table for each size.

In: figures by contender. Out: text. Never here: measuring.
"""

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.engines.contender import Task
from benchmarks.engines.measuring import MEBIBYTE, Figures

#: Row -> the figure, and how it is written. A figure of 0 was not measured.
ROWS: tuple[tuple[str, Callable[[Figures], float], str], ...] = (
    ("build, analysed before, articles per processor second", lambda figures: figures.rate(figures.build), "{:,.0f}"),
    ("build with analysis, articles per processor second", lambda figures: figures.rate(figures.whole), "{:,.0f}"),
    ("the same on the clock, 1 process", lambda figures: figures.rate(figures.whole_clock), "{:,.0f}"),
    ("the same on the clock, 2 processes", lambda figures: figures.rate(figures.parallel_clock), "{:,.0f}"),
    ("adding 100 articles, s", lambda figures: figures.extend, "{:.2f}"),
    ("reopening, s", lambda figures: figures.reopen, "{:.3f}"),
    ("memory of a process that has answered all, MiB", lambda figures: figures.memory / MEBIBYTE, "{:,.0f}"),
    ("size on disk, MiB", lambda figures: figures.disk / MEBIBYTE, "{:,.0f}"),
)
QUARTERS = 4
TIME = "{:.2f} / {:.2f}"


def table(size: int, measured: Mapping[str, Figures], baseline: str) -> str:
    """All figures at one size; each time of another contender is followed by its ratio to that of `baseline`."""
    names = list(measured)
    lines = [f"### {size:,} articles", "", "| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for title, figure, form in ROWS:
        values = [figure(measured[name]) for name in names]
        lines.append(_line(title, [form.format(value) if value else "" for value in values]))
    for task in Task:
        title = f"{task.value}: median / p99, ms"
        lines.append(_line(title, [_time(task, measured[name], measured[baseline]) for name in names]))
    return "\n".join(lines) + "\n"


def growth(figures: Figures) -> str:
    """How times grow with the postings of a question's terms: medians of its quarters, and the exponent of the power of
    the postings that fits all times best (least squares over the logarithms); at 1 each posting costs the same."""
    order = np.argsort(figures.postings, kind="stable")
    quarters = [quarter for quarter in np.array_split(order, QUARTERS) if len(quarter)]
    postings = np.array(figures.postings, float)
    medians = [f"{np.median(postings[quarter]):,.0f}" for quarter in quarters]
    lines = [
        "| postings of the question's terms, median of each quarter | " + " | ".join(medians) + " | exponent |",
        "|---" * (len(quarters) + 2) + "|",
    ]
    for task in (Task.ANY_FACETS, Task.ALL_FACETS):
        times = np.array(figures.times[task])
        exponent = np.polyfit(np.log(postings + 1), np.log(times), 1)[0] if len(set(figures.postings)) > 1 else 0.0
        values = [f"{np.median(times[quarter]):.2f}" for quarter in quarters]
        lines.append(_line(f"{task.value}: median, ms", [*values, f"{exponent:.2f}"]))
    return "\n".join(lines) + "\n"


def _line(title: str, values: list[str]) -> str:
    return f"| {title} | " + " | ".join(values) + " |"


def _time(task: Task, figures: Figures, baseline: Figures) -> str:
    if task not in figures.times:
        return ""
    times = TIME.format(figures.median(task), figures.p99(task))
    if figures is baseline:
        return f"**{times}**"
    return (
        f"{times} ({figures.median(task) / baseline.median(task):.1f}x / {figures.p99(task) / baseline.p99(task):.1f}x)"
    )
