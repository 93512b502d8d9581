"""How alike the articles of a generation are, by the marks that they share.

In: an article and its marks. Out: `Similar` articles, the most alike first. Never here: what is shown of them, or an
article that is left out because it is shown elsewhere.

The likeness is the cosine of two articles as vectors (Salton, 1975): a mark that both have adds its weights in either,
times its inverse document frequency. Between two languages, words and places count no more than what tables know.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.port.damage import reading
from indexer.similar.holders import Holders
from indexer.similar.marks import AGENCY, CONCEPT, HEAVY_BIT, INSTRUMENT, Equals, Mark
from indexer.similar.rules import ACROSS, AT_LARGE, HEAVY, LEAST, MOST_HOLDERS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: The marks that count between two languages: what tables know, other than where.
KNOWN = frozenset((CONCEPT, AGENCY, INSTRUMENT))


@dataclass(frozen=True)
class Similar:
    """The articles `ids` that are similar to one, the most alike first, and how alike they are."""

    ids: tuple[str, ...] = ()
    likenesses: tuple[float, ...] = ()
    _shared: "_Shared | None" = None
    _places: tuple[int, ...] = ()

    def shared(self, id: str) -> tuple[Mark, ...]:
        """The marks that one of them has in common with that article, the weightiest first."""
        return self._shared.marks_of(self._places[self.ids.index(id)]) if self._shared else ()


class _Shared(NamedTuple):
    """The holders of an article's marks, mark by mark: their places, and what each adds. `ends` are the ends of the
    `marks` among them; those before `certain` hold a mark that counts between two languages."""

    marks: Sequence[Mark]
    ends: Ints
    certain: int
    holders: Ints
    adds: Floats

    def marks_of(self, place: int) -> tuple[Mark, ...]:
        """The marks of the holder at a place, the weightiest first."""
        mine = np.flatnonzero(self.holders == place)
        order = mine[np.argsort(-self.adds[mine], kind="stable")]
        return tuple(self.marks[one] for one in np.searchsorted(self.ends, order, "right").tolist())


class Likeness:
    """Answers for one generation. Safe for threads."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders

    @property
    def equals(self) -> Equals:
        """What is equal in both languages by the tables that the articles were marked by."""
        return self._holders.equals

    @cached_property
    def _rarities(self) -> Floats:
        """The inverse document frequency of each mark; 0 for those that too many articles have."""
        counts = self._holders.counts
        rarities = np.log((len(self._holders.ids) + AT_LARGE) / counts)
        rarities[counts > MOST_HOLDERS] = 0
        return rarities

    @cached_property
    def _inverse_lengths(self) -> Floats:
        """One by the length of each article as a vector; 0 for one whose marks are all too common."""
        held = self._holders.held
        squares = np.repeat(self._rarities, self._holders.counts) * _weights(held) ** 2
        lengths = np.sqrt(np.bincount(held >> 1, squares, minlength=len(self._holders.ids)))
        return np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)

    @reading
    def find(self, id: str, marks: Mapping[Mark, bool], without: Collection[str], most: int) -> Similar:
        """The articles that are similar to the one with an id and these marks, at most so many, and none of those
        `without`. Raises EngineError for a damaged file."""
        own = self._holders.places.get(id)
        if own is None:
            return Similar()
        shared = self._shared(marks)
        left_out = {own, *(self._holders.places.get(one, own) for one in without)}
        places, likenesses = self._alike(shared, own)
        order = np.lexsort((places, -likenesses)).tolist()
        best = [at for at in order if likenesses[at] >= LEAST and int(places[at]) not in left_out][:most]
        chosen = places[best].tolist()
        ids = tuple(self._holders.ids[place] for place in chosen)
        return Similar(ids, tuple(likenesses[best].tolist()), shared, tuple(chosen))

    def _shared(self, marks: Mapping[Mark, bool]) -> _Shared:
        """The holders of marks that are neither unknown nor too common."""
        names = sorted(marks, key=lambda mark: mark.kind not in KNOWN) if len(self._holders.marks) else []
        numbers = np.array([mark.number for mark in names], np.uint32)
        at = np.minimum(np.searchsorted(self._holders.marks, numbers), max(0, len(self._holders.marks) - 1))
        chosen = np.flatnonzero((self._holders.marks[at] == numbers) & (self._rarities[at] > 0)).tolist()
        at = at[chosen]
        names = [names[one] for one in chosen]
        own = np.where([marks[mark] for mark in names], HEAVY, 1.0) * self._rarities[at]
        starts, counts = self._holders.starts[at].tolist(), self._holders.counts[at]
        spans = [self._holders.held[one : one + count] for one, count in zip(starts, counts.tolist(), strict=True)]
        held = np.concatenate([np.empty(0, np.uint32), *spans])
        certain = int(counts[[mark.kind in KNOWN for mark in names]].sum()) if names else 0
        return _Shared(
            names, counts.cumsum(), certain, (held >> 1).astype(np.int64), np.repeat(own, counts) * _weights(held)
        )

    def _alike(self, shared: _Shared, own: int) -> tuple[Ints, Floats]:
        """The articles that may be alike enough to one of them, and how alike they are."""
        languages, size = self._holders.languages, len(self._holders.ids)
        every = np.bincount(shared.holders, shared.adds, size) * self._inverse_lengths
        every *= self._inverse_lengths[own]
        places = np.flatnonzero(every >= LEAST / ACROSS)
        at = np.flatnonzero(_flags(places, size)[shared.holders[: shared.certain]])
        certain = np.bincount(np.searchsorted(places, shared.holders[at]), shared.adds[at], len(places))
        certain = certain * self._inverse_lengths[places] * self._inverse_lengths[own]
        every = every[places]
        across = ACROSS * np.minimum(2 * certain, every)  # what is certain, and of the rest no more than that
        return places, np.where(languages[places] == languages[own], every, across)


def _flags(places: Ints, size: int) -> NDArray[np.bool_]:
    """For each of so many places, whether it is among some."""
    flags = np.zeros(size, np.bool_)
    flags[places] = True
    return flags


def _weights(held: NDArray[np.uint32]) -> Floats:
    """The weight of each holding."""
    weights: Floats = 1.0 + (held & HEAVY_BIT).astype(np.float64) * (HEAVY - 1.0)
    return weights
