"""The tokens of an article as bytes, for engines that store bytes with each article.

In: an analysed article; bytes of several. Out: its bytes; a `TokenTable`. Never here: an array of an index.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

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
    bounds, sentences = [0], list[tuple[int, int]]()
    for row in rows.values():
        size = row.head if heads else len(row.words)
        base = bounds[-1] + row.title
        vocabulary.add(row.forms, row.words[:size])
        sentences += [(base + token, start) for token, start in row.sentences if row.title + token < size]
        bounds += [base, bounds[-1] + size]
    places = () if heads else rows.values()
    return TokenTable(
        ids=tuple(rows),
        bounds=np.array(bounds, np.int64),
        sentences=np.array([token for token, _ in sentences], np.int64),
        vocabulary=vocabulary,
        sentence_starts=np.array([] if heads else [start for _, start in sentences], np.int64),
        starts=np.array(list(chain.from_iterable(row.starts for row in places)), np.int64),
        ends=np.array(list(chain.from_iterable(row.ends for row in places)), np.int64),
    )


class TextVocabulary:
    """The terms of a table's tokens as text."""

    def __init__(self) -> None:
        self._tokens: list[Sequence[str | None]] = []
        self._numbers: tuple[dict[str, int], ...] = tuple({} for _ in FORMS)

    def add(self, forms: Sequence[Sequence[str | None]], words: Sequence[int]) -> None:
        """Further tokens, by the forms of their words."""
        self._tokens += [forms[word] for word in words]
        for own, numbers in zip(zip(*forms, strict=True), self._numbers, strict=False):
            for term in filter(None, own):
                numbers.setdefault(term, len(numbers))

    def terms(self, form: Form) -> Ints:
        """The number of each token's term in a form."""
        at = FORMS.index(form)
        return np.array([self._numbers[at].get(token[at] or "", NONE) for token in self._tokens], np.int64)

    def numbers(self, form: Form, terms: Sequence[str]) -> list[Sequence[int]]:
        """The number of each of some terms in a form."""
        numbers = self._numbers[FORMS.index(form)]
        return [(numbers[term],) if term in numbers else () for term in terms]

    def beginning(self, form: Form, prefix: str) -> Sequence[range]:
        """The numbers of the terms that begin so."""
        numbers = self._numbers[FORMS.index(form)]
        return [range(number, number + 1) for term, number in numbers.items() if term.startswith(prefix)]

    def sizes(self) -> Ints:
        """The number of characters of each token's exact form."""
        return np.array([len(token[EXACT] or "") for token in self._tokens], np.int64)

    def letters(self, grams: Sequence[str]) -> tuple[Ints, Ints]:
        """Where pieces of three characters occur in the exact forms."""
        found = [
            (at, gram)
            for at, token in enumerate(self._tokens)
            for gram, letters in enumerate(grams)
            for _ in range(f" {token[EXACT]} ".count(letters))
        ]
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]
