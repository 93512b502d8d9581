"""The archive: nothing that was read is lost, and every change has its number."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.archive.archive import Archive
from indexer.archive.items import CONTENT, Change, hash_content
from indexer.archive.recognition import missing_at
from indexer.model.article import RawArticle, Rejected
from indexer.model.errors import ArchiveError
from indexer.model.notes import note

EMPTY = note("is empty")
MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
RAW = RawArticle("file:a", "نص الخبر", title="عنوان", fetched_at=MONDAY)


@pytest.fixture
def archive(tmp_path: Path):
    opened = Archive(tmp_path / "archive.sqlite")
    yield opened
    opened.close()


def test_an_item_is_new_then_the_same(archive: Archive) -> None:
    assert archive.put(RAW, "a", "here", 1) is Change.NEW
    assert archive.put(replace(RAW, fetched_at=TUESDAY), "a", "here", 2) is Change.SAME
    assert archive.sequence() == 1
    (item,) = archive.live()
    assert (item.id, item.raw.text, item.first_seen) == ("a", RAW.text, "2024-01-01T00:00:00+00:00")


def test_a_revision_keeps_the_old_content_and_the_first_day(archive: Archive, tmp_path: Path) -> None:
    archive.put(RAW, "a", "here", 1)
    assert archive.put(replace(RAW, text="نص جديد", fetched_at=TUESDAY), "a", "here", 2) is Change.REVISED
    (item,) = archive.live()
    assert item.raw.text == "نص جديد"
    assert item.first_seen == "2024-01-01T00:00:00+00:00"
    with sqlite3.connect(tmp_path / "archive.sqlite") as db:
        ((content,),) = db.execute("SELECT content FROM revisions").fetchall()
    assert "نص الخبر" in content


def test_what_is_withdrawn_leaves_the_index_and_can_come_back(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    assert missing_at(archive.file, "here", 2, ()) == [("a", "file:a")]
    archive.withdraw(["a"], TUESDAY)
    assert archive.count() == 0
    assert archive.withdrawn_since(1) == ["a"]
    assert archive.put(RAW, "a", "here", 3) is Change.RESTORED
    assert [item.id for item in archive.live(since=2)] == ["a"]


def test_an_item_keeps_the_number_by_which_it_came_in(archive: Archive) -> None:
    for anchor in "ab":
        archive.put(replace(RAW, anchor=anchor), anchor, "here", 1)
    archive.put(replace(RAW, anchor="a", text="نص مصحَّح"), "a", "here", 2)
    archive.withdraw(["b"], TUESDAY)
    archive.put(replace(RAW, anchor="b"), "b", "here", 3)
    archive.set_zone("here", "Asia/Kuwait")
    assert {item.id: item.entered for item in archive.live()} == {"a": 1, "b": 2}
    assert archive.sequence() > 2


def test_an_item_that_could_not_be_indexed_comes_in_when_it_is_tried_again(archive: Archive) -> None:
    for anchor in "ab":
        archive.put(replace(RAW, anchor=anchor), anchor, "here", 1)
        archive.set_aside(anchor, note("cannot be indexed"), MONDAY, indexed=anchor == "b")
    archive.retry()
    assert {item.id: item.entered for item in archive.live()} == {"a": 3, "b": 2}


def test_an_archive_of_version_2_gives_each_item_its_last_number(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with closing(Archive(path)) as archive:
        for number, text in enumerate(["نص أول", "نص ثان"]):
            archive.put(replace(RAW, text=text), "a", "here", number)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE items DROP COLUMN entered")
        database.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
    with closing(Archive(path)) as archive:
        assert [item.entered for item in archive.live()] == [2]


def test_an_item_that_leaves_its_feed_is_not_unseen(archive: Archive) -> None:
    archive.put(replace(RAW, window=True), "a", "here", 1)
    assert missing_at(archive.file, "here", 2, ()) == []


def test_a_transaction_that_fails_leaves_nothing(archive: Archive) -> None:
    with pytest.raises(RuntimeError), archive.transaction():
        archive.put(RAW, "a", "here", 1)
        raise RuntimeError
    assert archive.count() == 0


def test_a_rejection_keeps_the_day_that_it_was_first_met(archive: Archive) -> None:
    archive.record_rejected("here", [Rejected("x", "", EMPTY), Rejected("y", "", EMPTY)], MONDAY)
    archive.record_rejected("here", [Rejected("x", "", EMPTY)], TUESDAY)
    (left,) = archive.rejected()
    assert (left.item.where, left.since) == ("x", "2024-01-01T00:00:00+00:00")


def test_unresolved_names_count_live_items_only(archive: Archive) -> None:
    for id in "abc":
        archive.put(replace(RAW, anchor=id), id, "here", 1)
        archive.record_unresolved(id, ["وزارة العدل"])
    archive.withdraw(["c"], TUESDAY)
    assert archive.unresolved(limit=5) == [("وزارة العدل", 2)]


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"not a database at all, " * 100)
    with pytest.raises(ArchiveError, match=r"archive\.sqlite.*backup"):
        Archive(path)


def test_an_archive_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Archive(tmp_path / "a").close()
    with sqlite3.connect(tmp_path / "a") as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(ArchiveError, match="newer"):
        Archive(tmp_path / "a")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(alphabet="xyzء", max_size=2)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_each_item_shows_its_last_content_and_sequences_grow(puts: list[tuple[str, str]]) -> None:
    archive = Archive(Path(":memory:"))
    try:
        before = 0
        for run, (id, text) in enumerate(puts, 1):
            changed = archive.put(replace(RAW, text=text, anchor=id), id, "here", run) is not Change.SAME
            assert archive.sequence() == before + changed
            before += changed
        assert {item.id: item.raw.text for item in archive.live()} == dict(puts)
    finally:
        archive.close()


def test_the_hash_covers_every_field_that_makes_a_revision() -> None:
    fields = ("title", "text", "url", "published", "source", "language", "parent")
    hashes = {hash_content(replace(RAW, **{name: "other"})) for name in fields}
    assert len(hashes | {hash_content(RAW)}) == len(fields) + 1


def test_an_archive_can_be_opened_and_read_while_a_run_writes(archive: Archive, tmp_path: Path) -> None:
    with archive.transaction():
        archive.put(RAW, "a", "here", 1)
        reader = Archive(tmp_path / "archive.sqlite")
        assert (reader.count(), reader.name) == (0, archive.name)
        reader.close()
    assert archive.count() == 1


def test_an_item_that_is_as_it_was_is_met_once_in_a_run(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    assert not archive.meet(RAW, "a", "here", 1)
    assert archive.meet(RAW, "a", "here", 2)
    assert not archive.meet(RAW, "a", "here", 2)
    assert missing_at(archive.file, "here", 2, ()) == []
    assert archive.sequence() == 1


@pytest.mark.parametrize(
    ("raw", "location"),
    [
        (replace(RAW, text="نص آخر"), "here"),
        (replace(RAW, uri="file:b"), "here"),
        (replace(RAW, anchor="1"), "here"),
        (RAW, "there"),
    ],
)
def test_an_item_that_changed_or_moved_is_not_met(archive: Archive, raw: RawArticle, location: str) -> None:
    archive.put(RAW, "a", "here", 1)
    assert not archive.meet(raw, "a", location, 2)


def test_a_withdrawn_item_is_not_met(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.withdraw(["a"], TUESDAY)
    assert not archive.meet(RAW, "a", "here", 2)


@given(st.text())
def test_the_hash_is_that_of_the_json(text: str) -> None:
    raw = replace(RAW, text=text, published=text)
    content = json.dumps([getattr(raw, name) for name in CONTENT], ensure_ascii=False)
    assert hash_content(raw) == hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def test_the_indexes_of_an_older_archive_are_replaced(archive: Archive, tmp_path: Path) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.file.execute("DROP INDEX items_by_reading")
    archive.file.execute("CREATE INDEX items_by_uri ON items (uri, location, run)")
    archive.close()
    again = Archive(tmp_path / "archive.sqlite")
    names = {row["name"] for row in again.file.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    again.close()
    assert "items_by_reading" in names
    assert "items_by_uri" not in names


def test_the_zone_of_a_source_goes_with_its_items(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.put(replace(RAW, uri="file:b"), "b", "there", 1)
    archive.set_zone("here", "Asia/Kuwait")
    assert {item.id: item.raw.zone for item in archive.live()} == {"a": "Asia/Kuwait", "b": ""}


def test_a_changed_zone_prepares_the_items_of_its_source_again(archive: Archive) -> None:
    archive.put(RAW, "a", "here", 1)
    archive.put(replace(RAW, uri="file:b"), "b", "there", 1)
    for zone, changed in (("", []), ("Asia/Kuwait", ["a"]), ("Asia/Kuwait", []), ("Asia/Dubai", ["a"]), ("", ["a"])):
        before = archive.sequence()
        archive.set_zone("here", zone)
        assert [item.id for item in archive.live(before)] == changed, zone
    assert archive.file.execute("SELECT count(*) FROM revisions").fetchone()[0] == 0
