"""What a report of Lighthouse comes to: scores without what is meant to be, medians, and what fails without a clock."""

from typing import Any

import pytest

from benchmarks import lighthouse
from benchmarks.lighthouse import CATEGORIES, Verdict


def report(**scores: float) -> dict[str, Any]:
    """A report in which the audits of search engines have these scores, and all others are perfect."""
    audits = {name: {"score": 1} for name in CATEGORIES} | {
        name.replace("_", "-"): {"score": s} for name, s in scores.items()
    }
    refs = {name: [{"id": name, "weight": 1}] for name in CATEGORIES}
    refs["seo"] += [{"id": name.replace("_", "-"), "weight": 1} for name in scores]
    return {"audits": audits, "categories": {name: {"auditRefs": refs[name]} for name in CATEGORIES}}


def test_a_page_that_is_kept_out_on_purpose_loses_nothing_by_it() -> None:
    kept_out = report(is_crawlable=0, hreflang=1)
    assert lighthouse.verdict(kept_out, kept_out=True) == Verdict(dict.fromkeys(CATEGORIES, 100), frozenset())
    found = lighthouse.verdict(kept_out, kept_out=False)
    assert (found.scores["seo"], found.failed) == (67, {"is-crawlable"})


def test_only_audits_without_a_clock_are_listed() -> None:
    found = lighthouse.verdict(report(hreflang=0, first_contentful_paint=0.5, server_response_time=0), kept_out=False)
    assert found.failed == {"hreflang"}


def test_the_median_of_runs_and_what_failed_in_any() -> None:
    runs = [
        Verdict(dict.fromkeys(CATEGORIES, score), frozenset(failed))
        for score, failed in ((90, {"a"}), (100, set()), (98, {"b"}))
    ]
    assert lighthouse.middle(runs) == Verdict(dict.fromkeys(CATEGORIES, 98), frozenset({"a", "b"}))


def test_a_table_has_the_scores_and_then_the_failed_audits() -> None:
    rows = [("home, ar, phone", Verdict(dict.fromkeys(CATEGORIES, 98.0), frozenset({"b", "a"})))]
    assert list(lighthouse.table(rows))[2:] == ["| home, ar, phone | 98 | 98 | 98 | 98 |", "", "home, ar, phone: a, b"]


def test_without_lighthouse_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lighthouse, "PROGRAM", lighthouse.ROOT / "nowhere")
    with pytest.raises(SystemExit):
        lighthouse.main(["--data", "data"])
    assert "make lighthouse DATA=data" in capsys.readouterr().err
