"""Which word was probably meant, if any: a noisy channel (Kernighan, Church and Gale 1990).

In: a typed word, and candidates with their frequency and the cost of the slips. Out: how plausible it is that each was
meant. Never here: where candidates come from.

A candidate is the likelier, the more articles have it, the more its letters look like those of the collection's words,
and the less its slips cost. Against all candidates stands that the typed word is right though the collection does not
have it, as names are: that is the likelier, the more its letters look like those of rare words and of names.

The weights were fitted as a conditional logit (McFadden 1974) and rounded: 600 misspelt words a language of seeds 11 to
16 of `benchmarks.misspellings`, against 600 names that nobody has and 600 hidden rare words, on a collection of 35,088
articles. Seeds 21 to 26 decided what was kept.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from analyzers.folding import fold
from search.spelling.letters import ALPHABETS, ARABIC, LATIN, Letters, alphabet_of
from search.spelling.nearness import is_short
from search.spelling.vocabulary import Vocabulary

#: The longest runs of letters that are counted: of all words, and of rare words and names.
ORDER, ORDER_OF_RARE = 6, 4
#: A word is rare when at most so many articles have it.
RARE = 2
FREQUENCY = 0.3
LETTERS = 0.85
LETTERS_OF_RARE = 0.45
#: A short word is near to many; a short name is compared only with words of its length (`KnownNames`).
SHORTNESS = 2.5
#: How probable it is that a word is right though unknown; in Latin letters less so without a capital.
UNKNOWN = {ARABIC: -3.75, LATIN: -4.25}
UNKNOWN_CAPITAL = -2.75
#: The more words are near, the likelier one of them is near by chance: without this, 1.4 of 100 Arabic words fewer come
#: right for as many wrong ones.
CHANCE = 0.5


class Candidate(NamedTuple):
    """A word or a name that may be meant: its folded words, the number of articles that count for it, and the cost of
    the slips. `name` is how a known name is written, which counts for more articles than the `named` that have it."""

    words: tuple[str, ...]
    articles: float
    cost: float
    name: str = ""
    named: int = 0

    @property
    def having(self) -> float:
        """The number of articles that have it."""
        return self.named or self.articles


class Plausibility:
    """Judges the candidates of one generation. The models of letters are made when first needed."""

    def __init__(self, vocabulary: Vocabulary, names: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._names = names

    def scores(self, candidates: Sequence[Candidate]) -> list[float]:
        """How plausible each candidate is, as the logarithm of a probability but for a constant."""
        words = [word for candidate in candidates for word in candidate.words]
        usual = dict(zip(words, _likelihoods(self._usual, words), strict=True))
        named = [word for candidate in candidates if candidate.name for word in candidate.words]
        as_name = dict(zip(named, _likelihoods(self._rare, named), strict=True))
        return [
            FREQUENCY * log(candidate.articles)
            + LETTERS * sum(max(usual[word], as_name.get(word, usual[word])) for word in candidate.words)
            - candidate.cost
            - SHORTNESS * (is_short("".join(candidate.words)) and not candidate.name)
            for candidate in candidates
        ]

    def of_unknown(self, word: str, *, capital: bool, near: int = 0) -> float:
        """How plausible it is that a folded word is right though the collection does not have it; `near` is the number
        of words that it may also mean."""
        alphabet = alphabet_of(word)
        constant = UNKNOWN_CAPITAL if capital and alphabet == LATIN else UNKNOWN[alphabet]
        return LETTERS_OF_RARE * _likelihoods(self._rare, [word])[0] + constant + CHANCE * log(1 + near)

    def letters(self, candidate: Candidate) -> float:
        """How much the letters of a candidate look like those of the collection's words; of a name, or of names."""
        usual = _likelihoods(self._usual, candidate.words)
        named = _likelihoods(self._rare, candidate.words) if candidate.name else usual
        return sum(map(max, usual, named))

    def letters_of_rare(self, word: str) -> float:
        """How much the letters of a folded word look like those of rare words and of names."""
        return _likelihoods(self._rare, [word])[0]

    @cached_property
    def _usual(self) -> dict[str, Letters]:
        weights = {word: having**0.5 for word, having in self._vocabulary.counts.items()}
        return {alphabet: Letters(weights, alphabet, ORDER) for alphabet in ALPHABETS}

    @cached_property
    def _rare(self) -> dict[str, Letters]:
        weights = {word: 1.0 for word, having in self._vocabulary.counts.items() if having <= RARE}
        for name in self._names:
            for word in fold(name).split():
                weights[word] = weights.get(word, 0.0) + 1.0
        return {alphabet: Letters(weights, alphabet, ORDER_OF_RARE) for alphabet in ALPHABETS}


def _likelihoods(models: Mapping[str, Letters], words: Sequence[str]) -> list[float]:
    """The logarithm of the probability of each word, by the model of its alphabet."""
    found = np.zeros(len(words))
    for alphabet, model in models.items():
        places = [place for place, word in enumerate(words) if alphabet_of(word) == alphabet]
        found[places] = model.likelihoods([words[place] for place in places])
    return [float(one) for one in found]
