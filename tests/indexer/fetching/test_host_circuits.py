"""Politeness to hosts: the pauses that a run waits out, and how long a broken host is left alone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.archive.archive_file import ArchiveFile
from indexer.fetching.clock import Clock
from indexer.fetching.errors import HostClosed, HostFault, NotYet
from indexer.fetching.hosts import Hosts
from indexer.fetching.log import FetchLog
from indexer.fetching.url import read_url
from indexer.model.notes import note
from tests.indexer.desk import FakeTime

NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
URL = read_url("https://news.example.org/rss")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[FetchLog]:
    with closing(ArchiveFile(tmp_path / "archive.sqlite")) as file:
        yield FetchLog(file)


@pytest.mark.parametrize(("delay", "waits"), [(60.0, True), (61.0, False)])
def test_a_run_waits_out_a_pause_of_a_minute_at_most(log: FetchLog, delay: float, waits: bool) -> None:
    time = FakeTime()
    hosts = Hosts(log, Clock(NOW, time.monotonic, time.sleep))
    hosts.wait(URL, delay)
    if waits:
        hosts.wait(URL, delay)
    else:
        with pytest.raises(NotYet, match="61 seconds"):
            hosts.wait(URL, delay)
    assert time.slept == ([delay] if waits else [])


@pytest.mark.parametrize(
    ("failures", "minutes"), [(3, 10), (4, 20), (7, 160), (10, 1280), (11, 1440), (60, 1440)], ids=str
)
def test_a_broken_host_is_left_alone_twice_as_long_each_time_up_to_a_day(
    log: FetchLog, failures: int, minutes: int
) -> None:
    for _ in range(failures):
        Hosts(log, Clock(NOW)).failed(URL, HostFault(note("broke off")))
    last = NOW + timedelta(minutes=minutes)
    with pytest.raises(HostClosed):
        Hosts(log, Clock(last - timedelta(seconds=30))).wait(URL, 0.0)
    Hosts(log, Clock(last + timedelta(seconds=30))).wait(URL, 0.0)
