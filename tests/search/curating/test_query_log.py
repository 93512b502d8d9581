"""The log of queries: what a line holds, and that no process, disk or neighbour breaks the file."""

import errno
import fcntl
import json
import multiprocessing
import os
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from indexer.model.errors import MithaqError, SettingsError
from indexer.model.settings import Settings
from search.curating import query_log as module
from search.curating.logged import LoggedQuery, read_line
from search.curating.query_log import KEPT, ForeignFileError, QueryLog, query_log

TODAY = date(2024, 5, 20)
SHIPS = LoggedQuery(TODAY, 'grain "ships"\n', "en", 0, True, ("ships",), ("word:grain",))
BREAD = LoggedQuery(TODAY, "ثمن الخبز", "ar", 12)


def asked(day: date, query: str = "bread") -> LoggedQuery:
    return LoggedQuery(day, query, "en", 1)


def queries(path: Path) -> list[str]:
    found, damaged = QueryLog(path).read(date.min)
    assert damaged == []
    return [line.query for line in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "queries.jsonl"


def test_a_line_comes_back_as_it_was_written(path: Path) -> None:
    log = QueryLog(path)
    log.write(SHIPS)
    log.write(BREAD)
    assert log.read(TODAY) == ([SHIPS, BREAD], [])
    assert "الخبز" in path.read_text("utf-8")


def test_a_line_holds_the_day_and_nothing_of_who_asked(path: Path) -> None:
    QueryLog(path).write(SHIPS)
    kept = json.loads(path.read_text("utf-8"))
    assert set(kept) == {"day", "query", "ui", "total", "filtered", "untranslated", "removed"}
    assert kept["day"] == "2024-05-20"


def test_only_the_owner_reads_what_visitors_typed(path: Path) -> None:
    QueryLog(path).write(SHIPS)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_is_short_whatever_was_typed() -> None:
    words = tuple("و" * 900 for _ in range(99))
    line = LoggedQuery(TODAY, "\x00\U0001f54a" * 900, "ar", 1, False, words, words).as_line()
    assert len(line) < 8192
    read = read_line(line)
    assert read is not None
    assert (len(read.query), len(read.untranslated), len(read.removed)) == (500, 16, 16)


def test_half_a_character_is_written_too() -> None:
    read = read_line(LoggedQuery(TODAY, "a\ud800b", "en", 1).as_line())
    assert read is not None
    assert read.query == "a?b"


@pytest.mark.parametrize(
    "damage",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"day":"2024-05-20"}',
        SHIPS.as_line().replace(b"2024-05-20", b"2024-05-32"),
        SHIPS.as_line().replace(b'"total":0', b'"total":true'),
        SHIPS.as_line().replace(b'"total":0', b'"total":"0"'),
        SHIPS.as_line().replace(b'["ships"]', b'"ships"'),
        SHIPS.as_line().replace(b'["ships"]', b"[1]"),
        SHIPS.as_line()[:40],
        b"[" * 9999,
    ],
)
def test_a_damaged_line_is_named_and_the_others_are_used(path: Path, damage: bytes) -> None:
    path.write_bytes(SHIPS.as_line() + b"\n" + damage.strip() + b"\n" + BREAD.as_line())
    found, damaged = QueryLog(path).read(TODAY)
    assert found == [SHIPS, BREAD]
    assert [str(one) for one in damaged] == [f"{path}:3: is damaged"]


def test_a_line_behind_one_that_was_cut_short_stands_alone(path: Path) -> None:
    path.write_bytes(SHIPS.as_line() + SHIPS.as_line()[:30])
    QueryLog(path).write(BREAD)
    found, damaged = QueryLog(path).read(TODAY)
    assert (found, len(damaged)) == ([SHIPS, BREAD], 1)


def test_lines_are_kept_for_ninety_days(path: Path) -> None:
    log = QueryLog(path)
    for age in (91, 90, 89, 1):
        log.write(asked(TODAY - timedelta(days=age), f"asked {age} days ago"))
    log.write(asked(TODAY, "asked today"))
    assert queries(path) == ["asked 90 days ago", "asked 89 days ago", "asked 1 days ago", "asked today"]


def test_the_next_day_drops_the_next_lines_once(path: Path) -> None:
    log = QueryLog(path)
    log.write(asked(TODAY, "قديم"))
    for days in range(KEPT.days + 2):
        log.write(asked(TODAY + timedelta(days=days), f"day {days}"))
    assert queries(path)[0] == "day 1"


def test_all_lines_may_be_too_old(path: Path) -> None:
    path.write_bytes(SHIPS.as_line() + BREAD.as_line())
    QueryLog(path).prune(TODAY + KEPT + timedelta(days=1))
    assert path.read_bytes() == b""


def test_what_is_damaged_goes_with_the_old_lines_around_it(path: Path) -> None:
    young = asked(TODAY + KEPT)
    path.write_bytes(b"damaged\n" + SHIPS.as_line() + b"damaged too\n" + young.as_line() + b"young\n")
    QueryLog(path).prune(TODAY + KEPT + timedelta(days=1))
    assert path.read_bytes() == young.as_line() + b"young\n"


