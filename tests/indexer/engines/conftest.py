"""What the contract of engines is held to: each engine, and its index of three articles."""

from pathlib import Path

import pytest

from indexer.engines.port.port import Engine
from tests.indexer.engines.contract import COLLECTION
from tests.indexer.engines.subjects import SUBJECTS, subject_of


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> Engine:
    return subject_of(request.param, request)


@pytest.fixture
def built(subject: Engine, tmp_path: Path) -> Path:
    directory = tmp_path / "built"
    directory.mkdir()
    assert subject.write(directory, COLLECTION) == len(COLLECTION)
    return directory
