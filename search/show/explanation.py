"""Why an article was found, in words: which word of the query occurs in which part, and in which form.

In: the query's words with their expansions, and the tokens of an article's title and text. Out: one note for each
word; words that the article has by one expansion share a note. Never here: scores.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Form, Token
from indexer.engines.port.tokens import NONE, TokenTable
from indexer.model.article import Article
from indexer.model.notes import Note
from indexer.model.schema import FACETS
from search.compile.expansions import Expansion, Pattern
from search.model.notes import ABOUT, FORM_NOTES, NOT_THERE, OTHER_NOTES, PUBLISHED_THEN
from search.query.parser import unique
from search.query.words import QueryWord

#: The strongest form first.
FORMS = (Form.EXACT, Form.STEM, Form.SKELETON)


class Occurrences:
    """Where words occur first in the parts of some articles."""

    def __init__(self, table: TokenTable, words: Sequence[QueryWord] = (), patterns: Iterable[Pattern] = ()) -> None:
        self._table = table
        for form in FORMS:
            terms = [word.token.form(form) for word in words]
            terms += [term for pattern in patterns if pattern.form is form for term in pattern.terms]
            table.look_for(form, filter(None, terms))
        self._first: dict[tuple[Form, tuple[str | None, ...]], list[int]] = {}

    def of(self, article: Article) -> tuple["PartOccurrences", ...]:
        """Those in the title and the text of an article."""
        row = 2 * self._table.rows[article.id]
        return tuple(PartOccurrences(self, row + at, text) for at, text in enumerate((article.title, article.text)))

    def first(self, form: Form, terms: tuple[str | None, ...], part: int) -> int:
        """The first token of some adjacent terms in a part, or NONE."""
        if (form, terms) not in self._first:
            self._first[form, terms] = _firsts(self._table.runs(form, terms), self._table)
        return self._first[form, terms][part]

    def form_of(self, token: int, word: Token, form: Form) -> Form | None:
        """The form in which a token is a word, if they share `form`: exact where they share that too. None for WHO and
        who, which only case tells apart."""
        if (self._table.column(Form.STEM)[token] < 0) != (word.stem is None):
            return None
        return Form.EXACT if form is Form.EXACT or self._table.has(Form.EXACT, word.exact, token) else form

    def span(self, first: int, last: int) -> slice:
        """The characters from one token to another, in their part."""
        return slice(int(self._table.starts[first]), int(self._table.ends[last]))


def _firsts(found: NDArray[np.int64], table: TokenTable) -> list[int]:
    """The first of some tokens in each part, NONE where there is none."""
    if not len(found):
        return [NONE] * (len(table.bounds) - 1)
    at = np.searchsorted(found, table.bounds[:-1])
    first = found[np.minimum(at, len(found) - 1)]
    inside = (at < len(found)) & (first < table.bounds[1:])
    return np.where(inside, first, NONE).tolist()  # type: ignore[no-any-return]


class PartOccurrences:
    """Where words occur in one part of an article."""

    def __init__(self, occurrences: Occurrences, part: int, text: str) -> None:
        self._occurrences = occurrences
        self._part = part
        self._text = text

    def find(self, word: Token) -> tuple[Form, str] | None:
        """The strongest form in which a word occurs here, and its first occurrence as published; None when it
        does not. WHO does not occur where who does."""
        for form in FORMS:
            term = word.form(form)
            token = self._occurrences.first(form, (term,), self._part) if term is not None else NONE
            found = self._occurrences.form_of(token, word, form) if token != NONE else None
            if found is not None:
                return found, self._text[self._occurrences.span(token, token)]
        return None

    def find_pattern(self, pattern: Pattern) -> str | None:
        """The first occurrence of another wording as published; None when there is none."""
        first = self._occurrences.first(pattern.form, pattern.terms, self._part)
        if first == NONE:
            return None
        last = max(place for place, term in enumerate(pattern.terms) if term is not None)
        return self._text[self._occurrences.span(first, first + last)]


def explain(
    words: Sequence[QueryWord],
    parts: Sequence[PartOccurrences],
    expansions: Sequence[Expansion] = (),
    article: Article | None = None,
) -> tuple[Note, ...]:
    """One note a word, in the order of the query; `parts` are the title and the text. A word that is not there may be
    there in other words, or as what the article is about: one note for all words that mean it."""
    return unique(list(_notes(words, parts, expansions, article)))


def _notes(
    words: Sequence[QueryWord],
    parts: Sequence[PartOccurrences],
    expansions: Sequence[Expansion],
    article: Article | None,
) -> Iterator[Note]:
    for word in words:
        literal = _literal(word, parts)
        other = None if literal else next((expansion for expansion in expansions if expansion.covers(word)), None)
        yield literal or (other and _otherwise(other, parts, article)) or _missing(word)


def _missing(word: QueryWord) -> Note:
    return Note(NOT_THERE, {"word": word.typed})


def _otherwise(expansion: Expansion, parts: Sequence[PartOccurrences], article: Article | None) -> Note | None:
    for name, part in zip(OTHER_NOTES, parts, strict=True):
        published = next(filter(None, map(part.find_pattern, expansion.patterns)), None)
        if published is not None:
            return Note(OTHER_NOTES[name], {"word": expansion.typed, "found": published})
    about = article is not None and expansion.facet and expansion.value in FACETS[expansion.facet](article)
    if article is not None and _published_then(expansion, article):
        return Note(PUBLISHED_THEN, {"word": expansion.typed})
    return Note(ABOUT, {"word": expansion.typed}) if about else None


def _published_then(expansion: Expansion, article: Article) -> bool:
    first, last = article.published.first_day, article.published.last_day
    if first is None or last is None:
        return False
    return any(days.first <= first and last <= days.last for days in expansion.days)


def _literal(word: QueryWord, parts: Sequence[PartOccurrences]) -> Note | None:
    best: tuple[str, tuple[Form, str]] | None = None
    for name, part in zip(FORM_NOTES, parts, strict=True):
        first = part.find(word.token)
        if first is not None and (best is None or FORMS.index(first[0]) < FORMS.index(best[1][0])):
            best = name, first
        if best is not None and best[1][0] is FORMS[0]:
            break
    if best is None:
        return None
    name, (form, published) = best
    return Note(FORM_NOTES[name][form], {"word": word.typed, "found": published})
