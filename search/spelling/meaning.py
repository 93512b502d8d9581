"""Which word or name a misspelt word means.

In: a typed word, and the words beside it. Out: the one `Candidate` that is sure enough, or None. Never here: whether
the word may be corrected at all (`search.spelling.correction`), or how the answer is written.
"""

from collections.abc import Sequence
from itertools import takewhile
from math import exp

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.gazetteers.sure_names import PLACE
from indexer.model.schema import Part, field_name
from search.query.words import QueryWord
from search.spelling.company import companies
from search.spelling.edits import cost
from search.spelling.known_names import KnownNames, NearName
from search.spelling.letters import alphabet_of
from search.spelling.nearness import is_comparable
from search.spelling.plausibility import Candidate, Plausibility
from search.spelling.vocabulary import Vocabulary

#: A candidate must be so much more plausible than all others together, and more than that the word is right though
#: unknown. Of 100 Arabic words of seeds 21 to 26, 73.7 come right and 3.8 wrong (1.5 times: 75.3 and 4.8), in English
#: 91.7 and 1.3.
AHEAD = 2.0
#: A known name counts as much as a word that so many times more articles have.
NAME_FACTOR = 20
#: A word that the collection has is corrected only to one that so many times more articles have.
RARER = 100
#: Only so many candidates, the most plausible ones, are compared by the words beside; and what that counts. Between the
#: words beside them in an article, 165 of 200 misspelt Arabic words come right (154 without), 194 in English (193).
COMPARED, COMPANY = 3, 1.0

#: What may follow the letters that two forms of an English word share.
ENDINGS = frozenset(
    {"", "s", "es", "ies", "d", "ed", "ied", "e", "y", "ing", "er", "ers", "or", "ors", "ly", "ion", "ions"}
)


class Meanings:
    """Finds what is meant, in one generation."""

    def __init__(
        self,
        snapshot: Snapshot,
        analyzer: Analyzer,
        vocabulary: Vocabulary,
        plausibility: Plausibility,
        names: KnownNames,
    ) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._plausibility = plausibility
        self._names = names

    def meant(self, word: QueryWord, beside: Sequence[str] = ()) -> Candidate | None:
        """What a word means, if that is sure; `beside` are folded words that the collection has."""
        exact, capital = word.token.exact, word.typed[:1].isupper()
        if not is_comparable(exact) or not alphabet_of(exact):
            return None
        names = self._named(exact, capital=capital)
        least = RARER * self._vocabulary.counts.get(exact, 0)
        words = self._vocabulary.one_letter_away(exact, least)
        found = self._sure(exact, [*names, *self._candidates(exact, words)], beside, capital=capital)
        if found is None:
            words += self._vocabulary.two_letters_away(exact, least)
            found = self._sure(exact, [*names, *self._candidates(exact, words)], beside, capital=capital)
        return found

    def plausibility(self, word: str) -> float:
        """How plausible a folded word is as it stands, or as one with a slip: the logarithm of a probability."""
        candidates = self._candidates(word, self._vocabulary.one_letter_away(word))
        unknown = self._plausibility.of_unknown(word, capital=False)
        return max(unknown, *self._plausibility.scores(candidates), unknown)

    def _sure(
        self, exact: str, candidates: Sequence[Candidate], beside: Sequence[str], *, capital: bool
    ) -> Candidate | None:
        least = RARER * self._vocabulary.counts.get(exact, 0)
        candidates = [one for one in _distinct(candidates) if one.articles >= max(1, least)]
        if not candidates:
            return None
        scores = self._plausibility.scores(candidates)
        order = sorted(range(len(candidates)), key=lambda place: (-scores[place], candidates[place].words))
        compared = [(place, one) for place in order[:COMPARED] for one in beside]
        shared = companies(self._snapshot, [(candidates[place].words, one) for place, one in compared])
        for (place, _), worth in zip(compared, shared, strict=True):
            scores[place] += COMPANY * worth
        best = max(order, key=scores.__getitem__)
        all_of_them = sum(exp(score - scores[best]) for score in scores)
        unknown = self._plausibility.of_unknown(exact, capital=capital, near=len(candidates))
        is_sure = all_of_them <= 1 + 1 / AHEAD and all_of_them >= exp(unknown - scores[best])
        return candidates[best] if is_sure and not self._is_found_anyway(exact, candidates[best]) else None

    def _is_found_anyway(self, exact: str, candidate: Candidate) -> bool:
        """Whether a Latin word and the candidate are one word with different endings, so that the search finds both:
        inspector, inspectors; not trafficing, trafficking. Of 15 such suggestions for rare and misspelt words 2 were
        right, in Arabic 8 of 12."""
        if not exact.isascii() or len(candidate.words) > 1:
            return False
        (meant,) = candidate.words
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(exact, meant, strict=False)))
        if not {exact[shared:], meant[shared:]} <= ENDINGS:
            return False
        tokens = [token for word in (exact, meant) for token in self._analyzer.analyze(word)]
        return len(tokens) == 2 and tokens[0].stem == tokens[1].stem

    def _candidates(self, exact: str, words: Sequence[str]) -> list[Candidate]:
        counts = self._vocabulary.counts
        return [Candidate((word,), counts[word], cost(exact, word)) for word in words]

    def _named(self, exact: str, *, capital: bool) -> list[Candidate]:
        """The known names near a word of which the collection has articles."""
        having = {near: self.having(near) for near in self._names.near(exact, capital=capital)}
        return [
            Candidate(near.words, count * NAME_FACTOR, cost(exact, "".join(near.words)), near.name.text)
            for near, count in having.items()
            if count
        ]

    def having(self, near: NearName) -> int:
        """The number of articles about the named value, or with the rarest word of the name, whichever is larger."""
        name = near.name
        about = 0 if name.facet == PLACE else self._snapshot.document_frequency(name.facet, name.value)
        tokens = self._analyzer.analyze(name.text)
        fields = [field_name(part, Form.EXACT) for part in Part]
        return max(about, *(min(self._snapshot.document_frequency(f, t.exact) for t in tokens) for f in fields))


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each candidate once: as a name if it is one, since that counts for more articles."""
    by_words: dict[str, Candidate] = {}
    for one in sorted(candidates, key=lambda one: one.articles):
        by_words["".join(one.words)] = one
    return list(by_words.values())
