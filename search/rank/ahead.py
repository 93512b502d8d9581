"""Searches that are asked together before it is known which of them are needed.

In: a snapshot, and the requests that a page may need. Out: their answers. Never here: a request too many of an index in
this process, where each costs its own time. An index elsewhere answers several in the time of one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.engines.port.port import Answer, Request, Snapshot
from indexer.engines.port.query import Or, Query, Term
from indexer.model.schema import ID
from search.compile.combining import all_of


class Ahead:
    """The searches of one page on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._answers: list[tuple[Request, Answer]] = []
        self.is_partial = False

    def totals(self, queries: Sequence[Query]) -> list[int]:
        """How many articles each of the queries finds; asked at once where the index is elsewhere."""
        requests = [Request(query, limit=0) for query in queries]
        self.ask(requests)
        return [self.search(request).total for request in requests]

    def ask(self, requests: Iterable[Request]) -> None:
        """Ask all of these at once, if the index is elsewhere."""
        if self._snapshot.is_remote:
            known = [request for request, _ in self._answers]
            new: list[Request] = []
            new += (request for request in requests if request not in known and request not in new)
            self._answers += zip(new, self._snapshot.search_all(new), strict=True)

    def search(self, request: Request) -> Answer:
        """The answer to a request, which may be known already. `is_partial` then says whether any was so far."""
        known = (answer for asked, answer in self._answers if asked == request)
        answer = next(known, None) or self._snapshot.search(request)
        self.is_partial |= answer.is_partial
        return answer

    def among(self, request: Request, ids: Sequence[str]) -> set[str]:
        """Those of some articles that are among the first of a request; of an index in this process, those that it
        finds, since it has to look at no others."""
        if not self._snapshot.is_remote:
            chosen = Or(tuple(Term(ID, one) for one in ids))
            request = replace(request, query=all_of([request.query, chosen]), limit=len(ids))
        return {match.id for match in self.search(request).matches} & set(ids)
