"""Digests that came with the matches of a search, until they are read.

In: packed digests by id. Out: the same. Never here: an answer to a query. An index that is served never changes, so
what a document holds stays true; the oldest are dropped.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

REMEMBERED = 3000


class Arrived:
    """The REMEMBERED latest ones; safe for threads."""

    def __init__(self) -> None:
        self._digests: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def keep(self, digests: Mapping[str, str]) -> None:
        """Keep these, as the latest."""
        with self._lock:
            for id, digest in digests.items():
                self._digests[id] = digest
                self._digests.move_to_end(id)
            while len(self._digests) > REMEMBERED:
                self._digests.popitem(last=False)

    def known(self, ids: Sequence[str]) -> dict[str, str]:
        """Those of the digests that are here."""
        with self._lock:
            return {id: self._digests[id] for id in ids if id in self._digests}
