"""How a run ended.

In: the report of a run that reached its end, or the error that stopped it. Out: `RunOutcome`, and the same as JSON
values. Never here: writing the file.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from indexer.archive.items import Change, stamp
from indexer.model.notes import Note
from indexer.reporting.alarms import Troubles
from indexer.runs.reindex import Report


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A run that ended: its start and finish (UTC), its report if it reached its end, otherwise the error that stopped
    it. `troubles` are the troubles of sources after the run; None keeps those before it."""

    started: datetime
    finished: datetime
    report: Report | None = None
    error: Note | None = None
    troubles: Troubles | None = None

    @property
    def seconds(self) -> float:
        """The duration of the run."""
        if self.report is not None:
            return self.report.seconds
        return round((self.finished - self.started).total_seconds(), 3)

    def has_refreshed(self, sources: int) -> bool:
        """Whether it reached its end and could read at least one of its `sources`, given by number."""
        return self.report is not None and len(self.report.ingested.failures) < max(1, sources)

    def to_json(self) -> dict[str, Any]:
        """The outcome as JSON values; sentences are English."""
        times = {
            "started": stamp(self.started),
            "finished": stamp(self.finished),
        }
        if self.report is None:
            return times | {"outcome": "failed", "error": str(self.error), "seconds": self.seconds}
        return times | {"outcome": "done"} | _done(self.report) | {"seconds": self.seconds}


def _done(report: Report) -> dict[str, Any]:
    ingested = report.ingested
    return {
        "generation": report.generation,
        "built": report.built,
        "reason": str(report.reason),
        "articles": report.articles,
        **{change.value: ingested.changes.get(change, 0) for change in Change},
        "withdrawn": ingested.withdrawn,
        "rejected": [{"where": item.where, "reason": str(item.reason)} for item in report.rejected],
        "failed_sources": [str(failure.note) for failure in ingested.failures],
        "pruned": list(report.pruned),
    }
