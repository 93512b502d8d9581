"""Tokens that came with the matches of a search, until they are read.

In: packed tokens by id. Out: the same. Never here: an answer to a query. An index that is served never changes, so
what a document holds stays true; the oldest are dropped.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

REMEMBERED = 3000


class Arrived:
    """The REMEMBERED latest ones; safe for threads."""

    def __init__(self) -> None:
        self._tokens: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def keep(self, tokens: Mapping[str, str]) -> None:
        """Keep these, as the latest."""
        with self._lock:
            for id, digest in tokens.items():
                self._tokens[id] = digest
                self._tokens.move_to_end(id)
            while len(self._tokens) > REMEMBERED:
                self._tokens.popitem(last=False)

    def known(self, ids: Sequence[str]) -> dict[str, str]:
        """Those of the tokens that are here."""
        with self._lock:
            return {id: self._tokens[id] for id in ids if id in self._tokens}
