"""The tokens of an article as bytes, for engines that store bytes with each article.

In: an analysed article; bytes of several. Out: its bytes; a `TokenTable`. Never here: an array of an index.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from analyzers.tokens import Form, Token
from indexer.engines.port.tokens import HEAD, NONE, Ints, TokenTable
from indexer.model.sentences import opened_by

FORMS = tuple(Form)
EXACT = FORMS.index(Form.EXACT)


class Packed(NamedTuple):
    """The tokens of an article: the forms of its words; of each token the word, the start and the end; how many are of
    its title and how many are of its head; the tokens of the text that open a sentence, and where it begins."""

    forms: list[list[str | None]]
    words: list[int]
    starts: list[int]
    ends: list[int]
    title: int
    head: int
    sentences: list[list[int]]


def pack_tokens(text: str, title: Sequence[Token], body: Sequence[Token]) -> bytes:
    """The tokens of an article from its text and from its analysed title and text, as `table_of` reads them."""
    numbers: dict[tuple[str | None, ...], int] = {}
    tokens = [*title, *body]
    words = [numbers.setdefault(tuple(map(token.form, FORMS)), len(numbers)) for token in tokens]
    starts = [token.start for token in body]
    packed = Packed(
        forms=[list(forms) for forms in numbers],
        words=words,
        starts=[token.start for token in tokens],
        ends=[token.end for token in tokens],
        title=len(title),
        head=len(title) + bisect_left(starts, HEAD),
        sentences=[list(pair) for pair in sorted(opened_by(text, starts).items())],
    )
    return json.dumps(packed, separators=(",", ":")).encode("ascii")


def table_of(packed: Mapping[str, bytes], heads: bool) -> TokenTable:
    """The tokens of articles, by id, as one table; if `heads`, of their heads alone."""
    rows = {id_: Packed(*json.loads(content)) for id_, content in packed.items()}
    vocabulary = TextVocabulary()
    bounds, words, sentences = [0], list[int](), list[tuple[int, int]]()
    for row in rows.values():
        size = row.head if heads else len(row.words)
        base = len(words) + row.title
        own = vocabulary.add(row.forms)
        sentences += [(base + token, start) for token, start in row.sentences if row.title + token < size]
        words += [own[word] for word in row.words[:size]]
        bounds += [base, len(words)]
    places = () if heads else rows.values()
    return TokenTable(
        ids=tuple(rows),
        bounds=np.array(bounds, np.int64),
        words=np.array(words, np.int64),
        sentences=np.array([token for token, _ in sentences], np.int64),
        vocabulary=vocabulary,
        sentence_starts=np.array([] if heads else [start for _, start in sentences], np.int64),
        starts=np.array(list(chain.from_iterable(row.starts for row in places)), np.int64),
        ends=np.array(list(chain.from_iterable(row.ends for row in places)), np.int64),
    )


class TextVocabulary:
    """The words of a table as text."""

    def __init__(self) -> None:
        self._words: dict[tuple[str | None, ...], int] = {}
        self._terms: tuple[dict[str, int], ...] = tuple({} for _ in FORMS)

    def add(self, forms: Sequence[Sequence[str | None]]) -> list[int]:
        """The number of each word, by its forms; new ones are added."""
        for own, terms in zip(zip(*forms, strict=True), self._terms, strict=False):
            for term in filter(None, own):
                terms.setdefault(term, len(terms))
        return [self._words.setdefault(tuple(word), len(self._words)) for word in forms]

    def terms(self, form: Form, words: Ints) -> Ints:
        """The number of each word's term in a form."""
        at = FORMS.index(form)
        found = [self._terms[at].get(word[at] or "", NONE) for word in self._words]
        return np.array(found, np.int64)[words] if found else words

    def numbers(self, form: Form, term: str) -> Sequence[int]:
        """The number of a term in a form."""
        number = self._terms[FORMS.index(form)].get(term)
        return () if number is None else (number,)

    def beginning(self, form: Form, prefix: str) -> Sequence[range]:
        """The numbers of the terms that begin so."""
        terms = self._terms[FORMS.index(form)]
        return [range(number, number + 1) for term, number in terms.items() if term.startswith(prefix)]

    def sizes(self, words: Ints) -> Ints:
        """The number of characters of each word's exact form."""
        return self._each(len)[words]

    def letters(self, words: Ints, grams: Sequence[str]) -> tuple[Ints, Ints]:
        """Where pieces of three characters occur in the exact forms."""
        exact = [f" {word[EXACT]} " for word in self._words]
        found = [
            (at, gram)
            for at, word in enumerate(words.tolist())
            for gram, letters in enumerate(grams)
            for _ in range(exact[word].count(letters))
        ]
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _each(self, measure: Any) -> Ints:
        return np.array([measure(word[EXACT] or "") for word in self._words], np.int64)
