"""What a person reads of a status."""

from datetime import UTC, datetime

import pytest

from indexer.model.notes import note
from indexer.model.translation import Words
from indexer.reporting.outcome import RunOutcome
from indexer.reporting.terminal import NAMES, show_status
from indexer.runs.ingest import Ingested
from indexer.runs.reindex import Report

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)

FRESH = {"location": "https://example.org/feed", "articles": 3, "newest": "2021-03-31T10:00:00+00:00"}
FRESH |= {"in_order": "2021-04-01T10:00:00+00:00", "trouble": "", "since": None, "is_overdue": False}
STALE = {"location": "أخبار/محلية", "articles": 0, "newest": None, "in_order": None}
STALE |= {"trouble": "HTTP 503", "since": "2021-04-02T10:00:00+00:00", "is_overdue": True}


def test_every_fact_on_the_freshness_of_a_source_has_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    show_status({"freshness": [FRESH, STALE], "unresolved": [{"name": "لجنة المثال", "articles": 2}]}, Words("en"))
    assert capsys.readouterr().out.splitlines() == [
        "freshness:",
        "  https://example.org/feed · 3 articles · newest first seen: 2021-03-31T10:00:00+00:00 · "
        "last in order: 2021-04-01T10:00:00+00:00 · trouble: none · overdue: no",
        "  أخبار/محلية · 0 articles · newest first seen: never · last in order: never · "
        "trouble: HTTP 503 (since 2021-04-02T10:00:00+00:00) · overdue: yes",
        "unresolved:",
        "  لجنة المثال · 2",
    ]


def test_a_status_is_arabic_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    show_status({"generation": None, "freshness": [FRESH]}, Words("ar"))
    assert capsys.readouterr().out.splitlines() == [
        "الجيل: لا شيء",
        "الحداثة:",
        "  https://example.org/feed · 3 مقالات · أحدثها وصل: 2021-03-31T10:00:00+00:00 · "
        "آخر سلامة: 2021-04-01T10:00:00+00:00 · العطل: لا شيء · متأخر: لا",
    ]


def test_the_last_run_is_said_in_words_and_lists_by_their_length(capsys: pytest.CaptureFixture[str]) -> None:
    run = {"outcome": "done", "built": False, "same": 3, "generation": None, "pruned": ["gen-000001", "gen-000002"]}
    show_status({"last_run": run}, Words("en"))
    assert capsys.readouterr().out.splitlines() == [
        "last_run:",
        "  outcome: done",
        "  built: no",
        "  unchanged: 3",
        "  generation: none",
        "  pruned: 2",
    ]


def test_every_key_of_a_run_has_a_name() -> None:
    report = Report(None, False, note("x"), 0, Ingested({}, 0, (), (), frozenset()), (), (), (), 0.0)
    ended = RunOutcome(MOMENT, MOMENT, error=note("x")).to_json() | RunOutcome(MOMENT, MOMENT, report).to_json()
    assert ended.keys() | {"refreshed", "next_run", "runs"} <= NAMES.keys()
