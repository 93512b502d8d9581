"""Fixtures for all tests."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from indexer.__main__ import main
from indexer.dates.address_days import find_address_day
from indexer.dates.date_expressions import find_dates
from indexer.model.errors import Exit
from indexer.model.settings import seeds_directory
from tests.dealing import dealt
from tests.read_once import read_once
from tests.small_seeds import write_small_seeds

pytest_plugins = ["tests.opensearch.plugin"]

settings.register_profile("mithaq", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mithaq")

#: The marks of tests that take long.
SLOW = ("oracle", "reliability")
#: Fixtures that take seconds to make. One process of tests has those that read them.
DEAR = {"sample", "judged_sample"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, in each of the processes that share the tests; then those that share what is dear."""
    items.sort(key=lambda item: DEAR.isdisjoint(getattr(item, "fixturenames", ())))
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    items[:] = dealt(items, lambda item: any(item.get_closest_marker(mark) for mark in SLOW), processes)


@pytest.fixture(autouse=True, scope="session")
def _temporary_files_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stock Whoosh keeps what it gathers in memory in a folder of one name for all processes, and removes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _tables_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_disks() -> Iterator[None]:
    """The tests write thousands of small files, and only a power cut would tell whether they reached the disk. In place
    of the wait stands a call to write, so that runs that die or find no room still do so there."""
    connect, nowhere = sqlite3.connect, os.open(os.devnull, os.O_WRONLY)

    def connected(*arguments: Any, **names: Any) -> sqlite3.Connection:
        database = connect(*arguments, **names)
        database.execute("PRAGMA synchronous = OFF")
        return database

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: os.write(nowhere, b""))
        patch.setattr(sqlite3, "connect", connected)
        yield
    os.close(nowhere)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the sample collection, built with the shipped tables; read only."""
    data = tmp_path_factory.mktemp("sample") / "data"
    source = seeds_directory() / "articles"
    assert main(["reindex", "--source", str(source), "--data", str(data), "--quiet"]) == Exit.DONE
    return data


@pytest.fixture(scope="session")
def small_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small tables, for `MITHAQ_SEEDS`; read only. Patterns of dates are compiled here, so that the processes that the
    runs fork inherit them: each would take a third of a second for them."""
    find_dates("10 May 2020")
    find_address_day("https://news.example/2020/05/10/a")
    return write_small_seeds(tmp_path_factory.mktemp("small") / "seeds")
