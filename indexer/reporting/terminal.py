"""What the commands of `python -m indexer` show to a person.

In: reports and statuses. Out: text on a stream. Never here: deciding anything, JSON, or a library that only a person at
a terminal needs before there is one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from indexer.archive.items import Change
from indexer.runs.reindex import Progress, Report

FRESHNESS = "freshness"
STEPS = {"read": "reading", "index": "indexing"}


@contextmanager
def progress_bar(shown: bool) -> Iterator[Progress]:
    """A callable that moves a bar on standard error, or does nothing."""
    if not shown:
        yield _show_nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int | None, /) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(STEPS[step], total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show


def _show_nothing(_step: str, _done: int, _total: int | None, /) -> None:
    """Progress of a run that nobody watches."""


def report_line(report: Report) -> str:
    """A run in one line."""
    ingested = report.ingested
    changes = ", ".join(f"{ingested.changes.get(change, 0)} {change.value}" for change in Change if change != "same")
    how = f"built ({report.reason})" if report.built else report.reason
    return (
        f"{report.generation or 'no index'}: {report.articles} articles, {how}; {changes}, "
        f"{ingested.withdrawn} withdrawn, {len(ingested.rejected)} rejected; {report.seconds:.1f} s"
    )


def show_status(status: dict[str, Any]) -> None:
    """A status as lines of `name: value`, with lists indented."""
    for name, value in status.items():
        if isinstance(value, (list, dict)) and value:
            sys.stdout.write(f"{name}:\n")
            for line in map(_freshness_line, value) if name == FRESHNESS else _lines(value):
                sys.stdout.write(f"  {line}\n")
        else:
            sys.stdout.write(f"{name}: {'none' if value in (None, [], {}) else value}\n")


def _lines(value: list[Any] | dict[str, Any]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{name}: {len(item) if isinstance(item, list) else item}" for name, item in value.items())
        return
    for item in value:
        yield " · ".join(str(part) for part in item.values()) if isinstance(item, dict) else str(item)


def _freshness_line(source: dict[str, Any]) -> str:
    """A source with what is known of it, each fact under its name."""
    facts = [
        source["location"],
        f"{source['articles']} articles",
        f"newest first seen: {source['newest'] or 'never'}",
        f"last in order: {source['in_order'] or 'never'}",
        f"trouble: {_trouble(source)}",
        f"overdue: {'yes' if source['is_overdue'] else 'no'}",
    ]
    return " · ".join(facts)


def _trouble(source: dict[str, Any]) -> str:
    """What went wrong with a source, and since when as far as runs told it."""
    since = f" (since {source['since']})" if source["since"] else ""
    return (source["trouble"] or "none") + since
