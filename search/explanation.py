"""Why an article was found, in words: which word of the query stands in which part, and in which form.

In: the query's words, and the tokens of an article's title and text. Out: notes, one a word. Never here: scores.
"""

from collections.abc import Sequence

from analyzers.tokens import Form, Token
from search.notes import FORM_NOTES, NOT_THERE
from search.results import Note
from search.words import QueryWord

#: The strongest form first.
FORMS = (Form.EXACT, Form.STEM, Form.SKELETON)


class Occurrences:
    """Where the words of one part of an article stand, by form."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._first: dict[tuple[Form, str], Token] = {}
        for token in reversed(tokens):
            for form in FORMS:
                term = token.form(form)
                if term is not None:
                    self._first[form, term] = token

    def find(self, word: Token) -> tuple[Form, str] | None:
        """The strongest form in which a word stands here, and its first occurrence as published; None when it
        does not."""
        for form in FORMS:
            term = word.form(form)
            token = self._first.get((form, term)) if term is not None else None
            if token is not None:
                return form, self._text[token.start : token.end]
        return None


def explain(words: Sequence[QueryWord], parts: Sequence[Occurrences]) -> tuple[Note, ...]:
    """One note a word, in the order of the query; `parts` are the title and the text."""
    return tuple(_explain(word, parts) for word in words)


def _explain(word: QueryWord, parts: Sequence[Occurrences]) -> Note:
    found = [(name, place) for name, part in zip(FORM_NOTES, parts, strict=True) if (place := part.find(word.token))]
    if not found:
        return Note(NOT_THERE, {"word": word.typed})
    name, (form, published) = min(found, key=lambda entry: FORMS.index(entry[1][0]))
    return Note(FORM_NOTES[name][form], {"word": word.typed, "found": published})
