"""The reading of one source: when a folder counts as empty."""

from pathlib import Path

import pytest

from indexer.model.source import Source
from indexer.sources import location
from tests.indexer.desk import Desk, failed


def test_a_folder_with_only_unchanged_files_left_is_not_empty(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "SETTLED_SECONDS", -1)
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"News of the {name} committee.")
    desk.withdrawal = 0.5
    desk.run(Source(str(folder)))
    (folder / "b.txt").unlink()
    outcome = desk.run(Source(str(folder)))
    assert (outcome.withdrawn, failed(outcome)) == (1, ())
