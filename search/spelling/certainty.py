"""Which candidate is meant by far, and whether the typed word is misspelt at all.

In: a typed word as it is known, its candidates, and what the words beside tell of each. Out: the candidate that is sure
enough, or None. Never here: where candidates come from.

These are two questions with evidence of their own. Among candidates, how many articles have each and what its slips
cost decide; the letters of a word tell nothing more. Whether the word is misspelt, and not right though the collection
does not have it, as names are, is told by the letters of both, by the other forms that the collection has of the typed
word, and by how many words are near it.

The weights were fitted as a conditional logit (McFadden 1974) and a logistic regression, and rounded: 1,200 misspelt
words a language of `benchmarks.misspellings`, seeds 101 to 106 and 201 to 206, against as many names that nobody has
and as many hidden rare words, on 35,088 articles; fitted on either half, they do as well on the other. Of 100 Arabic
words of seeds 31 to 34 and 61 to 65, 76 come right and 3.3 wrong; of names that nobody has 3.6 get a suggestion. In
English 93.2 come right and 1.1 wrong (1.6).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from analyzers.shipped import path_of, rows_of
from search.spelling.letters import ARABIC, LATIN, alphabet_of
from search.spelling.nearness import is_short
from search.spelling.plausibility import RARE, Candidate, Plausibility
from search.spelling.vocabulary import Vocabulary

#: The best candidate must be so many times as plausible as all others together; an Arabic one more, as with clitics and
#: short vowels left out more words are one slip apart.
AHEAD = {ARABIC: 1.8, LATIN: 1.6}
#: How much the logarithm of the articles counts against the cost of slips; what a short word loses, and one that so few
#: articles have that it may be misspelt itself.
FREQUENCY, SHORTNESS, SELDOM = 0.75, 2.5, 2.5
#: Those are at most RARE articles, and at most such a share of all.
SELDOM_SHARE = 0.001


class Typed(NamedTuple):
    """A folded word as it was typed: how much its `letters` look like those of rare words and names, whether it has a
    `capital`, whether a dictionary has it, and how many articles have other forms of it."""

    exact: str
    letters: float
    capital: bool = False
    listed: bool = False
    family: int = 0


class Certainty:
    """Judges the candidates for a word by the letters of one generation."""

    def __init__(self, plausibility: Plausibility, vocabulary: Vocabulary) -> None:
        self._plausibility = plausibility
        self._vocabulary = vocabulary

    def order(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, the most plausible first."""
        return sorted(candidates, key=lambda one: (-self._worth(one), one.words))

    def sure(
        self, typed: Typed, candidates: Sequence[Candidate], company: Mapping[Candidate, float]
    ) -> Candidate | None:
        """The candidate that is meant; `company` is what the words beside add to the worth of each."""
        worths = {one: self._worth(one) + company.get(one, 0.0) for one in candidates}
        best = max(worths, key=worths.__getitem__, default=None)
        if best is None:
            return None
        others = sum(exp(value - worths[best]) for one, value in worths.items() if one != best)
        if others * AHEAD[alphabet_of(typed.exact)] > 1:
            return None
        told = self._told(typed, best, len(candidates)) + company.get(best, 0.0)
        return best if told > 0 else None

    def _told(self, typed: Typed, best: Candidate, near: int) -> float:
        """How much speaks for a slip, as the logarithm of the odds."""
        found = {
            "constant": 1.0,
            "letters": self._plausibility.letters(best),
            "letters of rare": typed.letters,
            "slips": best.cost,
            "near": log(1 + near),
            "short": _is_short(best),
            "seldom": self._is_seldom(best),
            "family": log(1 + typed.family),
            "listed": typed.listed,
            "capital": typed.capital,
        }
        weights = _weights()[alphabet_of(typed.exact)]
        return sum(weights[name] * value for name, value in found.items())

    def _worth(self, candidate: Candidate) -> float:
        """How plausible it is that a candidate is meant and not another one, as a logarithm."""
        lost = SHORTNESS * _is_short(candidate) + SELDOM * self._is_seldom(candidate)
        return FREQUENCY * log(candidate.articles) - candidate.cost - lost

    def _is_seldom(self, candidate: Candidate) -> bool:
        """Whether hardly any article has a candidate; in a small collection that tells nothing."""
        return candidate.articles <= min(RARE, SELDOM_SHARE * self._vocabulary.articles)


def _is_short(candidate: Candidate) -> bool:
    return is_short("".join(candidate.words)) and not candidate.name


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """Alphabet -> what tells -> weight."""
    rows = list(rows_of(path_of("search.spelling", "evidence.tsv")))
    return {alphabet: {row[0]: float(row[at]) for row in rows} for at, alphabet in ((1, ARABIC), (2, LATIN))}
