"""From the leaves of a syntax tree to the engine's queries.

In: words, phrases and prefixes as typed, and the parts of an article to look in. Out: `Clause`s. Never here: how
clauses combine, or an engine.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.engines.port.query import And, Best, Nothing, Or, Phrase, Prefix, Query, Term
from indexer.model.schema import Part, field_name
from indexer.naming.forms import with_clitics
from search.compile.combining import all_of, any_of
from search.model.ranking import FIELD_WEIGHTS

ALL_PARTS: tuple[Part, ...] = tuple(Part)
#: The forms that different words rarely share. An article has a word, and -word excludes an article, by these alone.
SURE_FORMS: tuple[Form, ...] = (Form.EXACT, Form.STEM)
#: The skeleton too. A broken plural shares it with its singular, but so do words that only look alike.
ALL_FORMS: tuple[Form, ...] = tuple(Form)
#: A part of an article and a form -> the field, and the weight of a match in it.
_FIELDS = {
    (part, form): (name, FIELD_WEIGHTS[name]) for part in Part for form in Form for name in (field_name(part, form),)
}
_LOOSE = frozenset(field_name(part, form) for part in Part for form in Form if form not in SURE_FORMS)


class Clause(NamedTuple):
    """A part of a query that an article matches or not. `common`: it consists of stop words. If `query` also matches
    expansions, `typed` are the clauses for the words as typed alone. `weight` is how much the word says, `met` what an
    article may have instead to have the word, and `other` what else may bring it among the closest ones."""

    query: Query
    common: bool = False
    typed: tuple["Clause", ...] = ()
    weight: float = 0.0
    met: Query | None = None
    other: Query | None = None

    @property
    def loosened(self) -> Query:
        """What the word, or what may stand for it, finds; an article that has both is worth no more."""
        if self.other is None or self.empty:
            return self.other or self.query
        return Best((self.query, self.other))

    @property
    def empty(self) -> bool:
        """Whether no article in the collection can match."""
        return isinstance(self.query, Nothing)


class Leaves:
    """Builds the clauses of one query; `exists(field, term)` says whether the collection has a term, `rarity` how much
    a word says."""

    def __init__(
        self,
        analyzer: Analyzer,
        exists: Callable[[str, str], bool],
        rarity: Callable[[Token], float] = lambda _: 1.0,
    ) -> None:
        self._analyzer = analyzer
        self._exists = exists
        self._rarity = rarity

    def words(self, text: str, parts: Sequence[Part], forms: Sequence[Form] = SURE_FORMS) -> list[Clause]:
        """One clause for each word that analysis finds in a piece of plain text."""
        return [
            Clause(self._word(token, parts, forms), token.stem is None, weight=self._rarity(token))
            for token in self._analyzer.analyze(text)
        ]

    def in_both(self, token: Token) -> tuple[Clause, Clause]:
        """The clause of a word in its sure forms, and in all of its forms: the same one if the collection has it in no
        others."""
        terms = self._terms(token, ALL_PARTS, ALL_FORMS)
        common, weight = token.stem is None, self._rarity(token)
        sure = [term for term in terms if term.field not in _LOOSE]
        clause = Clause(any_of(sure), common, weight=weight)
        return clause, clause if len(sure) == len(terms) else Clause(any_of(terms), common, weight=weight)

    def name(self, token: Token, word: Clause) -> Clause:
        """The clause of a name, which may share its stem with other words: `word` in articles that have it as typed or
        with clitics, which count for no more. `word` itself if the collection does not have it so."""
        fields = [field_name(part, Form.EXACT) for part in ALL_PARTS]
        terms = [Term(name, one, 0.0) for name in fields for one in names_of(token) if self._exists(name, one)]
        return word._replace(query=all_of([word.query, any_of(terms)])) if terms else word

    def phrase(self, text: str, parts: Sequence[Part]) -> Clause | None:
        """The words exactly as typed (folded), in this order and next to each other; None when there are none."""
        tokens = self._analyzer.analyze(text)
        if not tokens:
            return None
        if len(tokens) == 1:
            form = Form.STEM if self._analyzer.distinguished_as_written(tokens[0]) else Form.EXACT
            return Clause(self._word(tokens[0], parts, [form]))
        terms = _with_gaps(tokens)
        return Clause(
            any_of(
                [
                    Phrase(name, terms, weight * len(tokens))
                    for name, weight in (_FIELDS[part, Form.EXACT] for part in parts)
                    if all(term is None or self._exists(name, term) for term in terms)
                ]
            )
        )

    def prefix(self, text: str, parts: Sequence[Part]) -> tuple[Clause, str] | None:
        """A clause for words whose exact form or stem begins so, and the folded beginning; None without a word."""
        tokens = self._analyzer.analyze(text)
        if not tokens:
            return None
        beginning = tokens[-1].exact
        names = [field_name(part, form) for part in parts for form in SURE_FORMS]
        last = Or(tuple(Prefix(name, beginning, FIELD_WEIGHTS[name]) for name in names))
        before = [self._word(token, parts, SURE_FORMS) for token in tokens[:-1]]
        return Clause(And((*before, last)) if before else last), beginning

    def _word(self, token: Token, parts: Sequence[Part], forms: Sequence[Form]) -> Query:
        """A word in some of its forms."""
        return any_of(self._terms(token, parts, forms))

    def _terms(self, token: Token, parts: Sequence[Part], forms: Sequence[Form]) -> list[Term]:
        """A word in those of its forms that the collection has. A word that only its case tells from a stop word (WHO)
        is left without the exact form, which the two share."""
        if self._analyzer.distinguished_as_written(token):
            forms = [form for form in forms if form is not Form.EXACT]
        there, exists = [(form, term) for form in forms if (term := token.form(form)) is not None], self._exists
        fields = [(_FIELDS[part, form], term) for part in parts for form, term in there]
        return [Term(name, term, weight) for (name, weight), term in fields if exists(name, term)]


def names_of(token: Token) -> tuple[str, ...]:
    """How articles may write a name: as typed, and in Arabic with clitics too."""
    return (token.exact,) if token.exact.isascii() else tuple(with_clitics(token.exact))


def _with_gaps(tokens: Sequence[Token]) -> tuple[str | None, ...]:
    """The exact terms by position, with None where analysis left a position out."""
    terms = {token.position: token.exact for token in tokens}
    return tuple(terms.get(position) for position in range(tokens[0].position, tokens[-1].position + 1))
