"""Which failures of a run are told, and what the next run has to know of that.

In: a report, the sources, and what the runs before left. Out: the failures to tell, and the outcome to write down.
Never here: printing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.model.causes import Failure
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.reporting.alarms import follow, noted, pressing, read_troubles
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.status_file import load_status, read_once
from indexer.runs.reindex import Report


@dataclass(frozen=True, slots=True)
class Telling:
    """What a run tells, and its outcome."""

    failures: tuple[Failure, ...]
    outcome: RunOutcome


def tell(
    settings: Settings, sources: Sequence[Source], report: Report, started: datetime, finished: datetime, *, quiet: bool
) -> Telling:
    """What a run that reached its end tells: every failure, or, when it is to be quiet, those that a person must act on
    and was not told within the last day."""
    before = load_status(settings.data)
    failures = list(report.ingested.failures)
    troubles = follow(read_troubles(before), failures, report.ingested.in_order, started)
    if quiet:
        failures = pressing(troubles, failures, sources, read_once(before), started)
        troubles = noted(troubles, failures, started)
    return Telling(tuple(failures), RunOutcome(started, finished, report, troubles=troubles))
