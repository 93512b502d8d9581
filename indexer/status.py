"""What an operator wants to know: the served generation, counts, what was rejected, and how the last run ended.

In: a data directory. Out: `status.json` after each run, and the same with live counts for `python -m indexer status`.
Never here: a fault that hides the rest; a damaged generation is part of the answer.
"""

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.archive import Archive, Change
from indexer.errors import GenerationError
from indexer.freshness import read_freshness
from indexer.generations import Generations, write_whole
from indexer.reindex import Report, archive_path
from indexer.source_list import Source

STATUS = "status.json"
UNRESOLVED_SHOWN = 50


def run_outcome(report: Report, now: datetime) -> dict[str, Any]:
    """A run that reached its end, as JSON values."""
    ingested = report.ingested
    return {
        "finished": now.isoformat(timespec="seconds"),
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


def failed_outcome(message: str, now: datetime) -> dict[str, Any]:
    """A run that stopped, as JSON values."""
    return {"finished": now.isoformat(timespec="seconds"), "outcome": "failed", "error": message}


def write_status(data: Path, outcome: dict[str, Any]) -> None:
    """Keep the outcome of the last run in `status.json`, in one step."""
    write_whole(data / STATUS, json.dumps(outcome, ensure_ascii=False, indent=1) + "\n")


def read_status(data: Path, listed: Sequence[Source], now: datetime) -> dict[str, Any]:
    """Everything that `status` shows of a data directory and of the listed sources, as JSON values."""
    status: dict[str, Any] = {"data": str(data), **_generation(data), "last_run": _last_run(data)}
    if not archive_path(data).exists():
        return status
    with closing(Archive(archive_path(data))) as archive:
        return status | {
            "archived": archive.count(),
            "sources": archive.counts(),
            "freshness": [asdict(one) for one in read_freshness(archive.database, listed, now)],
            "rejected": archive.rejected(),
            "unresolved": [{"name": name, "articles": n} for name, n in archive.unresolved(UNRESOLVED_SHOWN)],
        }


def _generation(data: Path) -> dict[str, Any]:
    try:
        generation = Generations(data).current()
    except GenerationError as error:
        return {"generation": Generations(data).current_name(), "fault": str(error)}
    if generation is None:
        return {"generation": None, "fault": "there is no index yet; run: python -m indexer reindex"}
    manifest = generation.manifest
    return {
        "generation": generation.name,
        "created": manifest.created,
        "articles": manifest.articles,
        "engine": manifest.engine,
        "analysis": manifest.analysis,
        "gazetteers": manifest.gazetteers,
        "why": manifest.reason,
    }


def _last_run(data: Path) -> dict[str, Any] | None:
    path = data / STATUS
    if not path.exists():
        return None
    outcome: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return outcome
