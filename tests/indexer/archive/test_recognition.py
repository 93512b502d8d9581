"""Recognition: which items of an unchanged document count as met again."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.archive.recognition import mark_seen
from indexer.model.article import RawArticle

NOW = datetime(2024, 1, 1, tzinfo=UTC)
RAW = RawArticle("http://news.example.org/page", "نص الخبر", title="عنوان", fetched_at=NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(Archive(tmp_path / "archive.sqlite")) as opened:
        yield opened


def test_a_withdrawn_item_of_an_unchanged_document_is_not_met(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.put(replace(RAW, anchor="2"), "b", "here", 1)
    archive.withdraw(["b"], NOW)
    assert mark_seen(archive.file, RAW.uri, "here", 2, NOW) == 1


def test_an_item_that_the_last_reading_missed_stays_missing(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.put(replace(RAW, anchor="2"), "b", "here", 2)
    assert mark_seen(archive.file, RAW.uri, "here", 3, NOW) == 1
    assert [run for _, _, run, _ in filter(None, map(archive.location_of, "ab"))] == [1, 3]
