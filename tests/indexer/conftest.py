"""Fixtures for tests that run whole commands, or sources over a site on loopback."""

from pathlib import Path

import pytest

from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.settings import seeds_directory
from tests.indexer.desk import desk, make_desk, site
from tests.indexer.running import Commands, write_export

__all__ = ["desk", "make_desk", "site"]


@pytest.fixture(scope="session")
def gazetteers() -> Gazetteers:
    return Gazetteers.load(seeds_directory() / "gazetteers")


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "data", capsys)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export.jsonl")
