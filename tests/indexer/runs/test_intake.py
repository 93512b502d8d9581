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


def exported(uri: str, text: str) -> RawArticle:
    return RawArticle(uri, text, TITLE, id="1", fetched_at=NOW)


@pytest.mark.parametrize(
    ("listed", "taken"), [({"ours", "theirs"}, False), ({"theirs"}, True)], ids=["both listed", "the other is gone"]
)
def test_an_id_that_an_item_brings_takes_no_article_of_another_source(
    tmp_path: Path, listed: set[str], taken: bool
) -> None:
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.put(exported("file:ours", "The ministers sign."), "1", "ours", 1)
        intake = Intake(archive, NOW, lambda _: None)
        intake.expect(listed)
        rejected = intake.put(exported("file:theirs", "Something else."), Source("theirs"))
        assert [str(one.reason) for one in rejected] == (
            [] if taken else ["its id 1 is that of an article of another source, file:ours"]
        )
        (item,) = archive.live()
        assert item.raw.text == ("Something else." if taken else "The ministers sign.")


def test_what_the_other_source_did_not_bring_leaves_its_id(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.put(exported("file:ours", "The ministers sign."), "1", "ours", 1)
        intake = Intake(archive, NOW, lambda _: None)
        intake.expect(["ours", "theirs"])
        intake.finish("ours")
        assert intake.put(exported("file:theirs", "It moved."), Source("theirs")) == []
        assert intake.changes == {Change.REVISED: 1}


def test_an_article_that_was_withdrawn_leaves_its_id(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.put(exported("file:ours", "The ministers sign."), "1", "ours", 1)
        archive.withdraw(["1"], NOW)
        intake = Intake(archive, NOW, lambda _: None)
        intake.expect({"ours", "theirs"})
        assert intake.put(exported("file:theirs", "It moved."), Source("theirs")) == []
        assert intake.changes == {Change.RESTORED: 1}


def test_two_sources_may_bring_the_same_document(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.put(exported("https://news.example.org/a", "The ministers sign."), "1", "ours", 1)
        intake = Intake(archive, NOW, lambda _: None)
        intake.expect({"ours", "theirs"})
        assert intake.put(exported("https://news.example.org/a", "They signed."), Source("theirs")) == []
