"""Names of outlets outside the gazetteer, as their articles have them.

In: ids of sources, and a snapshot. Out: published names, each remembered as long as the snapshot is served. Never here:
a name for an outlet of the gazetteer, which has its own in both languages.
"""

from indexer.engines.port.port import Request, Snapshot, Sort
from indexer.engines.port.query import Term

SOURCE = "source"


class OutletNames:
    """Safe for threads: two that look up the same outlet write the same name."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, str] = {}

    def of(self, id: str) -> str:
        """The name in the newest article of an outlet; one without articles goes by its id."""
        name = self._names.get(id)
        if name is None:
            name = self._names[id] = self._published(id)
        return name

    def _published(self, id: str) -> str:
        articles = self._snapshot.matching(Request(Term(SOURCE, id), sort=Sort.NEWEST, limit=1))
        return next((article.source.name for article in articles if article.source and article.source.name), id)
