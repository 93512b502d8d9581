"""Which words of a text a query matched, and the text with those words marked.

In: an engine query, and a text with the tokens that it matched. Out: the terms of the query in one part of an article,
or escaped HTML with `<mark>` around whole words. Never here: which tokens match (`marks.py`), or a mark inside a word.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from markupsafe import Markup, escape

from analyzers.tokens import Form
from indexer.engines.port.query import And, AtLeast, Best, Maybe, Or, Phrase, Prefix, Query, Term
from indexer.engines.port.tokens import Flags, TokenTable
from indexer.model.schema import TEXT_FIELDS, Part, TextField
from search.model.display import clean, html

FIELDS: dict[str, TextField] = {field.name: field for field in TEXT_FIELDS}


class Mark(NamedTuple):
    """A token that matched: its offsets in the text, end exclusive. `word` is the same for all forms of a word."""

    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The terms of a query in one part of an article, by form: single terms, prefixes, and phrases."""

    terms: Mapping[Form, frozenset[str]]
    prefixes: Mapping[Form, tuple[str, ...]] = field(default_factory=dict)
    phrases: tuple[tuple[Form, tuple[str | None, ...]], ...] = ()

    def is_any(self) -> bool:
        """Whether there is anything to look for."""
        return any((*self.terms.values(), *self.prefixes.values(), self.phrases))

    def sure(self, table: TokenTable) -> Flags:
        """The tokens that share a term's exact form or its stem."""
        return table.having_any(Form.EXACT, self.terms[Form.EXACT]) | table.having_any(Form.STEM, self.terms[Form.STEM])

    def alike(self, table: TokenTable) -> Flags:
        """The tokens that share a term's skeleton."""
        return table.having_any(Form.SKELETON, self.terms[Form.SKELETON])

    def begun(self, table: TokenTable) -> Flags:
        """The tokens that begin as a prefix does."""
        found = np.zeros(table.size, np.bool_)
        for form, beginnings in self.prefixes.items():
            for beginning in beginnings:
                found |= table.beginning(form, beginning)
        return found


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
        tuple(dict.fromkeys(phrases)),
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


def mark(text: str, tokens: Iterable[Mark], start: int = 0, end: int | None = None) -> Markup:
    """`text[start:end]` escaped, with `<mark>` around each of the tokens that lies in it."""
    end = len(text) if end is None else end
    write = html if clean(text[start:end]) != text[start:end] else escape
    pieces: list[str] = []
    offset = start
    for token in tokens:
        if token.start < offset or token.end > end:
            continue
        pieces += [write(text[offset : token.start]), "<mark>", write(text[token.start : token.end]), "</mark>"]
        offset = token.end
    pieces.append(write(text[offset:end]))
    return Markup("".join(pieces))
