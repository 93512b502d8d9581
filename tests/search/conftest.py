"""Fixtures of the search tests."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, write_generation

from indexer.model.article import Article
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService

Publish = Callable[[Iterable[Article]], None]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes articles as the next generation of `tmp_path / "data"` and serves it."""

    def publish_articles(articles: Iterable[Article]) -> None:
        write_generation(tmp_path / "data", tuple(articles))

    return publish_articles


@pytest.fixture(scope="session")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that serves STORIES; read only."""
    data = tmp_path_factory.mktemp("stories") / "data"
    write_generation(data, STORIES)
    return data


@pytest.fixture(scope="session")
def service(stories: Path) -> Iterator[SearchService]:
    """Searches STORIES."""
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=stories))
    yield service
    service.close()
