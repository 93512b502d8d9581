"""What the tests of extraction share: the shipped gazetteers, one extractor, and a short way to make a raw article."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from indexer.extract.extractor import Extractor
from indexer.extract.names.names import NameIndex
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article, RawArticle

FETCHED = datetime(2020, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def extractor(gazetteers: Gazetteers) -> Extractor:
    return Extractor(gazetteers)


@pytest.fixture(scope="session")
def name_index(gazetteers: Gazetteers) -> NameIndex:
    return NameIndex(gazetteers)


@pytest.fixture(scope="session")
def extract(extractor: Extractor) -> Callable[..., Article]:
    def extracted(text: str, title: str = "", **values: Any) -> Article:
        given = {"uri": "https://news.example/1", "fetched_at": FETCHED} | values
        return extractor.extract(RawArticle(text=text, title=title, **given))

    return extracted
