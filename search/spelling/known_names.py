"""Names that a misspelling may mean though the collection writes them seldom: countries, large cities and bodies.

In: the gazetteers, and a folded word. Out: the names near it, as they are written. Never here: a name of many words, or
one that the collection knows nothing of (`Corrector`). Read when first needed.
"""

from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.sure_names import SureName, sure_names
from search.spelling.vocabulary import LONG, SHORT, SHORTEST

MOST_WORDS = 2
#: A shorter acronym is near to too many words.
SHORTEST_ACRONYM = 5


class NearName(NamedTuple):
    """A name, and how many letters a word differs from it."""

    name: SureName
    distance: int


class KnownNames:
    """The names of the gazetteers by their letters alone, so that Abudhabi is Abu Dhabi."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._gazetteers = gazetteers

    @cached_property
    def _names(self) -> dict[str, SureName]:
        names: dict[str, SureName] = {}
        for name in sure_names(self._gazetteers):
            words = fold(name.text).replace("-", " ").split()
            key = "".join(words)
            least = SHORTEST_ACRONYM if name.text.isupper() else SHORTEST
            if len(words) <= MOST_WORDS and len(key) >= least and key.isalpha():
                names.setdefault(key, name)
        return names

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._names)

    def near(self, word: str, *, capital: bool = False) -> list[NearName]:
        """The names at most one letter from a word, from LONG letters on two; to a word of few letters, only those that
        begin alike, and in Latin letters only when it has a `capital`."""
        if len(word) < SHORTEST or not word.isalpha() or (len(word) <= SHORT and word.isascii() and not capital):
            return []
        limit = 1 if len(word.removeprefix(ARTICLE)) < LONG else 2
        found = process.extract(word, self._keys, scorer=OSA.distance, score_cutoff=limit, limit=None)
        return [
            NearName(self._names[key], int(distance))
            for key, distance, _ in found
            if len(word) > SHORT or (key[0] == word[0] and len(key) == len(word))
        ]
