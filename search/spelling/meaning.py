"""Which word or name a misspelt word means.

In: a typed word, and the words beside it. Out: the one `Candidate` that is sure enough, or None. Never here: whether
the word may be corrected at all (`search.spelling.correction`), or how the answer is written.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.gazetteers.sure_names import PLACE
from indexer.model.schema import Part, field_name
from search.query.words import QueryWord
from search.spelling.certainty import Certainty, Typed
from search.spelling.company import companies, together
from search.spelling.edits import cost
from search.spelling.known_names import KnownNames, NearName
from search.spelling.letters import alphabet_of
from search.spelling.nearness import is_comparable
from search.spelling.plausibility import Candidate, Plausibility
from search.spelling.vocabulary import Vocabulary

#: A known name counts as much as a word that so many times more articles have.
NAME_FACTOR = 20
#: A word that the collection has is corrected only to one that so many times more articles have.
RARER = 100
#: The same for a word of at most FEW articles, none of which has a word that stands beside it in the query, if what it
#: may mean stands with that one in so many times more articles than by chance, as a logarithm.
RARER_BESIDE, FEW, TOGETHER = 10, 5, 0.7
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
        self._certainty = Certainty(plausibility, vocabulary)

    def meant(self, word: QueryWord, beside: Sequence[str] = (), *, listed: bool = False) -> Candidate | None:
        """What a word means, if that is sure; `beside` are folded words that the collection has. A `listed` word stands
        in a dictionary."""
        exact, capital = word.token.exact, word.typed[:1].isupper()
        if not is_comparable(exact) or not alphabet_of(exact):
            return None
        letters = self._plausibility.letters_of_rare(exact)
        typed = Typed(exact, letters, capital and exact.isascii(), listed, self._family(word))
        names = self._named(exact, capital=capital)
        least = self._rarer(exact, beside) * self._vocabulary.counts.get(exact, 0)
        words = self._vocabulary.one_letter_away(exact, least)
        found = self._sure(typed, [*names, *self._candidates(exact, words)], beside, least)
        if found is None:
            words += self._vocabulary.two_letters_away(exact, least)
            found = self._sure(typed, [*names, *self._candidates(exact, words)], beside, least)
        return found

    def _rarer(self, exact: str, beside: Sequence[str]) -> int:
        """How many times more articles must have what a word means than have the word."""
        is_few = 0 < self._vocabulary.counts.get(exact, 0) <= FEW
        return RARER_BESIDE if beside and is_few and not any(together(self._snapshot, exact, beside)) else RARER

    def _family(self, word: QueryWord) -> int:
        """The number of articles that have a word in other forms."""
        stem, own = word.token.stem or "", self._vocabulary.counts.get(word.token.exact, 0)
        return max(0, max(self._snapshot.document_frequency(field_name(part, Form.STEM), stem) for part in Part) - own)

    def plausibility(self, word: str) -> float:
        """How plausible a folded word is as it stands, or as one with a slip: the logarithm of a probability."""
        candidates = self._candidates(word, self._vocabulary.one_letter_away(word))
        unknown = self._plausibility.of_unknown(word, capital=False)
        return max(unknown, *self._plausibility.scores(candidates), unknown)

    def _sure(
        self, typed: Typed, candidates: Sequence[Candidate], beside: Sequence[str], least: int
    ) -> Candidate | None:
        """The candidate in at least so many articles that is sure enough."""
        candidates = [one for one in _distinct(candidates) if one.having >= max(1, least)]
        compared = self._certainty.order(candidates)[:COMPARED] if beside else []
        pairs = [(one, other) for one in compared for other in beside]
        shared = companies(self._snapshot, [(one.words, other) for one, other in pairs])
        company: dict[Candidate, float] = defaultdict(float)
        for (one, _), worth in zip(pairs, shared, strict=True):
            company[one] += COMPANY * worth
        found = self._certainty.sure(typed, candidates, company)
        if found is None or self._is_found_anyway(typed.exact, found):
            return None
        is_rarer = found.having >= RARER * self._vocabulary.counts.get(typed.exact, 0)
        return found if is_rarer or company[found] >= TOGETHER else None

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
            Candidate(near.words, count * NAME_FACTOR, cost(exact, "".join(near.words)), near.name.text, count)
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
