"""`status.json`: how the last runs ended and what the archive held then; the one file by which a run tells the page.

In: a data directory. Out: the whole file for its operator, or a `Status` that may be shown to everyone.
Never here: the archive, or a fault because the file is missing, damaged or of another version; then there is no status.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.generations.generations import write_whole
from indexer.model.article import name_of
from indexer.model.note_json import note_from_json, note_from_text
from indexer.model.notes import Note
from indexer.model.translation import recognised
from indexer.reporting.disclosure import item_name, numbered, redact, source_name

STATUS = "status.json"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended: when, whether it reached its end, and how long it took."""

    finished: datetime
    is_done: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source by its public name: its live articles, when the newest was first seen, when it was last found in order
    (None for never), whether it cannot be read at present and since when (None where that is not known), whether
    something new is overdue, and how many of its items are rejected. What went wrong is for its operator: it may tell
    of hosts and addresses that are nobody else's."""

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
    """The locations that some run could read, as a whole file tells it."""
    try:
        return {one["location"] for one in status["collection"]["sources"] if one["in_order"]}
    except (KeyError, TypeError):
        return set()


def read_public_status(data: Path) -> Status | None:
    """What everyone may know of the last runs; None before the first one."""
    content = load_status(data)
    try:
        collection = content["collection"]
        return Status(
            runs=tuple(
                Run(_moment(run["finished"]), run["outcome"] == "done", float(run["seconds"]))
                for run in content["runs"]
            ),
            refreshed=_maybe(_moment, content["refreshed"]),
            next_run=_moment(content["next_run"]),
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
            newest=_maybe(_moment, one["newest"]),
            in_order=_maybe(_moment, one["in_order"]),
            is_failing=bool(one["trouble"]),
            failing_since=_maybe(_moment, one.get("since")),
            is_overdue=bool(one["is_overdue"]),
            rejected=int(one["rejected"]),
        )
        for name, one in zip(names, listed, strict=True)
    )


def _rejected(one: dict[str, Any]) -> RejectedItem:
    """What is rejected; version 0.1.0 wrote the place and the reason for its operator alone."""
    uri, place = one.get("uri", one["place"]), one.get("within", "")
    reason = note_from_json(one["note"]) if "note" in one else note_from_text(one["reason"], recognised)
    return RejectedItem(
        item_name(uri, place, one["location"]), redact(reason, name_of(uri), one["location"]), _moment(one["since"])
    )


def _moment(iso: str) -> datetime:
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _maybe(make: Callable[[str], datetime], iso: str | None) -> datetime | None:
    return make(iso) if iso else None
