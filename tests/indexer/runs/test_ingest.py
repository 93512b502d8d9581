"""Ingest: how many articles one run may withdraw."""

import json
from pathlib import Path

import pytest

from indexer.model.source import Source
from tests.indexer.desk import Desk


def write(path: Path, articles: int) -> None:
    lines = (json.dumps({"id": f"a{number}", "text": f"News number {number}."}) for number in range(articles))
    path.write_text("\n".join(lines))


@pytest.mark.parametrize(("left", "withdrawn", "refusals"), [(2, 2, 0), (1, 0, 1)], ids=["at the limit", "above it"])
def test_a_run_withdraws_up_to_its_limit_and_above_it_nothing(
    desk: Desk, tmp_path: Path, left: int, withdrawn: int, refusals: int
) -> None:
    export = tmp_path / "export.jsonl"
    desk.withdrawal = 0.5
    write(export, 4)
    desk.run(Source(str(export)))
    write(export, left)
    outcome = desk.run(Source(str(export)))
    assert (outcome.withdrawn, len(outcome.failures)) == (withdrawn, refusals)
    assert desk.archive.count() == 4 - withdrawn


def test_the_zone_in_the_list_of_sources_reaches_the_items(desk: Desk, tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    write(export, 2)
    desk.run(Source(str(export), zone="Asia/Kuwait"))
    assert {item.raw.zone for item in desk.archive.live()} == {"Asia/Kuwait"}
    before = desk.archive.sequence()
    desk.run(Source(str(export), zone="Asia/Kuwait"))
    assert list(desk.archive.live(before)) == []
    desk.run(Source(str(export), zone="Asia/Dubai"))
    assert {item.raw.zone for item in desk.archive.live(before)} == {"Asia/Dubai"}
