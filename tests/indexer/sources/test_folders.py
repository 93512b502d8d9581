"""Folders and locations: order, what is passed over, what cannot be entered, and names that stay."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.model.article import RawArticle, Rejected
from indexer.model.errors import SourceError
from indexer.sources import folder
from indexer.sources.location import read
from tests.indexer.running import said

PASSED_OVER = [".hidden.txt", "a.txt~", "a.txt.bak", "#a.txt#", ".a.txt.swp", "a.tmp", ".git/a.txt"]


def write(path: Path, text: str = "words") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_files_come_in_the_order_of_their_names_at_every_level(read_all, tmp_path):
    for name in ["b.txt", "a/z.txt", "a/b/c.txt", "c/a.txt", "B.txt"]:
        write(tmp_path / name, name)
    assert [item.text for item in read_all(tmp_path)] == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c/a.txt"]


@pytest.mark.parametrize("name", PASSED_OVER)
def test_hidden_files_and_what_editors_leave_are_passed_over(read_all, tmp_path, name):
    write(tmp_path / name)
    write(tmp_path / "kept.txt", "kept")
    assert [item.text for item in read_all(tmp_path)] == ["kept"]


def test_an_uri_is_the_same_from_every_working_directory_and_through_a_link(read_all, tmp_path, monkeypatch):
    write(tmp_path / "news" / "خبر.txt")
    (tmp_path / "link").symlink_to(tmp_path / "news")
    monkeypatch.chdir(tmp_path)
    there = [item.uri for item in read_all("news")]
    monkeypatch.chdir(tmp_path / "news")
    here = [item.uri for item in read_all(".")]
    assert there == here == [item.uri for item in read_all(tmp_path / "link")]
    assert there == [(tmp_path.resolve() / "news" / "خبر.txt").as_uri()]


def test_the_clock_is_the_one_that_was_passed(tmp_path):
    write(tmp_path / "a.txt")
    now = datetime(2001, 2, 3, tzinfo=UTC)
    [article] = read(tmp_path, max_bytes=100, now=now)
    assert article.fetched_at == now


def test_a_link_to_a_folder_above_is_not_followed_for_ever(read_all, tmp_path):
    write(tmp_path / "a" / "a.txt", "once")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert [item.text for item in read_all(tmp_path)] == ["once"]


def test_a_dangling_link_and_a_pipe_are_rejected_and_the_rest_is_read(read_all, tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "b.txt")
    write(tmp_path / "c.txt", "kept")
    dangling, pipe, kept = read_all(tmp_path)
    assert said(dangling) == (str(tmp_path / "a.txt"), "cannot be read: No such file or directory")
    assert said(pipe) == (str(tmp_path / "b.txt"), "is not a regular file")
    assert kept.text == "kept"


def test_a_folder_without_permission_is_rejected_and_the_rest_is_read(read_all, tmp_path, monkeypatch):
    write(tmp_path / "closed" / "a.txt")
    write(tmp_path / "open.txt", "kept")
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(folder.os, "scandir", refuse)
    assert said(read_all(tmp_path)[0]) == (str(tmp_path / "closed"), "cannot be read: Permission denied")
    assert read_all(tmp_path)[1].text == "kept"


def test_a_file_without_permission_is_rejected_and_the_rest_is_read(read_all, tmp_path, monkeypatch):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "kept")
    open_path = Path.open

    def refuse(path, *args, **options):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return open_path(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    rejected, kept = read_all(tmp_path)
    assert said(rejected) == (str(tmp_path / "a.txt"), "cannot be read: Permission denied")
    assert kept.text == "kept"


def test_a_name_that_is_not_utf_8_can_be_written_down(read_all, tmp_path):
    (tmp_path / os.fsdecode(b"\xe3\xf6.txt")).write_text("words")
    (tmp_path / os.fsdecode(b"\xe4.txt")).write_bytes(b"")
    article, rejected = read_all(tmp_path)
    assert article.uri.encode()
    assert rejected.where.encode().endswith("\ufffd.txt".encode())


MISSING = [
    ("missing", "nowhere", "No such file"),
    ("over the network", "ftp://example.org/feed", "only files, folders and http or https addresses"),
    ("a name with a NUL", "a\0b", "cannot be read"),
    ("a pipe", "pipe", "neither a file nor a folder"),
]


@pytest.mark.parametrize(("name", "reason"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING])
def test_a_location_that_cannot_be_read_is_an_error_at_once(tmp_path, monkeypatch, name, reason):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with pytest.raises(SourceError, match=reason):
        read(name, max_bytes=100, now=datetime.now(UTC))


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_location_without_permission_is_an_error_at_once(tmp_path, monkeypatch, kind):
    write(tmp_path / "a.txt")

    def refuse(*args, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder.os, "scandir", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError, match="Permission denied"):
        read(tmp_path if kind == "folder" else tmp_path / "a.txt", max_bytes=100, now=datetime.now(UTC))


def test_an_empty_folder_has_nothing(read_all, tmp_path):
    assert read_all(tmp_path) == []


def test_one_bad_file_of_each_kind_stops_nothing(read_all, tmp_path):
    for name in ["a.txt", "b.html", "c.json", "d.jsonl", "e.rss", "f.jsonl.gz"]:
        (tmp_path / name).write_bytes(b"\xff\x00\x01")
    write(tmp_path / "z.txt", "kept")
    items = read_all(tmp_path)
    assert [type(item) for item in items] == [Rejected] * 6 + [RawArticle]
    assert [Path(item.where.partition(":")[0]).name for item in items[:6]] == [
        "a.txt", "b.html", "c.json", "d.jsonl", "e.rss", "f.jsonl.gz",
    ]  # fmt: skip
