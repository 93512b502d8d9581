"""Fixtures for tests that run whole commands."""

from pathlib import Path

import pytest

from tests.indexer.running import Commands, write_export


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "data", capsys)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export.jsonl")
