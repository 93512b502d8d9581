"""The words of the segments of a snapshot as one vocabulary.

In: the word table of each segment. Out: what the port's `Vocabulary` asks. Never here: documents.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from analyzers.tokens import Form
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.token_rows import DocumentTokens
from indexer.engines.columnar.files.word_table import FORMS, WordTable
from indexer.engines.port.damage import reading
from indexer.engines.port.tokens import TokenTable


class Words:
    """The words of several segments as one vocabulary: those of each are counted on from the segment before."""

    def __init__(self, tables: Iterable[WordTable]) -> None:
        self._tables = list(tables)
        self.bases = np.concatenate([[0], np.cumsum([len(table) for table in self._tables])]).astype(np.int64)
        self._shifts = {
            form: np.concatenate([[0], np.cumsum([table.limit(form) for table in self._tables])]).tolist()
            for form in FORMS
        }

    @reading
    def terms(self, form: Form, words: Array) -> Array:
        """The number of each word's term; see the port."""
        found = np.empty(len(words), np.int64)
        for table, here, base, shift in self._apart(words, self._shifts[form]):
            own = table.numbers[form][words[here] - base].astype(np.int64)
            own[own >= 0] += shift
            found[here] = own
        return found

    def numbers(self, form: Form, term: str) -> Sequence[int]:
        """The numbers of a term, one in each segment that has it."""
        found = ((table.number(form, term), shift) for table, shift in self._shifted(form))
        return [number + shift for number, shift in found if number >= 0]

    def beginning(self, form: Form, prefix: str) -> Sequence[range]:
        """The numbers of the terms that begin so."""
        return [
            range(numbers.start + shift, numbers.stop + shift)
            for table, shift in self._shifted(form)
            for numbers in table.beginning(form, prefix)
        ]

    @reading
    def sizes(self, words: Array) -> Array:
        """The number of characters of each word's exact form."""
        found = np.empty(len(words), np.int64)
        for table, here, base, _ in self._apart(words):
            found[here] = table.sizes(words[here] - base)
        return found

    @reading
    def letters(self, words: Array, grams: Sequence[str]) -> tuple[Array, Array]:
        """Where pieces occur in the exact forms; see the port."""
        parts = []
        for table, here, base, _ in self._apart(words):
            at, which = table.letters(words[here] - base, grams)
            parts.append((np.arange(len(words))[here][at], which))
        if len(parts) == 1:
            return parts[0]
        at = np.concatenate([own for own, _ in parts]) if parts else np.empty(0, np.int64)
        which = np.concatenate([own for _, own in parts]) if parts else np.empty(0, np.int64)
        order = np.argsort(at, kind="stable")
        return at[order], which[order]

    def _shifted(self, form: Form) -> Iterable[tuple[WordTable, int]]:
        return zip(self._tables, self._shifts[form], strict=False)

    def _apart(
        self, words: Array, shifts: Sequence[int] | None = None
    ) -> Iterable[tuple[WordTable, slice | Array, int, int]]:
        """The words of each segment: its table, which they are, and what their numbers and terms are counted from."""
        for number, table in enumerate(self._tables):
            base, shift = int(self.bases[number]), shifts[number] if shifts else 0
            if len(self._tables) == 1:
                yield table, slice(None), base, shift
                continue
            here = np.flatnonzero((words >= base) & (words < self.bases[number + 1]))
            if len(here):
                yield table, here, base, shift


def united(parts: Sequence[tuple[Sequence[str], int, DocumentTokens]], words: Words) -> TokenTable:
    """One table of the tokens of several segments: ids, what the numbers of words are counted from, and tokens."""
    ids: list[str] = []
    bounds, places, columns = [np.zeros(1, np.int64)], list[Array](), list[DocumentTokens]()
    base = 0
    for names, first, own in parts:
        ids += names
        bounds.append(own.bounds[1:] + base)
        places.append(own.sentences + base)
        columns.append(own._replace(words=own.words + first))
        base += len(own.words)
    return TokenTable(
        ids=tuple(ids),
        bounds=np.concatenate(bounds),
        words=_all([own.words for own in columns]),
        sentences=_all(places),
        vocabulary=words,
        sentence_starts=_all([own.sentence_starts for own in columns]),
        starts=_all([own.starts for own in columns]),
        ends=_all([own.ends for own in columns]),
    )


def _all(columns: Sequence[Array]) -> Array:
    return np.concatenate(columns) if columns else np.empty(0, np.int64)
