"""What could not be read: kept as notes, and brought over from an archive of version 0.1.0, which kept sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.archive.archive import Archive
from indexer.model.article import Rejected
from indexer.model.notes import Location, as_it_is, note
from indexer.model.translation import Words

MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
TUESDAY = datetime(2024, 1, 2, tzinfo=UTC)
OLD_TABLE = """
DROP TABLE rejected;
CREATE TABLE rejected (
    location TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (location, place, reason)
);
ALTER TABLE items DROP COLUMN entered;
UPDATE meta SET value = '1' WHERE key = 'version';
"""
OLD = [
    ("/news", "/news/a.jsonl:3", "is empty"),
    ("/news", "/news/big.txt", "is larger than 1000 bytes"),
    ("/news", "/news/a b.html#part/2", "its id x:y was already read in this run, at /news/c.html#1"),
    ("/news", "/news/odd.txt", "is a riddle that nobody wrote"),
    ("https://x.org/rss", "https://x.org/rss#entry-1", "is an entry with neither title nor text"),
]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "archive.sqlite"
    Archive(path).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(OLD_TABLE)
        rows = [(*row, "2023-01-01T00:00:00+00:00") for row in OLD]
        database.executemany("INSERT INTO rejected VALUES (?, ?, ?, ?)", rows)
    with closing(Archive(path)) as archive:
        yield archive


def test_what_was_rejected_is_what_it_was(old: Archive) -> None:
    found = old.rejected()
    assert {(one.location, one.item.where, str(one.item.reason)) for one in found} == set(OLD)
    assert {one.since for one in found} == {"2023-01-01T00:00:00+00:00"}


def test_files_and_their_parts_are_told_apart(old: Archive) -> None:
    assert [(one.uri, one.part) for one in old.rejected_at("/news")] == [
        ("file:///news/a%20b.html", "#part/2"),
        ("file:///news/a.jsonl", ":3"),
        ("file:///news/big.txt", ""),
        ("file:///news/odd.txt", ""),
    ]
    assert [(one.uri, one.part) for one in old.rejected_at("https://x.org/rss")] == [("https://x.org/rss", "#entry-1")]


def test_a_sentence_becomes_the_note_that_it_was_made_of(old: Archive) -> None:
    reasons = {one.item.where: one.item.reason for one in old.rejected()}
    assert reasons["/news/big.txt"] == note("is larger than %(number)s bytes", number="1000")
    assert reasons["/news/odd.txt"] == as_it_is("is a riddle that nobody wrote")
    assert Words("ar").note(reasons["/news/a.jsonl:3"]) == "ملف فارغ"
    seen = Words("ar").note(reasons["/news/a b.html#part/2"])
    assert seen == "معرّفه x:y قُرئ في هذا التشغيل من قبل، في /news/c.html#1"


def test_a_reason_that_stays_keeps_its_day_across_the_versions(old: Archive) -> None:
    old.record_rejected(
        "/news", [Rejected("file:///news/big.txt", "", note("is larger than %(number)s bytes", number=1000))], TUESDAY
    )
    (left,) = old.rejected("/news")
    assert left.since == "2023-01-01T00:00:00+00:00"


def test_an_archive_is_brought_over_once(old: Archive) -> None:
    assert old.file.meta("version") == "3"
    with closing(Archive(old.path)) as again:
        assert len(again.rejected()) == len(OLD)


def test_a_note_is_kept_whole(tmp_path: Path) -> None:
    reason = note("its id %(id)s was already read in this run, at %(place)s", id="1", place=Location("/news/a#2"))
    item = Rejected("file:///news/%D8%AE%D8%A8%D8%B1.html", "#3", reason)
    with closing(Archive(tmp_path / "archive.sqlite")) as archive:
        archive.record_rejected("/news", [item], MONDAY)
        assert archive.rejected_at("/news") == [item]
        assert archive.rejected_at("/news")[0].where == "/news/خبر.html#3"
