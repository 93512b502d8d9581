"""How likely letters are to make a word, learned from the words of a collection.

In: folded words with their weights. Out: the logarithm of the probability of a word, letter by letter. Never here: the
frequency of a word, or whether it is right.

Each letter is guessed from those before it, up to `order` - 1 of them; what was seen seldom leans on the guess from one
letter less (Jelinek and Mercer 1980, with a fixed weight). The runs of letters lie in sorted arrays, each run as one
number.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Arabic letters, folded.
ARABIC = "ءؤئابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ALPHABETS = (LATIN, ARABIC)
#: The guess from one letter less counts as so many words.
LEAN = 5.0
#: The sign before and after a word. A letter's code is its place in the alphabet, counted from 1.
EDGE = "\0"
BITS = 6
#: The probability of a letter before anything is known.
EQUAL = 1 / 40

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]


def alphabet_of(word: str) -> str:
    """The alphabet that has all letters of a folded word; "" when none has."""
    return next((alphabet for alphabet in ALPHABETS if set(word) <= set(alphabet)), "")


class _Counts(NamedTuple):
    """Runs as sorted numbers, each with its weight."""

    runs: Codes
    weights: Floats

    @classmethod
    def of(cls, runs: Codes, weights: Floats) -> "_Counts":
        """The weights of equal runs, summed."""
        order = np.argsort(runs)
        return cls._of_sorted(runs[order], weights[order])

    def shortened(self) -> "_Counts":
        """The same runs without their last letter."""
        return self._of_sorted(self.runs >> BITS, self.weights)

    @classmethod
    def _of_sorted(cls, runs: Codes, weights: Floats) -> "_Counts":
        firsts = np.flatnonzero(np.diff(runs, prepend=-1))
        sums = np.add.reduceat(weights, firsts) if len(firsts) else np.zeros(0)
        return cls(runs[firsts], sums)

    def weight(self, runs: Codes) -> Floats:
        """The weight of each run, 0 for one that was not seen."""
        if not len(self.runs):
            return np.zeros(len(runs))
        places = np.minimum(np.searchsorted(self.runs, runs), len(self.runs) - 1)
        return np.where(self.runs[places] == runs, self.weights[places], 0.0)


class Letters:
    """A model of the words of one alphabet; words with other letters are left out."""

    def __init__(self, weights: Mapping[str, float], alphabet: str, order: int) -> None:
        self._order = order
        self._code = np.zeros(1 + max(map(ord, alphabet)), dtype=np.int64)
        self._code[list(map(ord, alphabet))] = np.arange(1, len(alphabet) + 1)
        known = [word for word in weights if set(word) <= set(alphabet)]
        runs, lengths = self._runs(known)
        each = np.repeat(np.array([weights[word] for word in known], dtype=np.float64), lengths)
        #: For each length of run: the runs, and the runs without their last letter.
        self._seen = [(seen, seen.shortened()) for seen in (_Counts.of(run, each) for run in runs)]

    def likelihoods(self, words: Sequence[str]) -> Floats:
        """The logarithm of the probability of each word, which has letters of the alphabet alone."""
        runs, lengths = self._runs(words)
        guess = np.full(int(lengths.sum()), EQUAL)
        for run, (seen, before) in zip(runs, self._seen, strict=True):
            guess = (seen.weight(run) + LEAN * guess) / (before.weight(run >> BITS) + LEAN)
        ends = np.cumsum(lengths)
        total = np.concatenate(([0.0], np.cumsum(np.log(guess))))
        return np.asarray(total[ends] - total[ends - lengths])

    def _runs(self, words: Sequence[str]) -> tuple[list[Codes], Codes]:
        """For each length up to the order, the runs that end at each letter and at the end of each word; and how many
        of them each word has."""
        before = EDGE * (self._order - 1)
        text = "".join(f"{before}{word}{EDGE}" for word in words)
        codes = self._code[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)]
        lengths = np.array([len(word) + 1 for word in words], dtype=np.int64)
        starts = np.cumsum(lengths + len(before)) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        runs, run = [], np.zeros(len(places), dtype=np.int64)
        for back in range(self._order):
            run = run | (codes[places - back] << (BITS * back))
            runs.append(run)
        return runs, lengths
