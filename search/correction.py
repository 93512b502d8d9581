"""Did you mean: a query whose words the collection does not have, with words that it has.

In: a query as typed and its words. Out: another query, or None. Never here: a change to a query that finds something
with all its words, or to a phrase, a number, a clause of an unknown field, or a word that the tables have.
"""

import re
from collections import Counter
from collections.abc import Sequence

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.engines.port import Request, Snapshot
from indexer.engines.query import Or, Term
from indexer.schema import Part, field_name
from search.keyboard import other_layout
from search.query.tables import field_names
from search.rightwords import RightWords
from search.vocabulary import Vocabulary
from search.words import QueryWord

#: Articles that are asked how a word is spelled as published.
SPELLERS = 5
CHUNK = re.compile(r"\S+")


class Corrector:
    """Corrects queries to one snapshot."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, vocabulary: Vocabulary, right: RightWords) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._right = right

    def correct(self, typed: str, words: Sequence[QueryWord]) -> str | None:
        """A better spelling of the query, or None when there is none or none is needed."""
        clauses = _unknown_clauses(typed)
        unknown = [word for word in words if self._may_be_wrong(word, clauses)]
        if not unknown:
            return None
        if len(unknown) == len(words) and (meant := self._typed_elsewhere(typed)):
            return meant
        corrected = typed
        for word in reversed(unknown):
            closest = self._vocabulary.closest(word.token.exact)
            if closest is not None:
                corrected = corrected[: word.start] + self._published(closest, word.typed) + corrected[word.end :]
        return corrected if corrected != typed else None

    def _may_be_wrong(self, word: QueryWord, clauses: Sequence[range]) -> bool:
        if not word.plain or self._known(word.token) or self._right.has(word.token):
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
    """Where field:value stands with a field that there is not; in linear time, whatever was typed."""
    found = []
    for chunk in CHUNK.finditer(typed):
        name, colon, value = chunk[0].partition(":")
        if colon and name.isalpha() and name.lower() not in field_names() and not value.startswith("//"):
            found.append(range(*chunk.span()))
    return found


def _case(word: str) -> tuple[bool, bool]:
    return word.islower(), word.isupper()
