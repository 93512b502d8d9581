"""The forward index: the tokens of articles as columns, as analysis gave them when the index was built.

In: nothing. Out: `TokenTable`, which every engine gives, and what it can be asked. Never here: how an engine keeps it
(`packed_tokens.py` for those that store bytes), or a text.

A term of a form is a number here. Numbers are compared only within one table and one form; an engine may give a term
several numbers, one in each of its segments.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analyzers.tokens import Form
from indexer.model.schema import Part

Ints = NDArray[Any]
Flags = NDArray[np.bool_]
#: The head of an article is its title and the tokens that begin within so many characters of its text. The second look
#: judges by it; twice as much changed no figure.
HEAD = 1500
#: The number of no term.
NONE = -1
PARTS = (Part.TITLE, Part.BODY)
#: So many terms have no numbers of 16 bits.
MANY = 1 << 15


class Vocabulary(Protocol):
    """The terms of one table's tokens."""

    def terms(self, form: Form) -> Ints:
        """The number of each token's term in a form, NONE where it has none."""
        ...

    def numbers(self, form: Form, terms: Sequence[str]) -> list[Sequence[int]]:
        """The numbers of each of some terms in a form; none for one that no article has."""
        ...

    def beginning(self, form: Form, prefix: str) -> Sequence[range]:
        """The numbers of the terms that begin so."""
        ...

    def sizes(self) -> Ints:
        """The number of characters of each token's exact form."""
        ...

    def letters(self, grams: Sequence[str]) -> tuple[Ints, Ints]:
        """Where pieces of three characters occur: tokens, rising, and indexes in `grams`, one of each for each
        occurrence in the exact form of a token between two spaces, counted as `str.count` does."""
        ...


@dataclass(frozen=True)
class TokenTable:
    """The tokens of articles, one after the other: the title of article `i` has the tokens from `bounds[2 * i]` to
    `bounds[2 * i + 1]`, its text those from there to `bounds[2 * i + 2]`.
    `sentences` are the tokens that a sentence of a text begins with, rising, its very first token only if the text
    begins with no letter; `sentence_starts` are the offsets of these sentences. `starts` and `ends` are the offsets of
    each token in its part. A table of heads alone has neither offsets of sentences nor of tokens."""

    ids: tuple[str, ...]
    bounds: Ints
    sentences: Ints
    vocabulary: Vocabulary
    sentence_starts: Ints
    starts: Ints
    ends: Ints
    _columns: dict[Form, Ints] = field(default_factory=dict)
    _places: dict[tuple[Form, str], Ints] = field(default_factory=dict)
    _numbers: dict[tuple[Form, str], Sequence[int]] = field(default_factory=dict)
    _having: dict[tuple[Form, frozenset[str]], Flags] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def size(self) -> int:
        """The number of tokens."""
        return int(self.bounds[-1])

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The number of each article."""
        return {id_: row for row, id_ in enumerate(self.ids)}

    @cached_property
    def owners(self) -> Ints:
        """The number of the article of each token."""
        bounds = self.bounds[::2]
        return np.arange(len(self.ids)).repeat(bounds[1:] - bounds[:-1])

    @cached_property
    def ends_of_parts(self) -> Ints:
        """For each token, the end of its part."""
        return np.repeat(self.bounds[1:], np.diff(self.bounds))

    def part(self, row: int, part: Part) -> slice:
        """The tokens of a part of an article."""
        at = 2 * row + PARTS.index(part)
        return slice(int(self.bounds[at]), int(self.bounds[at + 1]))

    def is_title(self) -> Flags:
        """For each token, whether it stands in a title."""
        return np.repeat(np.arange(len(self.bounds) - 1) % 2 == 0, np.diff(self.bounds))

    def sentences_of(self, row: int) -> list[int]:
        """The offsets of the sentences in the text of an article."""
        own = self.part(row, Part.BODY)
        first, end = np.searchsorted(self.sentences, (own.start, own.stop)).tolist()
        return [0, *self.sentence_starts[first:end].tolist()]

    def column(self, form: Form) -> Ints:
        """The number of each token's term in a form, NONE where it has none."""
        if form not in self._columns:
            self._columns[form] = self.vocabulary.terms(form)
        return self._columns[form]

    def places(self, form: Form, term: str) -> Ints:
        """The tokens that have a term, rising."""
        if (form, term) not in self._places:
            self.look_for(form, (term,))
        return self._places[form, term]

    def has(self, form: Form, term: str, token: int) -> bool:
        """Whether a token has a term."""
        return int(self.column(form)[token]) in self._looked_up(form, (term,))[0]

    def look_for(self, form: Form, terms: Iterable[str]) -> None:
        """Look for terms at once, in less time than one by one; `places` knows them then."""
        new = [term for term in dict.fromkeys(terms) if (form, term) not in self._places]
        if not new:
            return
        which = self._which(form, self._looked_up(form, new))
        tokens = np.flatnonzero(which >= 0)
        order = which[tokens].argsort(kind="stable")
        tokens = tokens[order]
        bounds = which[tokens].searchsorted(np.arange(len(new) + 1)).tolist()
        for at, term in enumerate(new):
            self._places[form, term] = tokens[bounds[at] : bounds[at + 1]]

    def having_any(self, form: Form, terms: Collection[str]) -> Flags:
        """For each token, whether it has any of some terms."""
        if not terms:
            return np.zeros(self.size, np.bool_)
        key = form, frozenset(terms)
        if key not in self._having:
            self._having[key] = self._which(form, self._looked_up(form, list(terms))) >= 0
        return self._having[key]

    def _looked_up(self, form: Form, terms: Sequence[str]) -> list[Sequence[int]]:
        """The numbers of each term."""
        new = [term for term in terms if (form, term) not in self._numbers]
        if new:
            self._numbers.update(zip([(form, term) for term in new], self.vocabulary.numbers(form, new), strict=True))
        return [self._numbers[form, term] for term in terms]

    def _which(self, form: Form, terms: Sequence[Sequence[int]]) -> Ints:
        """For each token, which of some terms it has, each given by its numbers, or NONE."""
        column = self.column(form)
        limit = int(column.max(initial=NONE)) + 1
        table = np.full(limit + 1, NONE, np.int16 if len(terms) < MANY else np.int64)
        for at, numbers in enumerate(terms):
            for number in numbers:
                if number < limit:
                    table[number] = at
        which: Ints = table.take(column, mode="wrap")
        return which

    def beginning(self, form: Form, prefix: str) -> Flags:
        """For each token, whether its term in a form begins so."""
        found, column = np.zeros(self.size, np.bool_), self.column(form)
        for numbers in self.vocabulary.beginning(form, prefix):
            found |= (column >= numbers.start) & (column < numbers.stop)
        return found

    def runs(self, form: Form, terms: Sequence[str | None]) -> Ints:
        """The first token of each occurrence of a phrase within one part, rising; None is a gap of one word."""
        if not terms or terms[0] is None:
            return np.empty(0, np.int64)
        found, column = self.places(form, terms[0]), self.column(form)
        for step, term in enumerate(terms[1:], 1):
            if term is not None and len(found):
                found = found[found + step < self.ends_of_parts[found]]
                (numbers,) = self._looked_up(form, (term,))
                found = found[_among(column[found + step], numbers)]
        return found


def _among(numbers: Ints, few: Sequence[int]) -> Flags:
    """For each number, whether it is one of a few."""
    found = np.zeros(len(numbers), np.bool_)
    for one in few:
        found |= numbers == one
    return found