def test_damaged_lines_before_young_ones_stay(path: Path) -> None:
    path.write_bytes(b"damaged\n" + SHIPS.as_line())
    QueryLog(path).prune(TODAY)
    assert path.read_bytes() == b"damaged\n" + SHIPS.as_line()


def test_dropping_keeps_the_mode_and_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "queries"
    real.parent.mkdir()
    real.write_bytes(SHIPS.as_line() + asked(TODAY + KEPT).as_line())
    real.chmod(0o640)
    path.symlink_to(real)
    QueryLog(path).prune(TODAY + KEPT + timedelta(days=1))
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert queries(real) == ["bread"]


def test_nothing_is_dropped_of_a_file_that_is_not_there(path: Path) -> None:
    QueryLog(path).prune(TODAY)
    assert not path.exists()


def test_a_file_of_something_else_is_left_alone(path: Path) -> None:
    path.write_text("id\tar\ten\n")
    log = QueryLog(path)
    for _ in range(2):
        with pytest.raises(ForeignFileError):
            log.write(SHIPS)
    assert path.read_text() == "id\tar\ten\n"


def test_a_rotated_log_begins_anew(path: Path) -> None:
    log = QueryLog(path)
    log.write(SHIPS)
    path.rename(path.with_suffix(".1"))
    log.write(BREAD)
    assert queries(path) == [BREAD.query]


def test_a_log_that_another_process_replaces_meanwhile_loses_no_line(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the opening and the lock, another process drops old lines."""
    log, other = QueryLog(path), QueryLog(path)
    log.write(asked(TODAY - KEPT, "old"))
    log.write(asked(TODAY, "young"))
    lock, done = fcntl.flock, iter([False])

    def flock(descriptor: int, operation: int) -> None:
        if not next(done, True):
            other.prune(TODAY + timedelta(days=1))
        lock(descriptor, operation)

    monkeypatch.setattr(module.fcntl, "flock", flock)
    log.write(asked(TODAY, "youngest"))
    assert queries(path) == ["young", "youngest"]


def test_a_page_waits_for_a_lock_only_shortly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "sleep", lambda _: None)
    ticks = count()
    log = QueryLog(path, clock=lambda: next(ticks) / 100)
    log.write(SHIPS)
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError, match="another process"):
            log.write(BREAD)
        assert next(ticks) < 20
    log.write(BREAD)
    assert queries(path) == [SHIPS.query, BREAD.query]


def test_what_a_full_disk_cut_short_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = QueryLog(path)
    log.write(SHIPS)
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(module.os, "write", lambda descriptor, line: write(descriptor, line[:20]))
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            log.write(BREAD)
    log.write(BREAD)
    assert log.read(TODAY) == ([SHIPS, BREAD], [])


def test_the_log_does_not_grow_without_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = QueryLog(path)
    monkeypatch.setattr(module, "MOST_BYTES", len(SHIPS.as_line()))
    log.write(SHIPS)
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        log.write(SHIPS)


def test_a_folder_that_takes_no_new_file_is_told_of_and_the_line_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = QueryLog(path)
    log.write(SHIPS)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(QueryLog, "_replace", refuse)
    late = asked(TODAY + KEPT + timedelta(days=1), "late")
    with pytest.raises(PermissionError):
        log.write(late)
    log.write(late)
    assert queries(path) == [SHIPS.query, "late", "late"]


@pytest.mark.parametrize("kind", ["folder", "pipe", "no folder"])
def test_what_is_no_file_raises_and_never_waits(path: Path, kind: str) -> None:
    log = QueryLog(path / "queries") if kind == "no folder" else QueryLog(path)
    if kind == "pipe":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    with pytest.raises(OSError, match=r"."):
        log.write(SHIPS)


def test_a_log_that_cannot_be_read_is_an_error_of_one_line(path: Path) -> None:
    with pytest.raises(MithaqError, match="cannot be read: No such file"):
        QueryLog(path).read(TODAY)


def _write(path: Path, name: str, lines: int) -> None:
    log = QueryLog(path, clock=lambda: 0.0)  # time stands still: none gives up waiting
    for number in range(lines):
        log.write(asked(TODAY + timedelta(days=number // 10), f"{name} {number} كلمة"))


def test_several_processes_write_at_once_and_no_line_is_lost(path: Path) -> None:
    """Each begins a new day after ten lines, so that old lines are dropped meanwhile too."""
    path.write_bytes(b"".join(asked(TODAY - KEPT + timedelta(days=day), "old").as_line() for day in range(5)))
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(path, f"process {number}", 40)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * 4
    found = queries(path)
    assert sorted(one for one in found if one != "old") == sorted(
        f"process {number} {line} كلمة" for number in range(4) for line in range(40)
    )
    assert found.count("old") == 2


def test_the_log_lies_apart_from_the_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with pytest.raises(SettingsError, match="MITHAQ_QUERY_LOG"):
        query_log(Settings(data=data, query_log=str(data / "sub" / ".." / "queries")))
    assert query_log(Settings(data=data)) is None
    log = query_log(Settings(data=data, query_log=str(tmp_path / "queries")))
    assert log is not None
    assert log.path == tmp_path / "queries"
