"""The terms of the tokens of some articles, which lie in several segments.

In: the word table of each segment, and the words of tokens. Out: what the port's `Vocabulary` asks; `TokenTable`s.
Never here: how tokens are kept (`files/token_rows.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analyzers.tokens import Form
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.token_rows import DocumentTokens
from indexer.engines.columnar.files.word_table import FORMS, Spelled, WordTable
from indexer.engines.port.damage import reading
from indexer.engines.port.tokens import NONE, TokenTable


class FromSegment(NamedTuple):
    """Articles of one segment with their tokens, and the number of the segment."""

    ids: Sequence[str]
    segment: int
    tokens: DocumentTokens


class Tables:
    """The word tables of all segments. The numbers of a segment's terms are counted on from those of the one before."""

    def __init__(self, tables: Iterable[WordTable]) -> None:
        self.tables = list(tables)
        self.shifts = {
            form: np.concatenate([[0], np.cumsum([table.limit(form) for table in self.tables])]).tolist()
            for form in FORMS
        }

    def shifted(self, form: Form) -> Iterator[tuple[WordTable, int]]:
        """Each table, and what its numbers are counted from."""
        return zip(self.tables, self.shifts[form], strict=False)

    def table(self, parts: Sequence[FromSegment]) -> TokenTable:
        """One table of the tokens of several segments."""
        begins = np.cumsum([0, *(int(part.tokens.bounds[-1]) for part in parts)]).tolist()
        columns = [part.tokens for part in parts]
        shifted = list(zip(columns, begins, strict=False))
        return TokenTable(
            ids=tuple(id_ for part in parts for id_ in part.ids),
            bounds=_all([np.zeros(1, np.int64), *(own.bounds[1:] + begin for own, begin in shifted)]),
            sentences=_all([own.sentences + begin for own, begin in shifted]),
            vocabulary=SegmentTerms(self, parts),
            sentence_starts=_all([own.sentence_starts for own in columns]),
            starts=_all([own.starts for own in columns]),
            ends=_all([own.ends for own in columns]),
        )


class SegmentTerms:
    """The terms of one table's tokens."""

    def __init__(self, tables: Tables, parts: Sequence[FromSegment]) -> None:
        self._tables = tables
        self._parts = [(part.segment, tables.tables[part.segment], part.tokens.words) for part in parts]

    @reading
    def terms(self, form: Form) -> Array:
        """The number of each token's term; see the port."""
        return _all([self._shifted(form, *part) for part in self._parts])

    def numbers(self, form: Form, terms: Sequence[str]) -> list[Sequence[int]]:
        """The numbers of each of some terms, one in each segment that has it."""
        found: list[Sequence[int]] = [()] * len(terms)
        for table, shift in self._tables.shifted(form):
            for at, number in enumerate(table.terms_numbers(form, terms)):
                if number >= 0:
                    found[at] = (*found[at], number + shift)
        return found

    def beginning(self, form: Form, prefix: str) -> Sequence[range]:
        """The numbers of the terms that begin so."""
        return [
            range(numbers.start + shift, numbers.stop + shift)
            for table, shift in self._tables.shifted(form)
            for numbers in table.beginning(form, prefix)
        ]

    @reading
    def sizes(self) -> Array:
        """The number of characters of each token's exact form."""
        return _all([spelled.sizes.take(spelled.of_token) for spelled in self._spelled])

    @cached_property
    def _spelled(self) -> list[Spelled]:
        return [table.spelled(words) for _, table, words in self._parts]

    @reading
    def letters(self, grams: Sequence[str]) -> tuple[Array, Array]:
        """Where pieces occur in the exact forms; see the port."""
        found, begin = [], 0
        for (_, table, words), spelled in zip(self._parts, self._spelled, strict=True):
            at, which = table.letters(spelled, grams)
            found.append((at + begin, which))
            begin += len(words)
        return _all([at for at, _ in found]), _all([which for _, which in found])

    def _shifted(self, form: Form, segment: int, table: WordTable, words: Array) -> Array:
        numbers = table.numbers[form].take(words).astype(np.int64)
        if numbers.max(initial=NONE) >= table.limit(form):  # tables as large as the number are made of it
            raise ValueError("the forward index names a term that the segment does not have")
        shift = self._tables.shifts[form][segment]
        return np.where(numbers >= 0, numbers + shift, numbers) if shift else numbers


def _all(columns: Sequence[Array]) -> Array:
    if len(columns) == 1:
        return columns[0]
    return np.concatenate(columns) if columns else np.empty(0, np.int64)
