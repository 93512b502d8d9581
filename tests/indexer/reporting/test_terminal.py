"""What a person reads of a status."""

import pytest

from indexer.model.translation import Words
from indexer.reporting.terminal import show_status

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
        "  https://example.org/feed · المقالات: 3 · أحدثها وصل: 2021-03-31T10:00:00+00:00 · "
        "آخر سلامة: 2021-04-01T10:00:00+00:00 · العطل: لا شيء · متأخر: لا",
    ]
