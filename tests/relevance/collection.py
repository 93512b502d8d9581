"""The sample collection, indexed and searched with the project's own code.

In: an empty directory. Out: names of the articles found for a query. Never here: a judgement, or the network.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from indexer.model.settings import Settings, seeds_directory
from indexer.runs.reindex import Options, reindex
from indexer.runs.source_list import read_sources
from search.model.results import Parameters
from search.service import SearchService
from tests.relevance.judged import Place, judgements, places
from tests.relevance.measures import DEPTH

NOW = datetime(2022, 1, 1, tzinfo=UTC)
EVERYTHING = 1000


class Collection:
    """An index of the sample collection; `near` maps every judged name to the ids of the articles that have it."""

    def __init__(self, data: Path) -> None:
        seeds = seeds_directory()
        settings = Settings(data=data, seeds=seeds, sources=seeds / "sources.toml")
        reindex(settings, read_sources(settings.sources), Options(now=NOW), lambda *_: None)
        self._service = SearchService(settings)
        self.ids = self._named(places())
        self._names = {ids[0]: name for name, ids in self.ids.items() if ids}

    def _named(self, table: dict[str, Place]) -> dict[str, list[str]]:
        named: dict[str, list[str]] = defaultdict(list, {name: [] for name in table})
        for hit in self._service.search(Parameters(limit=EVERYTHING)).hits:
            page = self._service.article(hit.id, Parameters())
            assert page is not None
            article = page.article
            holding = [name for name, place in table.items() if place.holds(article.uri, article.anchor)]
            for name in holding or [article.uri + "#" + article.anchor]:
                named[name].append(article.id)
        return dict(named)

    def find(self, query: str) -> list[str]:
        """Names of the articles on the first page of results, in order."""
        found = self._service.find(Parameters(q=query, limit=DEPTH))
        matches = (*found.matches, *found.others)
        return [self._names[match.id] for match in matches]

    def result(self, query: str) -> set[str]:
        """Names of all articles that the result of a query counts."""
        found = self._service.find(Parameters(q=query, limit=EVERYTHING))
        assert found.total == len(found.matches)
        return {self._names[match.id] for match in found.matches}

    def close(self) -> None:
        """Close the index."""
        self._service.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def judged_lines(data: Path) -> Iterator[str]:
    """The judged queries, each with the ids of its articles in a data directory that has the sample collection."""
    service = SearchService(Settings(data=data, seeds=seeds_directory()))
    try:
        with service.lease() as reading:
            stored = [(article.id, article.uri, article.anchor) for article in reading.stored(reading.ids())]
    finally:
        service.close()
    ids = {
        name: next((id for id, uri, anchor in stored if place.holds(uri, anchor)), None)
        for name, place in places().items()
    }
    for judgement in judgements():
        if found := [id for name in judgement.grades if (id := ids[name])]:
            yield f"{judgement.query}\t{' '.join(found)}"
