"""What every test of the readers needs: a clock, and a way to read one file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.model.article import RawArticle, Rejected
from indexer.sources.location import read

NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)
Items = list[RawArticle | Rejected]


@pytest.fixture
def read_all() -> Callable[..., Items]:
    """Everything that a location yields; files here are small, so the limit is 100 kB unless a test says otherwise."""

    def run(location: Path | str, max_bytes: int = 100_000) -> Items:
        return list(read(location, max_bytes=max_bytes, now=NOW))

    return run


@pytest.fixture
def read_bytes(tmp_path: Path, read_all: Callable[..., Items]) -> Callable[..., Items]:
    """Everything that a file of this name with these bytes yields."""

    def run(name: str, data: bytes | str, max_bytes: int = 100_000) -> Items:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_all(path, max_bytes)

    return run
