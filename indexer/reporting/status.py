"""What an operator wants to know: the served generation, counts, what was rejected, and how the last runs ended.

In: a data directory. Out: `status.json` after each run, and the same with live counts for `python -m indexer status`.
Never here: a fault that hides the rest; a damaged generation is part of the answer.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from indexer.archive.archive import Archive
from indexer.archive.items import Change
from indexer.building.plan import DAMAGED
from indexer.generations.generations import Generations
from indexer.generations.soundness import glance
from indexer.model.errors import ArchiveError, DataDirectoryError, GenerationError
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.reporting.alarms import Troubles, read_troubles
from indexer.reporting.freshness import Freshness, read_freshness
from indexer.reporting.status_file import load_status, read_public_status, write_status
from indexer.runs.reindex import Report, archive_path

REMEDY = "the next run builds it anew; to have that at once, run: python -m indexer reindex"
UNRESOLVED_SHOWN = 50
RUNS_KEPT = 12
RUN_FACTS = ("started", "finished", "outcome", "seconds")
#: Rejected items that `status.json` names; the archive names all of them.
REJECTED_KEPT = 500
#: What `status.json` has for the page and for the next run.
TOLD_AFRESH = frozenset({"collection", "troubles"})
NO_COLLECTION: dict[str, Any] = {"articles": 0, "sources": [], "rejected": []}


def run_outcome(report: Report, started: datetime, finished: datetime) -> dict[str, Any]:
    """A run that reached its end, as JSON values."""
    ingested = report.ingested
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "outcome": "done",
        "generation": report.generation,
        "built": report.built,
        "reason": report.reason,
        "articles": report.articles,
        **{change.value: ingested.changes.get(change, 0) for change in Change},
        "withdrawn": ingested.withdrawn,
        "rejected": [{"where": item.where, "reason": item.reason} for item in ingested.rejected],
        "failed_sources": list(ingested.failed),
        "pruned": list(report.pruned),
        "seconds": report.seconds,
    }


def failed_outcome(message: str, started: datetime, finished: datetime) -> dict[str, Any]:
    """A run that stopped, as JSON values."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "outcome": "failed",
        "error": message,
        "seconds": round((finished - started).total_seconds(), 3),
    }


def record_run(settings: Settings, sources: Sequence[Source], outcome: dict[str, Any]) -> None:
    """Write the outcome of a run to `status.json`, with the runs before it and the archive as it is now.

    Raises DataDirectoryError when the file cannot be written.
    """
    before = load_status(settings.data) if read_public_status(settings.data) else {}
    runs = [{name: outcome[name] for name in RUN_FACTS}, *before.get("runs", [])]
    next_run = datetime.fromisoformat(outcome["started"]) + timedelta(minutes=settings.expected_minutes)
    content = outcome | {
        "refreshed": outcome["finished"] if _refreshed(outcome, sources) else before.get("refreshed"),
        "next_run": next_run.isoformat(timespec="seconds"),
        "runs": runs[:RUNS_KEPT],
        "collection": before.get("collection", NO_COLLECTION),
    }
    content.setdefault("troubles", before.get("troubles", {}))
    if sources:
        with suppress(ArchiveError, sqlite3.Error):  # the run has told it; what was known before stays
            content["collection"] = _collection(settings.data, sources, content)
    try:
        write_status(settings.data, content)
    except OSError as error:
        raise DataDirectoryError(
            f"{settings.data}: the outcome of the run cannot be written ({error.strerror}); make room there, or "
            "correct its rights"
        ) from error


def _refreshed(outcome: dict[str, Any], sources: Sequence[Source]) -> bool:
    """Whether a run reached its end and could read at least one of its sources."""
    return outcome["outcome"] == "done" and len(outcome["failed_sources"]) < max(1, len(sources))


def _collection(data: Path, sources: Sequence[Source], outcome: dict[str, Any]) -> dict[str, Any]:
    """The sources of a run and all others that have articles, and what is rejected; empty without an archive."""
    now = datetime.fromisoformat(outcome["finished"])
    if not archive_path(data).exists():
        return NO_COLLECTION
    with closing(Archive(archive_path(data))) as archive:
        rejected = archive.rejected()
        troubles = read_troubles(outcome)
        known = {source.location: source for source in sources}
        others = [Source(url=where) if "://" in where else Source(path=where) for where in archive.counts()]
        every = [*sources, *(other for other in others if other.location not in known)]
        refused = Counter(item["location"] for item in rejected)
        return {
            "articles": archive.count(),
            "sources": [
                asdict(one)
                | (_of_run(source, one, troubles, outcome) if source.location in known else _unread(one, troubles))
                | {"rejected": refused[source.location]}
                for source, one in zip(every, read_freshness(archive.database, every, now), strict=True)
            ],
            "rejected": rejected[:REJECTED_KEPT],
        }


def _of_run(source: Source, found: Freshness, troubles: Troubles, outcome: dict[str, Any]) -> dict[str, Any]:
    """What a run that read the source knows of it: its outlet, what stands against it, and that files which did not
    change are in order."""
    standing = _standing(found, troubles)
    is_met = source.path and outcome["outcome"] == "done" and not standing["trouble"]
    return {"outlet": source.outlet, **standing, "in_order": outcome["finished"] if is_met else found.in_order}


def _unread(found: Freshness, troubles: Troubles) -> dict[str, Any]:
    """What is known of a source that the run did not read; where it is a folder it may be listed no more."""
    return {"outlet": None, **(_standing(found, troubles) if found.trouble else {"since": None})}


def _standing(found: Freshness, troubles: Troubles) -> dict[str, Any]:
    """What went wrong with a source and since when, as far as runs told it; else what is known of its URL."""
    trouble = troubles.get(found.location)
    if trouble is None or trouble.is_over:
        return {"trouble": found.trouble, "since": None}
    return {"trouble": found.trouble or trouble.reason, "since": trouble.since}


def read_status(data: Path, listed: Sequence[Source], now: datetime) -> dict[str, Any]:
    """Everything that `status` shows of a data directory and of the listed sources, as JSON values."""
    troubles = read_troubles(load_status(data))
    status: dict[str, Any] = {"data": str(data), **_generation(data), "last_run": _last_run(data)}
    if not archive_path(data).exists():
        return status
    with closing(Archive(archive_path(data))) as archive:
        return status | {
            "archived": archive.count(),
            "sources": archive.counts(),
            "freshness": [
                asdict(one) | _standing(one, troubles) for one in read_freshness(archive.database, listed, now)
            ],
            "rejected": archive.rejected(),
            "unresolved": [{"name": name, "articles": n} for name, n in archive.unresolved(UNRESOLVED_SHOWN)],
        }


def _generation(data: Path) -> dict[str, Any]:
    name = None
    try:
        name = Generations(data).current_name()
        generation = Generations(data).current()
    except GenerationError as error:
        return {"generation": name, "fault": str(error)}
    if generation is None:
        return {"generation": None, "fault": "there is no index yet; run: python -m indexer reindex"}
    manifest = generation.manifest
    damage = "; ".join(glance(generation))
    fault = {"fault": f"{DAMAGED}{damage}; {REMEDY}"} if damage else {}
    return fault | {
        "generation": generation.name,
        "created": manifest.created,
        "articles": manifest.articles,
        "engine": manifest.engine,
        "analysis": manifest.analysis,
        "gazetteers": manifest.gazetteers,
        "why": manifest.reason,
    }


def _last_run(data: Path) -> dict[str, Any] | None:
    """The outcome of the last run without what `status` shows afresh."""
    return {name: value for name, value in load_status(data).items() if name not in TOLD_AFRESH} or None
