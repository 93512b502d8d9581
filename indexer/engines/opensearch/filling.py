"""Documents on their way into an index that is being filled, in batches.

In: analysed articles and ids to delete. Out: documents on the cluster, and what they count for. Never here: an index
that is served, or two documents of one id.
"""

from collections.abc import Iterable

from indexer.engines.opensearch.cluster import Cluster
from indexer.engines.opensearch.coding import document_name
from indexer.engines.opensearch.mapping import FORWARD
from indexer.engines.opensearch.packing import pack, stored_forward
from indexer.engines.opensearch.vocabulary import Counting
from indexer.engines.port.port import AnalysedArticle

#: A request carries at most so many documents, or so many letters of their fields.
DOCUMENTS, LETTERS = 400, 8_000_000


class Filling:
    """Fills one index. `may_replace` says that documents may be there already, which then count no more."""

    def __init__(self, cluster: Cluster, index: str, counting: Counting, *, may_replace: bool) -> None:
        self._cluster = cluster
        self._index = index
        self._counting = counting
        self._may_replace = may_replace
        self._waiting: dict[str, AnalysedArticle] = {}
        self._letters = 0

    def delete(self, ids: Iterable[str]) -> None:
        """Delete those of the articles that are there."""
        names = [document_name(id) for id in ids]
        for start in range(0, len(names), DOCUMENTS):
            there = self._forget(names[start : start + DOCUMENTS])
            if there:
                self._cluster.write(self._index, dict.fromkeys(there))

    def add(self, analysed: AnalysedArticle) -> None:
        """Add or replace an article."""
        self._waiting[document_name(analysed.article.id)] = analysed
        self._letters += len(analysed.article.text)
        if len(self._waiting) >= DOCUMENTS or self._letters >= LETTERS:
            self.send()

    def send(self) -> None:
        """Send what waits."""
        if not self._waiting:
            return
        packed = {name: pack(analysed) for name, analysed in self._waiting.items()}
        if self._may_replace:
            self._forget(list(packed))
        self._cluster.write(self._index, {name: document for name, (document, _) in packed.items()})
        for _, forward in packed.values():
            self._counting.add(forward)
        self._waiting, self._letters = {}, 0

    def _forget(self, names: list[str]) -> list[str]:
        """Count those of the documents that are there no more; gives their names."""
        found = self._cluster.documents(self._index, names, [FORWARD])
        for document in found.values():
            self._counting.drop(stored_forward(document[FORWARD]))
        return list(found)
