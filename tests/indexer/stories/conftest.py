"""Fixtures of the tests of stories."""

from collections.abc import Iterator

import pytest

from tests.indexer.stories.shelf import Shelf


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.close()
