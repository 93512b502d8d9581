"""Did you mean: replaces words that the collection does not have by words that it has, or by known names.

In: a query as typed and its words. Out: another query, or None. Never here: a change to a word that the collection has
exactly, or by its stem unless a name is far more frequent; to a phrase, a number, a clause of an unknown field, or a
word of the tables.
"""

import re
from collections import Counter
from collections.abc import Sequence

from analyzers.affixes import ARTICLE
from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Or, Term
from indexer.gazetteers.sure_names import PLACE
from indexer.model.schema import Part, field_name
from search.query.tables import field_names
from search.query.words import QueryWord
from search.spelling.keyboard import other_layout
from search.spelling.known_names import KnownNames, NearName
from search.spelling.right_words import RightWords
from search.spelling.vocabulary import Vocabulary

#: Articles in which the published spelling of a word is looked up.
SPELLERS = 5
CHUNK = re.compile(r"\S+")
#: At most so many words of a query are corrected, the first ones, to bound the cost of a query.
MAX_CORRECTED = 8
#: A known name counts as much as a word that so many times more articles have.
NAME_FACTOR = 20
#: A word of at least SURE_LENGTH letters that the collection has by its stem alone is taken for a misspelled name, if
#: STEM_FACTOR times more articles have the name.
SURE_LENGTH, STEM_FACTOR = 5, 4
#: The article of a family name, which may be written with it: Al Busaidi, Albusaidi.
AL = re.compile(r"\bal[ -]$", re.IGNORECASE)


class Corrector:
    """Corrects queries to one snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        analyzer: Analyzer,
        vocabulary: Vocabulary,
        right: RightWords,
        names: KnownNames,
    ) -> None:
        self._names = names
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._right = right

    def correct(self, typed: str, words: Sequence[QueryWord], *, only_names: bool = False) -> str | None:
        """A better spelling of the query, or None when there is none or none is needed; `only_names`:
        articles have all the words, by forms such as broken plurals, so only names are proposed."""
        clauses = _unknown_clauses(typed)
        unknown = [word for word in words if self._may_be_wrong(word, clauses)]
        if not unknown:
            return None
        if not only_names and len(unknown) == len(words) and (meant := self._typed_elsewhere(typed)):
            return meant
        corrected = typed
        for word in reversed(unknown[:MAX_CORRECTED]):
            only = only_names or self._known(word.token) or self._right.may_have(word.token)
            meant = self._meant(word, only)
            if meant is not None:
                before = corrected[: word.start]
                if meant.lower().startswith("al"):
                    before = AL.sub("", before)
                corrected = before + meant + corrected[word.end :]
        return corrected if corrected != typed else None

    def _meant(self, word: QueryWord, only_names: bool) -> str | None:
        """The closest of the known names and the words of the collection, the more frequent one of equals."""
        exact = word.token.exact
        words = [] if only_names else self._vocabulary.near(exact)
        counts = self._vocabulary.counts
        best_word = min(words, key=lambda found: (found[1], -counts[found[0]], found[0]), default=None)
        names = [(near, self._having(near)) for near in self._names.near(exact, capital=word.typed[0].isupper())]
        known = [(near, having) for near, having in names if having]
        best = min(known, key=lambda found: (found[0].distance, -found[1], found[0].name.text), default=None)
        if best and (
            best_word is None or (best[0].distance, -best[1] * NAME_FACTOR) <= (best_word[1], -counts[best_word[0]])
        ):
            return best[0].name.text
        return self._published(best_word[0], word.typed) if best_word else None

    def _having(self, near: NearName) -> int:
        """The number of articles about the named value, or with the rarest word of the name, whichever is larger."""
        name = near.name
        about = 0 if name.facet == PLACE else self._snapshot.document_frequency(name.facet, name.value)
        tokens = self._analyzer.analyze(name.text)
        fields = [field_name(part, Form.EXACT) for part in Part]
        return max(about, *(min(self._snapshot.document_frequency(f, t.exact) for t in tokens) for f in fields))

    def _means_a_name(self, word: QueryWord) -> bool:
        """Whether a word that the collection has by its stem alone is probably a misspelled name, which far more
        articles have: الامرات, which only shares a stem with أمر."""
        token = word.token
        if len(token.exact.removeprefix(ARTICLE)) < SURE_LENGTH:
            return False
        near = [near for near in self._names.near(token.exact, capital=True) if near.distance == 1]
        return any(self._having(one) >= STEM_FACTOR * self._frequency(token, Form.STEM) for one in near)

    def _frequency(self, token: Token, form: Form) -> int:
        term = token.form(form)
        return max(self._snapshot.document_frequency(field_name(part, form), term) if term else 0 for part in Part)

    def _may_be_wrong(self, word: QueryWord, clauses: Sequence[range]) -> bool:
        if not word.plain or self._frequency(word.token, Form.EXACT):
            return False
        if (self._known(word.token) and not self._means_a_name(word)) or self._right.has(word.token):
            return False
        return not any(word.start in clause for clause in clauses)

    def _typed_elsewhere(self, typed: str) -> str | None:
        """The query on the other keyboard layout, when the collection has all its words there."""
        meant = other_layout(typed)
        tokens = [token for token in self._analyzer.analyze(meant) if token.stem is not None]
        return meant if tokens and all(map(self._known, tokens)) else None

    def _known(self, token: Token) -> bool:
        forms = [(form, token.form(form)) for form in (Form.EXACT, Form.STEM)]
        return any(
            self._snapshot.document_frequency(field_name(part, form), term)
            for part in Part
            for form, term in forms
            if term is not None
        )

    def _published(self, word: str, typed: str) -> str:
        """A folded word as most articles spell it, if possible in the case of what was typed."""
        terms = tuple(Term(field_name(part, Form.EXACT), word) for part in Part)
        matches = self._snapshot.search(Request(query=Or(terms), limit=SPELLERS)).matches
        spellings = Counter(
            text[token.start : token.end]
            for article in self._snapshot.articles([match.id for match in matches])
            for text in (article.title, article.text)
            for token in self._analyzer.analyze(text)
            if token.exact == word
        )
        alike = {spelling: count for spelling, count in spellings.items() if _case(spelling) == _case(typed)}
        found = alike or spellings
        return min(found, key=lambda spelling: (-found[spelling], len(spelling)), default=word)


def _unknown_clauses(typed: str) -> list[range]:
    """The spans of field:value with an unknown field; in linear time, whatever was typed."""
    found = []
    for chunk in CHUNK.finditer(typed):
        name, colon, value = chunk[0].partition(":")
        if colon and name.isalpha() and name.lower() not in field_names() and not value.startswith("//"):
            found.append(range(*chunk.span()))
    return found


def _case(word: str) -> tuple[bool, bool]:
    return word.islower(), word.isupper()
