"""Digests of articles, remembered from one query to the next.

In: ids of articles. Out: `Digest`s. Never here: analysis. A cache belongs to one generation, in which articles never
change.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from indexer.engines.port.port import Snapshot
from indexer.model.digest import Digest

REMEMBERED = 3000


class Digests:
    """Digests of one snapshot's articles, the REMEMBERED latest used ones cached; safe for threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._remembered: OrderedDict[str, Digest] = OrderedDict()
        self._lock = Lock()

    def read(self, ids: Sequence[str]) -> dict[str, Digest]:
        """The digest of each of the articles that exist."""
        with self._lock:
            found = {id_: self._remembered[id_] for id_ in ids if id_ in self._remembered}
        found |= self._snapshot.digests([id_ for id_ in ids if id_ not in found])
        with self._lock:
            for id_ in ids:
                if id_ in found:
                    self._remembered[id_] = found[id_]
                    self._remembered.move_to_end(id_)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found
