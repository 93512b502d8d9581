"""Tokens or articles that came with the matches of a search, until they are read.

In: what a field holds, by id. Out: the same. Never here: an answer to a query. An index that is served never changes,
so what a document holds stays true; the oldest are dropped.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock


class Arrived:
    """The latest ones, at most so many; safe for threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def keep(self, found: Mapping[str, str]) -> None:
        """Keep these, as the latest."""
        with self._lock:
            for id, content in found.items():
                self._found[id] = content
                self._found.move_to_end(id)
            while len(self._found) > self._most:
                self._found.popitem(last=False)

    def known(self, ids: Sequence[str]) -> dict[str, str]:
        """Those of the ids that are here."""
        with self._lock:
            return {id: self._found[id] for id in ids if id in self._found}
