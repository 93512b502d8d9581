"""Which words of a text a query matched, and the text with those words marked.

In: an engine query, and an article's text with its tokens. Out: the matched tokens, or escaped HTML with `<mark>`
around whole words. Never here: a mark inside a word, or one on a word that did not match.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from analyzers.tokens import Form, Token
from indexer.engines.port.query import And, AtLeast, Best, Maybe, Or, Phrase, Prefix, Query, Term
from indexer.model.schema import TEXT_FIELDS, Part, TextField
from search.model.display import html

FIELDS: dict[str, TextField] = {field.name: field for field in TEXT_FIELDS}


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The terms of a query in one part of an article, by form: single terms, prefixes, and phrases."""

    terms: Mapping[Form, frozenset[str]]
    prefixes: Mapping[Form, tuple[str, ...]] = field(default_factory=dict)
    phrases: tuple[tuple[Form, tuple[str | None, ...]], ...] = ()

    def is_any(self) -> bool:
        """Whether there is anything to look for."""
        return any((*self.terms.values(), *self.prefixes.values(), self.phrases))

    def find(self, tokens: Sequence[Token], matched: Collection[str] = ()) -> list[Token]:
        """The tokens that match, in order. A token that shares only its skeleton with a term matches unless that
        skeleton is among the `matched` ones."""
        found = {index for index, token in enumerate(tokens) if self._matches(token, matched)}
        for form, terms in self.phrases:
            found |= _phrase_indices(tokens, form, terms)
        return [tokens[index] for index in sorted(found)]

    def matched_skeletons(self, tokens: Sequence[Token]) -> frozenset[str]:
        """The skeletons of the tokens that match by a surer form; other tokens with one of them only look alike."""
        return frozenset(token.skeleton for token in tokens if token.skeleton and self._is_word(token))

    def _matches(self, token: Token, matched: Collection[str]) -> bool:
        alike = token.skeleton in self.terms[Form.SKELETON] and token.skeleton not in matched
        return (
            alike
            or self._is_word(token)
            or any((token.form(form) or "").startswith(beginnings) for form, beginnings in self.prefixes.items())
        )

    def _is_word(self, token: Token) -> bool:
        return token.exact in self.terms[Form.EXACT] or token.stem in self.terms[Form.STEM]


def query_terms(query: Query, part: Part) -> QueryTerms:
    """The terms of a query that may match in one part of an article."""
    terms: dict[Form, set[str]] = {form: set() for form in Form}
    prefixes: dict[Form, set[str]] = defaultdict(set)
    phrases: list[tuple[Form, tuple[str | None, ...]]] = []
    for leaf in _leaves(query):
        own = FIELDS.get(leaf.field)
        if own is None or own.part is not part:
            continue
        match leaf:
            case Term():
                terms[own.form].add(leaf.text)
            case Prefix():
                prefixes[own.form].add(leaf.text)
            case Phrase():
                phrases.append((own.form, leaf.terms))
    return QueryTerms(
        {form: frozenset(found) for form, found in terms.items()},
        {form: tuple(beginnings) for form, beginnings in prefixes.items()},
        tuple(phrases),
    )


def _leaves(query: Query) -> Iterator[Term | Prefix | Phrase]:
    match query:
        case Term() | Prefix() | Phrase():
            yield query
        case And() | Or() | Best() | AtLeast():
            for child in query.children:
                yield from _leaves(child)
        case Maybe():
            yield from _leaves(query.required)
            yield from _leaves(query.optional)


def _phrase_indices(tokens: Sequence[Token], form: Form, terms: tuple[str | None, ...]) -> set[int]:
    """Indices of all tokens that take part in an occurrence of the phrase."""
    return {index for run in phrase_runs(tokens, form, terms) for index in run}


def phrase_runs(tokens: Sequence[Token], form: Form, terms: tuple[str | None, ...]) -> Iterator[list[int]]:
    """The occurrences of a phrase, each as the indices of the tokens that take part in it."""
    by_position = {token.position: index for index, token in enumerate(tokens)}
    for token in tokens:
        if token.form(form) != terms[0]:
            continue
        run = [by_position.get(token.position + step) for step in range(len(terms))]
        pairs = [(index, term) for index, term in zip(run, terms, strict=True) if term is not None]
        if all(index is not None and tokens[index].form(form) == term for index, term in pairs):
            yield [index for index, _ in pairs if index is not None]


def mark(text: str, tokens: Iterable[Token], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` escaped, with `<mark>` around each of the tokens that lies in it."""
    end = len(text) if end is None else end
    pieces: list[Markup] = []
    offset = start
    for token in tokens:
        if token.start < offset or token.end > end:
            continue
        pieces += [html(text[offset : token.start]), Markup("<mark>%s</mark>") % html(text[token.start : token.end])]
        offset = token.end
    pieces.append(html(text[offset:end]))
    return Markup("").join(pieces)
