"""Names that a misspelling may mean though they are rare in the collection: countries, large cities and bodies.

In: the gazetteers, and a folded word. Out: the names near it, as they are written. Never here: a name of many words, or
one that the collection knows nothing of (`Corrector`). Read when first needed.
"""

from functools import cached_property
from typing import NamedTuple

from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.sure_names import SureName, sure_names
from search.spelling.comparable import Comparable
from search.spelling.edits import calmed
from search.spelling.nearness import SHORTEST, is_comparable, is_short

MOST_WORDS = 2
#: A shorter acronym is near to too many words.
SHORTEST_ACRONYM = 5


class NearName(NamedTuple):
    """A name near a word, and its folded words."""

    name: SureName
    words: tuple[str, ...]


class KnownNames:
    """The names of the gazetteers by their letters alone, so that Abudhabi is Abu Dhabi."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._gazetteers = gazetteers

    @cached_property
    def _names(self) -> dict[str, NearName]:
        names: dict[str, NearName] = {}
        for name in sure_names(self._gazetteers):
            words = fold(name.text).replace("-", " ").split()
            key = "".join(words)
            least = SHORTEST_ACRONYM if name.text.isupper() else SHORTEST
            if len(words) <= MOST_WORDS and len(key) >= least and key.isalpha():
                names.setdefault(key, NearName(name, tuple(words)))
        return names

    @cached_property
    def _keys(self) -> Comparable:
        return Comparable(self._names)

    def near(self, word: str, *, capital: bool = False) -> list[NearName]:
        """The names near a word; to a short word, only those of its length, and in Latin letters only when it has a
        `capital`."""
        if not is_comparable(word) or (is_short(word) and word.isascii() and not capital):
            return []
        calm = [one for one in calmed(word) if one in self._names]
        found = dict.fromkeys((*calm, *(key for key, _ in self._keys.near(word))))
        return [self._names[key] for key in found if not is_short(word) or len(key) == len(word)]
