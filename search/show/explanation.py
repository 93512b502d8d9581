"""Why an article was found, in words: which word of the query occurs in which part, and in which form.

In: the query's words with their expansions, and the tokens of an article's title and text. Out: one note for each
word; words that the article has by one expansion share a note. Never here: scores.
"""

from collections.abc import Iterator, Sequence

from analyzers.tokens import Form, Token
from indexer.model.article import Article
from indexer.model.notes import Note
from indexer.model.schema import FACETS
from search.compile.expansions import Expansion, Pattern
from search.model.notes import ABOUT, FORM_NOTES, NOT_THERE, OTHER_NOTES, PUBLISHED_THEN
from search.query.parser import unique
from search.query.words import QueryWord
from search.show.highlight import phrase_runs

#: The strongest form first.
FORMS = (Form.EXACT, Form.STEM, Form.SKELETON)


class Occurrences:
    """Where the words of one part of an article occur, by form."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._first: dict[tuple[Form, str], Token] = {}
        for token in reversed(tokens):
            for form in FORMS:
                term = token.form(form)
                if term is not None:
                    self._first[form, term] = token

    def find(self, word: Token) -> tuple[Form, str] | None:
        """The strongest form in which a word occurs here, and its first occurrence as published; None when it
        does not. WHO does not occur where who does."""
        for form in FORMS:
            term = word.form(form)
            token = self._first.get((form, term)) if term is not None else None
            if token is not None and (token.stem is None) == (word.stem is None):
                found = Form.EXACT if token.exact == word.exact else form
                return found, self._text[token.start : token.end]
        return None

    def find_pattern(self, pattern: Pattern) -> str | None:
        """The first occurrence of another wording as published; None when there is none."""
        if len(pattern.terms) == 1:
            token = self._first.get((pattern.form, pattern.terms[0] or ""))
            return self._text[token.start : token.end] if token else None
        run = next(phrase_runs(self._tokens, pattern.form, pattern.terms), None)
        return self._text[self._tokens[run[0]].start : self._tokens[run[-1]].end] if run else None


def explain(
    words: Sequence[QueryWord],
    parts: Sequence[Occurrences],
    expansions: Sequence[Expansion] = (),
    article: Article | None = None,
) -> tuple[Note, ...]:
    """One note a word, in the order of the query; `parts` are the title and the text. A word that is not there may be
    there in other words, or as what the article is about: one note for all words that mean it."""
    return unique(list(_notes(words, parts, expansions, article)))


def _notes(
    words: Sequence[QueryWord], parts: Sequence[Occurrences], expansions: Sequence[Expansion], article: Article | None
) -> Iterator[Note]:
    for word in words:
        other = next((expansion for expansion in expansions if expansion.covers(word)), None)
        yield _literal(word, parts) or (other and _otherwise(other, parts, article)) or _missing(word)


def _missing(word: QueryWord) -> Note:
    return Note(NOT_THERE, {"word": word.typed})


def _otherwise(expansion: Expansion, parts: Sequence[Occurrences], article: Article | None) -> Note | None:
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


def _literal(word: QueryWord, parts: Sequence[Occurrences]) -> Note | None:
    found = [(name, first) for name, part in zip(FORM_NOTES, parts, strict=True) if (first := part.find(word.token))]
    if not found:
        return None
    name, (form, published) = min(found, key=lambda entry: FORMS.index(entry[1][0]))
    return Note(FORM_NOTES[name][form], {"word": word.typed, "found": published})
