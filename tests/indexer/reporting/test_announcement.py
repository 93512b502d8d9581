"""The announcement of a run: every failure, or with `quiet` those that a person must act on now."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.model.causes import Cause, Failure
from indexer.model.notes import note
from indexer.model.settings import Settings
from indexer.model.source import Source
from indexer.reporting.announcement import choose_failures
from indexer.runs.ingest import Ingested
from indexer.runs.reindex import Report

NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
SOURCE = Source(url="https://news.example.org/rss")


@pytest.mark.parametrize(
    ("quiet", "status", "shown", "reported"),
    [
        (False, "", 1, False),
        (True, "", 1, True),
        (
            True,
            '{"collection": {"sources": [{"location": "https://news.example.org/rss", "in_order": "x"}]}}',
            0,
            False,
        ),
    ],
    ids=["all", "quiet, at the first reading", "quiet, and may pass by itself"],
)
def test_a_quiet_run_reports_what_a_person_must_act_on(
    tmp_path: Path, quiet: bool, status: str, shown: int, reported: bool
) -> None:
    (tmp_path / "status.json").write_text(status)
    failure = Failure(SOURCE.location, note("it broke off"), Cause.UNREACHABLE)
    ingested = Ingested({}, 0, (), (failure,), frozenset())
    report = Report(None, False, note("nothing changed"), 0, ingested, (), (), (), 1.0)
    found = choose_failures(Settings(data=tmp_path), [SOURCE], report, NOW, NOW, quiet=quiet)
    assert len(found.failures) == shown
    assert found.outcome.troubles is not None
    assert bool(found.outcome.troubles[SOURCE.location].reported) is reported
