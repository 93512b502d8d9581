"""The intake of items: which of them keep an earlier id."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.archive.items import Change
from indexer.model.article import RawArticle
from indexer.model.source import Source
from indexer.runs.intake import Intake

NOW = datetime(2024, 1, 1, tzinfo=UTC)
URL = "https://news.example.org/a"
TITLE = "The ministers sign"


@pytest.mark.parametrize(("window", "change"), [(True, Change.REVISED), (False, Change.NEW)], ids=["entry", "page"])
def test_only_a_feed_entry_takes_the_id_of_an_earlier_entry(tmp_path: Path, window: bool, change: Change) -> None:
    source = Source("news")
    entry = RawArticle("file:feed", "Two ministers sign.", TITLE, anchor="1", url=URL, window=True, fetched_at=NOW)
    later = RawArticle("file:new", "The whole text.", TITLE, anchor="2", url=URL, window=window, fetched_at=NOW)
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.put(entry, "entry", source.location, 1)
        intake = Intake(archive, NOW, lambda _: None)
        assert intake.put(later, source) == []
        assert intake.changes == {change: 1}
