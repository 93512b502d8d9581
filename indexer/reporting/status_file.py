"""`status.json`: the outcomes of the last runs and the state of the archive after them, written for the page.

In: a data directory. Out: the whole file for its operator, or a `Status` that may be shown to everyone.
Never here: the archive, or an error because the file is missing, damaged or of another version: then there is no
status.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.model.article import name_of
from indexer.model.files import write_whole
from indexer.model.note_json import note_from_json, note_from_text
from indexer.model.notes import Note
from indexer.model.translation import recognised
from indexer.reporting.disclosure import item_name, numbered, redact, source_name
from indexer.reporting.moments import moment_of

STATUS = "status.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended: when, whether it reached its end, and how long it took."""

    finished: datetime
    is_done: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source by its public name: the number of its live articles, when the newest was first seen, when it was last
    found in order (None for never), whether it cannot be read at present and since when (None if not known), whether
    something new is overdue, and how many of its items are rejected. The trouble itself is for the operator only,
    because it may name private hosts and addresses."""

    name: str
    articles: int
    newest: datetime | None
    in_order: datetime | None
    is_failing: bool
    failing_since: datetime | None
    is_overdue: bool
    rejected: int


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """An item that could not be read, by its public name."""

    name: str
    reason: Note
    since: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """The state after the last run. `runs` come newest first; `refreshed` is the end of the last run that reached its
    end and could read a source; `next_run` is when the schedule brings the next one."""

    runs: tuple[Run, ...]
    refreshed: datetime | None
    next_run: datetime
    articles: int
    sources: tuple[SourceState, ...]
    rejected: tuple[RejectedItem, ...]


def write_status(data: Path, content: dict[str, Any]) -> None:
    """Replace `status.json` in one step."""
    write_whole(data / STATUS, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def load_status(data: Path) -> dict[str, Any]:
    """The whole file; empty when there is none that can be read."""
    try:
        content = json.loads((data / STATUS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def read_once(status: dict[str, Any]) -> set[str]:
    """The locations that some run could read, from the content of a whole file."""
    try:
        return {one["location"] for one in status["collection"]["sources"] if one["in_order"]}
    except (KeyError, TypeError):
        return set()


def read_public_status(data: Path) -> Status | None:
    """The public status; None before the first run."""
    content = load_status(data)
    try:
        collection = content["collection"]
        return Status(
            runs=tuple(
                Run(moment_of(run["finished"]), run["outcome"] == "done", float(run["seconds"]))
                for run in content["runs"]
            ),
            refreshed=_maybe(moment_of, content["refreshed"]),
            next_run=moment_of(content["next_run"]),
            articles=int(collection["articles"]),
            sources=_sources(collection["sources"]),
            rejected=tuple(map(_rejected, collection["rejected"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _sources(listed: list[dict[str, Any]]) -> tuple[SourceState, ...]:
    names = numbered(source_name(one["location"], one["outlet"]) for one in listed)
    return tuple(
        SourceState(
            name=name,
            articles=int(one["articles"]),
            newest=_maybe(moment_of, one["newest"]),
            in_order=_maybe(moment_of, one["in_order"]),
            is_failing=bool(one["trouble"]),
            failing_since=_maybe(moment_of, one.get("since")),
            is_overdue=bool(one["is_overdue"]),
            rejected=int(one["rejected"]),
        )
        for name, one in zip(names, listed, strict=True)
    )


def _rejected(one: dict[str, Any]) -> RejectedItem:
    """A rejected item; version 0.1.0 wrote its location and reason only in the form for an operator."""
    uri, part = one.get("uri", one["place"]), one.get("within", "")
    reason = note_from_json(one["note"]) if "note" in one else note_from_text(one["reason"], recognised)
    return RejectedItem(
        item_name(uri, part, one["location"]), redact(reason, name_of(uri), one["location"]), moment_of(one["since"])
    )


def _maybe(make: Callable[[str], datetime], iso: str | None) -> datetime | None:
    return make(iso) if iso else None
