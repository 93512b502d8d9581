"""The output of the commands of `python -m indexer` for a person.

In: reports and statuses. Out: text on a stream. Never here: decisions, JSON, or loading a library for a terminal before
there is one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from indexer.archive.items import Change
from indexer.model.article import Rejected
from indexer.model.notes import N_, Note, articles, note
from indexer.model.translation import Words
from indexer.runs.reindex import Progress, Report

FRESHNESS = "freshness"
NONE = N_("none")
#: Key of a status -> its name for a person.
NAMES = {
    "data": N_("data"),
    "generation": N_("generation"),
    "fault": N_("fault"),
    "created": N_("created"),
    "articles": N_("articles"),
    "engine": N_("engine"),
    "analysis": N_("analysis"),
    "gazetteers": N_("gazetteers"),
    "why": N_("why"),
    "last_run": N_("last_run"),
    "archived": N_("archived"),
    "sources": N_("sources"),
    "freshness": N_("freshness"),
    "rejected": N_("rejected"),
    "unresolved": N_("unresolved"),
    "started": N_("started"),
    "finished": N_("finished"),
    "outcome": N_("outcome"),
    "error": N_("error"),
    "built": N_("built"),
    "reason": N_("reason"),
    "new": N_("new"),
    "revised": N_("revised"),
    "restored": N_("restored"),
    "same": N_("unchanged"),
    "withdrawn": N_("withdrawn"),
    "failed_sources": N_("failed_sources"),
    "pruned": N_("pruned"),
    "seconds": N_("seconds"),
    "refreshed": N_("refreshed"),
    "next_run": N_("next_run"),
    "runs": N_("runs"),
}
#: Value of a run's outcome that is a word -> the word for a person.
WORDS = {"done": N_("done"), "failed": N_("failed"), "True": N_("yes"), "False": N_("no"), "None": NONE}
OUTCOME_WORDS = frozenset({"outcome", "built"})
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


def report_note(report: Report) -> Note:
    """A run in one line."""
    ingested = report.ingested
    changes = {change.value: ingested.changes.get(change, 0) for change in Change if change is not Change.SAME}
    return note(
        "%(generation)s: %(articles)s, %(how)s; %(new)s new, %(revised)s revised, %(restored)s restored, "
        "%(withdrawn)s withdrawn, %(rejected)s rejected; %(seconds)s s",
        generation=report.generation or note("no index"),
        articles=articles(report.articles),
        how=note("built (%(reason)s)", reason=report.reason) if report.built else report.reason,
        withdrawn=ingested.withdrawn,
        rejected=len(report.rejected),
        seconds=f"{report.seconds:.1f}",
        **changes,
    )


def rejection_note(item: Rejected) -> Note:
    """An item that could not be read, in one line."""
    return note("rejected %(place)s: %(reason)s", place=item.where, reason=item.reason)


def show_status(status: dict[str, Any], words: Words) -> None:
    """A status as lines of `name: value`, with lists indented."""
    for name, value in status.items():
        title = words.gettext(NAMES.get(name, name))
        if isinstance(value, (list, dict)) and value:
            sys.stdout.write(f"{title}:\n")
            lines = (_freshness_line(one, words) for one in value) if name == FRESHNESS else _lines(value, words)
            sys.stdout.writelines(f"  {line}\n" for line in lines)
        else:
            sys.stdout.write(f"{title}: {words.gettext(NONE) if value in (None, [], {}) else value}\n")


def _lines(value: list[Any] | dict[str, Any], words: Words) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield f"{words.gettext(NAMES.get(name, name))}: {_fact(name, item, words)}"
        return
    for item in value:
        yield " · ".join(str(part) for part in item.values()) if isinstance(item, dict) else str(item)


def _fact(name: str, value: Any, words: Words) -> str:
    """A fact of a run; of a list its length."""
    if value is None or name in OUTCOME_WORDS:
        return words.gettext(WORDS.get(str(value), str(value)))
    return str(len(value) if isinstance(value, list) else value)


def _freshness_line(source: dict[str, Any], words: Words) -> str:
    """The freshness of a source in one line, each fact under its name."""
    never = note("never")
    facts = [
        articles(source["articles"]),
        note("newest first seen: %(moment)s", moment=source["newest"] or never),
        note("last in order: %(moment)s", moment=source["in_order"] or never),
        _trouble(source),
        note("overdue: %(whether)s", whether=note("yes") if source["is_overdue"] else note("no")),
    ]
    return " · ".join([source["location"], *map(words.note, facts)])


def _trouble(source: dict[str, Any]) -> Note:
    """The trouble of a source, and since when, if runs recorded that."""
    trouble = source["trouble"] or note(NONE)
    if source["since"]:
        return note("trouble: %(trouble)s (since %(moment)s)", trouble=trouble, moment=source["since"])
    return note("trouble: %(trouble)s", trouble=trouble)
