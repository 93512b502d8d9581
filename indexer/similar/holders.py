"""Which articles of a generation have which mark: a file of the generation.

In: the marks of new articles, and the file of the generation that is continued. Out: the file; its arrays, read
through a memory map.
Never here: how alike two articles are. The same marks are always the same file, whatever came in which order.
"""

import mmap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.engines.columnar.files.arrayfile import Array, ArrayFile, write_arrays
from indexer.engines.columnar.files.termlist import as_bytes, offsets_of
from indexer.generations.generations import SIMILAR
from indexer.model.article import Language
from indexer.model.errors import EngineError, GenerationError
from indexer.model.notes import note, run
from indexer.similar.marks import HEAVY_BIT, Equals, Mark

LANGUAGES = tuple(Language)
NUMBERS = np.dtype("<u4")
#: Bits of a place of a holder among the articles, and of its weight.
HOLDER_BITS = np.uint64(32)
HOLDER_MASK = np.uint64(2**32 - 1)


class Marked(NamedTuple):
    """The marks of an article, as bytes: their numbers, the heavy ones with the HEAVY_BIT."""

    id: str
    language: Language
    numbers: bytes


def marked(id: str, language: Language, marks: Mapping[Mark, bool]) -> Marked:
    """The marks of an article as they pass between processes."""
    numbers = np.array([mark.number | heavy for mark, heavy in marks.items()], NUMBERS)
    return Marked(id, language, numbers.tobytes())


@dataclass(frozen=True)
class Holders:
    """The articles `ids`, rising, with their `languages` (places in LANGUAGES). The mark `marks[i]`, rising, is held by
    the articles `held[starts[i]:starts[i + 1]] >> 1`, rising; the lowest bit says whether it is heavy there."""

    ids: Sequence[str]
    languages: Array
    marks: Array
    starts: Array
    held: Array
    equals: Equals

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each article."""
        return {id: place for place, id in enumerate(self.ids)}

    @cached_property
    def counts(self) -> Array:
        """How many articles hold each mark."""
        counts: Array = self.starts[1:].astype(np.int64) - self.starts[:-1]
        return counts

    def save(self, generation: Path) -> None:
        """Write the file into a generation under construction."""
        names = [id.encode("utf-8", "surrogatepass") for id in self.ids]
        arrays = {
            "ids": as_bytes(b"".join(names)),
            "id_offsets": offsets_of([len(name) for name in names]),
            "languages": self.languages,
            "marks": self.marks,
            "starts": self.starts,
            "held": self.held,
        }
        equals = {"concepts": self.equals.concepts, "words": self.equals.words, "places": self.equals.places}
        with (generation / SIMILAR).open("wb") as file:
            write_arrays(file, equals, arrays.items())


def merged(equals: Equals, base: Holders | None, new: Iterable[Marked], gone: Iterable[str] = ()) -> Holders:
    """The holders of the base without the articles that are gone, and of new or revised articles."""
    fresh = {one.id: one for one in new}
    old = base or _none(equals)
    stays = np.array([id not in fresh for id in old.ids], np.bool_)
    stays[[old.places[id] for id in set(gone) if id in old.places]] = False
    ids = sorted([*(id for id, kept in zip(old.ids, stays.tolist(), strict=True) if kept), *fresh])
    places = {id: place for place, id in enumerate(ids)}
    moved = np.array([places.get(id, 0) for id in old.ids], np.uint64)
    languages = np.zeros(len(ids), np.uint8)
    languages[moved[stays].astype(np.intp)] = old.languages[stays]
    for one in fresh.values():
        languages[places[one.id]] = LANGUAGES.index(one.language)
    pairs = np.concatenate([_kept_pairs(old, stays, moved), _new_pairs([*fresh.values()], places)])
    pairs.sort()
    pairs = pairs[_last_of_each(pairs >> np.uint64(1))]  # of two marks with one number, the heavy one
    last = _last_of_each(pairs >> HOLDER_BITS)
    marks, starts = (pairs[last] >> HOLDER_BITS).astype(np.uint32), np.append(0, last + 1).astype(np.uint32)
    return Holders(ids, languages, marks, starts, (pairs & HOLDER_MASK).astype(np.uint32), equals)


def load(generation: Path) -> Holders | None:
    """The holders of a generation; None if it has no file. Raises GenerationError when the file is damaged."""
    path = generation / SIMILAR
    if not path.exists():
        return None
    try:
        with path.open("rb") as file:
            arrays = ArrayFile(SIMILAR, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        text, offsets = arrays.array("ids").tobytes(), arrays.array("id_offsets").tolist()
        return Holders(
            ids=[text[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(offsets)],
            languages=arrays.array("languages"),
            marks=arrays.array("marks"),
            starts=arrays.array("starts"),
            held=arrays.array("held"),
            equals=Equals(**arrays.description),
        )
    except (OSError, ValueError, TypeError, KeyError, EngineError) as error:
        raise GenerationError(
            note("%(path)s: is damaged (%(fault)s)", path=path, fault=f"{type(error).__name__}: {error}"),
            run("python -m indexer reindex"),
        ) from error


def _last_of_each(rising: Array) -> NDArray[np.int64]:
    """Where the last of each run of equal numbers stands."""
    return np.flatnonzero(np.append(rising[1:] != rising[:-1], np.ones(min(1, len(rising)), np.bool_)))


def _none(equals: Equals) -> Holders:
    numbers = np.empty(0, np.uint32)
    return Holders((), np.empty(0, np.uint8), numbers, np.zeros(1, np.uint32), numbers, equals)


def _kept_pairs(old: Holders, stays: NDArray[np.bool_], moved: Array) -> Array:
    """The pairs of marks and holders that remain, as numbers, with the new places of the holders."""
    marks = np.repeat(old.marks, old.counts)
    holders = (old.held >> 1).astype(np.intp)
    kept = stays[holders]
    return _pairs(marks[kept], moved[holders[kept]], old.held[kept] & HEAVY_BIT)


def _new_pairs(fresh: Sequence[Marked], places: Mapping[str, int]) -> Array:
    numbers = np.frombuffer(b"".join(one.numbers for one in fresh), NUMBERS)
    sizes = [len(one.numbers) // NUMBERS.itemsize for one in fresh]
    holders = np.repeat(np.array([places[one.id] for one in fresh], np.uint64), sizes)
    return _pairs(numbers & ~np.uint32(HEAVY_BIT), holders, numbers & HEAVY_BIT)


def _pairs(marks: Array, holders: Any, heavy: Array) -> Array:
    found: Array = (marks.astype(np.uint64) << HOLDER_BITS) | (holders.astype(np.uint64) << np.uint64(1)) | heavy
    return found
