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
def commands(
    tmp_path: Path, small_seeds: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Commands:
    """The commands over small tables."""
    monkeypatch.setenv("MITHAQ_SEEDS", str(small_seeds))
    return Commands(tmp_path / "data", capsys)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export.jsonl")


@pytest.fixture
def shipped_tables(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands over the tables that the project ships, for tests of what these have."""
    monkeypatch.delenv("MITHAQ_SEEDS")
