"""The announcement of a run: which of its failures are reported, and the outcome that records this for the next run.

In: a report, the sources, and the status of the runs before. Out: the failures to report, and the outcome to write.
Never here: printing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.model.causes import Failure
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.reporting.alarms import mark_reported, read_troubles, update_troubles, urgent_failures
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status_file import load_status, read_once
from indexer.runs.reindex import Report


@dataclass(frozen=True, slots=True)
class Announcement:
    """The failures that a run reports, and its outcome."""

    failures: tuple[Failure, ...]
    outcome: RunOutcome


def choose_failures(
    settings: Settings, sources: Sequence[Source], report: Report, started: datetime, finished: datetime, *, quiet: bool
) -> Announcement:
    """The announcement of a run that reached its end: every failure; with `quiet`, those that a person must act on and
    that were not reported within the last day."""
    before = load_status(settings.data)
    failures = list(report.ingested.failures)
    troubles = update_troubles(read_troubles(before), failures, report.ingested.in_order, started)
    if quiet:
        failures = urgent_failures(troubles, failures, sources, read_once(before), started)
        troubles = mark_reported(troubles, failures, started)
    return Announcement(tuple(failures), RunOutcome(started, finished, report, troubles=troubles))
