"""A snapshot of an index on a cluster, which nobody writes to any more.

In: requests. Out: answers, stored articles, terms. Never here: a change to the index. What a search has to know of
terms comes from the vocabulary beside the address, so that a request asks the cluster for documents alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from indexer.engines.opensearch.arrived import Arrived
from indexer.engines.opensearch.cluster import Cluster, is_partial
from indexer.engines.opensearch.coding import coded_key, decoded_key, document_name
from indexer.engines.opensearch.mapping import ARTICLE, LARGEST_WINDOW, TOKENS
from indexer.engines.opensearch.packing import stored_article, unpacked
from indexer.engines.opensearch.requests import Search
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.engines.port.damage import reading
from indexer.engines.port.packed_tokens import table_of
from indexer.engines.port.port import Answer, Request
from indexer.engines.port.tokens import TokenTable
from indexer.model.article import Article
from indexer.model.errors import PartialError
from indexer.model.schema import ID

#: Documents read by one request.
TOGETHER = 500
#: Of what came with the matches of searches, so much is kept until a page asks for it.
TOKENS_KEPT, ARTICLES_KEPT, FORESEEN_KEPT = 3000, 500, 200
#: What makes the matches of a search bring their articles.
WITH_ARTICLES = {"_source": [ARTICLE], "stored_fields": ["_source"], "aggs": {}}


class OpenSearchSnapshot:
    """Asks one index; safe for threads."""

    is_remote = True

    def __init__(self, cluster: Cluster, index: str, vocabulary: Vocabulary) -> None:
        self._cluster = cluster
        self._index = index
        self._vocabulary = vocabulary
        self._tokens = Arrived(TOKENS_KEPT)
        self._articles = Arrived(ARTICLES_KEPT)
        self._foreseen = Arrived(FORESEEN_KEPT)

    def search(self, request: Request) -> Answer:
        """Matches, total and facet counts."""
        return self.search_all([request])[0]

    @reading
    def search_all(self, requests: Sequence[Request]) -> list[Answer]:
        """The answers to several requests in one round trip."""
        searches = [Search(request, self._vocabulary) for request in requests]
        waiting = searches
        while waiting:
            found = self._cluster.searches(self._index, [one.body() for one in waiting])
            waiting = [one for one, answer in zip(waiting, found, strict=True) if one.take(answer)]
        for one in searches:
            self._tokens.keep(one.tokens)
            self._articles.keep(one.articles)
        return [one.answer() for one in searches]

    @reading
    def matching(self, request: Request) -> list[Article]:
        """The stored articles of the matches of a request, in their order; they come with the matches."""
        known = self._foreseen.known([repr(request)])
        stored = known.get(repr(request))
        if stored is None:
            (stored,) = self._with_articles([request])
        return [stored_article(one) for one in stored.split()]

    @reading
    def foresee(self, requests: Sequence[Request]) -> None:
        """Read in one round trip what `matching` will be asked for next."""
        new = {repr(request): request for request in requests}
        if new:
            self._foreseen.keep(dict(zip(new, self._with_articles(list(new.values())), strict=True)))

    @reading
    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of `ids`; ids that are not there are left out."""
        found = self._articles.known(ids)
        found |= self._stored([id for id in ids if id not in found], ARTICLE)
        return [stored_article(found[id]) for id in ids if id in found]

    def outlines(self, ids: Sequence[str]) -> list[Article]:
        """The same: a round trip takes so long that what is left out would save nothing."""
        return self.articles(ids)

    @reading
    def tokens(self, ids: Sequence[str], *, heads: bool = False) -> TokenTable:
        """The tokens of stored articles; ids that are not there are left out."""
        found = self._tokens.known(ids)
        missing = [id for id in ids if id not in found]
        for part in _parts(missing):
            body = {
                "query": {"terms": {ID: [coded_key(id) for id in part]}},
                "size": len(part),
                "_source": False,
                "docvalue_fields": [ID, TOKENS],
            }
            (answer,) = self._cluster.searches(self._index, [body])
            fields = [hit["fields"] for hit in answer["hits"]["hits"]]
            found |= {decoded_key(one[ID][0]): one[TOKENS][0] for one in fields}
        return table_of({id: unpacked(found[id]) for id in ids if id in found}, heads)

    @reading
    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` terms that start with `prefix`, with document frequency, in term order."""
        return self._vocabulary.first(field, prefix, limit)

    @reading
    def document_frequency(self, field: str, term: str) -> int:
        """Number of documents with the term in the field."""
        return self._vocabulary.frequency(field, term)

    @reading
    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Number of documents with each `(field, term)`."""
        return [self._vocabulary.frequency(field, term) for field, term in pairs]

    def ids(self) -> Iterable[str]:
        """Ids of all articles, in the order of ids. Raises PartialError when a part of the index does not answer."""
        after: list[Any] | None = None
        while True:
            body = {"size": LARGEST_WINDOW, "sort": [{ID: "asc"}], "_source": False, "track_total_hits": False}
            (found,) = self._cluster.searches(self._index, [body | ({"search_after": after} if after else {})])
            if is_partial(found):
                raise PartialError
            hits = found["hits"]["hits"]
            yield from (decoded_key(hit["sort"][0]) for hit in hits)
            if len(hits) < LARGEST_WINDOW:
                return
            after = hits[-1]["sort"]

    def count(self) -> int:
        """Number of articles."""
        return self._vocabulary.documents

    def close(self) -> None:
        """Close the connections."""
        self._cluster.close()

    def _with_articles(self, requests: Sequence[Request]) -> list[str]:
        """For each request the stored articles of its matches in their order, with spaces between them."""
        searches = [Search(request, self._vocabulary) for request in requests]
        answers = self._cluster.searches(self._index, [one.body() | WITH_ARTICLES for one in searches])
        found = []
        for search, answer in zip(searches, answers, strict=True):
            search.take(answer)
            stored = {decoded_key(hit["sort"][-1]): hit["_source"][ARTICLE] for hit in answer["hits"]["hits"]}
            found.append(" ".join(stored[match.id] for match in search.answer().matches))
        return found

    def _stored(self, ids: Sequence[str], field: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in _parts(list(dict.fromkeys(ids))):
            names = {document_name(id): id for id in part}
            documents = self._cluster.documents(self._index, list(names), [field], partly=True)
            found |= {names[name]: document[field] for name, document in documents.items()}
        return found


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + TOGETHER] for start in range(0, len(ids), TOGETHER))
