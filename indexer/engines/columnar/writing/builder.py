"""Gathering analysed articles in arrays, until they are written as one segment.

In: analysed articles. Out: the two files of a segment. Never here: a Python object for a posting. A token costs one
dictionary look-up; everything after that works on whole arrays.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import Any

import numpy as np

from analyzers.tokens import Form, Token
from indexer.engines.columnar.codec.segment import DOCUMENTS_FILE, TERMS_FILE, ColumnarSegment, save
from indexer.engines.columnar.files.arrayfile import Array, Pieces
from indexer.engines.columnar.files.documents_file import description, length_bytes
from indexer.engines.columnar.files.forward import forward_arrays, joined_arrays, joined_names
from indexer.engines.columnar.files.postings import Postings, field_arrays, invert
from indexer.engines.columnar.files.stored_packing import StoredRows
from indexer.engines.columnar.files.stored_rows import fields_to_bytes
from indexer.engines.columnar.writing.forward_index import ForwardColumns, NumberedPart, numbered
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.schema import ARTICLE, NUMBERS, facet_values, numbers
from indexer.model.article_row import article_to_bytes
from indexer.model.schema import FACETS, ID, SHOWN_FACETS, TEXT_FIELDS, Part

FORMS = tuple(Form)
#: The forms of a token.
FORMS_OF = itemgetter(*(Token._fields.index(form.value) for form in FORMS))
#: Positions of a text without gaps, ready to be copied.
CONSECUTIVE = array("I", range(1 << 16))


class Vocabulary(defaultdict[Any, int]):
    """A number for each key, in the order in which they come."""

    def __init__(self) -> None:
        super().__init__(count().__next__)


def ranked(values: Sequence[str | None]) -> tuple[list[bytes], Array]:
    """The distinct terms in byte order, and the rank of each value; -1 for an empty one or None."""
    terms = sorted({value for value in values if value})
    rank_of: dict[str | None, int] = {term: rank for rank, term in enumerate(terms)}
    return [term.encode("utf-8") for term in terms], np.array([rank_of.get(value, -1) for value in values], np.int64)


class PartColumns:
    """The tokens of one part of all documents: a column of positions, and a column of numbers. A number names all forms
    of a token at once."""

    def __init__(self) -> None:
        self.sizes = array("I")
        self.positions = array("I")
        self.numbers = array("I")
        self.vocabulary = Vocabulary()

    def add(self, tokens: Sequence[Token]) -> None:
        """The tokens of the next document."""
        size = len(tokens)
        self.sizes.append(size)
        if not size:
            return
        self.numbers.extend(map(self.vocabulary.__getitem__, map(FORMS_OF, tokens)))
        if tokens[-1].position == size - 1 < len(CONSECUTIVE):
            self.positions.extend(CONSECUTIVE[:size])
        else:
            self.positions.extend([token.position for token in tokens])

    def packed(self) -> tuple[Any, ...]:
        """The columns as they are sent to another process; of the numbers, the forms that they name."""
        return self.sizes, self.positions, self.numbers, list(self.vocabulary)

    def absorb(self, packed: tuple[Any, ...]) -> None:
        """Add the documents of other columns after these."""
        sizes, positions, numbers, forms = packed
        self.sizes.extend(sizes)
        self.positions.extend(positions)
        self.numbers.extend(_renumbered(numbers, forms, self.vocabulary))

    def numbered(self) -> NumberedPart:
        """The words of all tokens, with their terms."""
        ranks = {form: ranked([forms[FORMS.index(form)] for forms in self.vocabulary]) for form in FORMS}
        return NumberedPart(
            sizes=_view(self.sizes),
            numbers=_view(self.numbers),
            words=list(self.vocabulary),
            terms={form: terms for form, (terms, _) in ranks.items()},
            ordinals={form: ordinals for form, (_, ordinals) in ranks.items()},
        )

    def inverted(self, terms: Sequence[bytes], ranks: Array) -> tuple[Postings, Array]:
        """The postings of a form, and its length in each document; `ranks` has each word's ordinal among the terms."""
        chosen = ranks[_view(self.numbers)] if len(ranks) else np.empty(0, np.int64)
        there = chosen >= 0
        owners = np.repeat(np.arange(len(self.sizes), dtype=np.int32), _view(self.sizes))[there]
        lengths = np.bincount(owners, minlength=len(self.sizes))
        positions = _view(self.positions)[there]
        return invert(chosen[there], owners, positions, len(terms), length_bytes(lengths)), lengths


class SetColumn:
    """The exact values of a field in each document."""

    def __init__(self) -> None:
        self.sizes = array("I")
        self.numbers = array("I")
        self.vocabulary = Vocabulary()

    def add(self, values: Iterable[str]) -> None:
        """The values of the next document, each once."""
        before = len(self.numbers)
        self.numbers.extend(map(self.vocabulary.__getitem__, values))
        self.sizes.append(len(self.numbers) - before)

    def packed(self) -> tuple[Any, ...]:
        """The column as it is sent to another process."""
        return self.sizes, self.numbers, list(self.vocabulary)

    def absorb(self, packed: tuple[Any, ...]) -> None:
        """Add the documents of another column after these."""
        sizes, numbers, values = packed
        self.sizes.extend(sizes)
        self.numbers.extend(_renumbered(numbers, values, self.vocabulary))

    def inverted(self) -> tuple[list[bytes], Postings]:
        """Terms and postings."""
        terms, ranks = ranked(list(self.vocabulary))
        owners = np.repeat(np.arange(len(self.sizes), dtype=np.int32), _view(self.sizes))
        numbers = ranks[_view(self.numbers)] if len(ranks) else np.empty(0, np.int64)
        return terms, invert(numbers, owners, None, len(terms), None)


class SegmentBuilder:
    """Gathers documents and writes them as one segment."""

    def __init__(self) -> None:
        self._parts = {part: PartColumns() for part in Part}
        self._sets = {name: SetColumn() for name in (ID, *FACETS)}
        self._numbers = {name: array("i") for name in NUMBERS}
        self._stored = StoredRows()
        self._forward = ForwardColumns()

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def tokens(self) -> int:
        """Number of tokens gathered."""
        return sum(len(part.positions) for part in self._parts.values())

    def add(self, analysed: AnalysedArticle) -> int:
        """Gather a document and return its number in the segment."""
        article = analysed.article
        self._parts[Part.TITLE].add(analysed.title)
        self._parts[Part.BODY].add(analysed.body)
        for name, number in numbers(article).items():
            self._numbers[name].append(number)
        self._sets[ID].add((article.id,))
        for name in FACETS:
            self._sets[name].add(facet_values(name, article))
        self._stored.extend([fields_to_bytes({ARTICLE: article_to_bytes(article)})])
        self._forward.add(article.text, analysed.title, analysed.body)
        return len(self._stored) - 1

    def packed(self) -> dict[str, Any]:
        """All that was gathered, as it is sent to another process."""
        return {
            "parts": {part: columns.packed() for part, columns in self._parts.items()},
            "sets": {name: column.packed() for name, column in self._sets.items()},
            "numbers": self._numbers,
            "stored": self._stored.waiting(),
            "forward": self._forward.packed(),
        }

    def absorb(self, packed: dict[str, Any]) -> None:
        """Add the documents that another builder has `packed`, in its order."""
        for part, columns in self._parts.items():
            columns.absorb(packed["parts"][part])
        for name, column in self._sets.items():
            column.absorb(packed["sets"][name])
        for name, own in self._numbers.items():
            own.extend(packed["numbers"][name])
        self._stored.extend_waiting(packed["stored"])
        self._forward.absorb(packed["forward"])

    def write(self, storage: Any, indexname: str) -> ColumnarSegment:
        """Write the two files of a new segment."""
        segment = ColumnarSegment(indexname)
        segment.set_doc_count(len(self))
        lengths: dict[str, Array] = {}
        parts = {part: columns.numbered() for part, columns in self._parts.items()}
        words = numbered(parts[Part.TITLE], parts[Part.BODY])
        names = [*(field.name for field in TEXT_FIELDS), *self._sets]
        about = {"fields": names, "facets": joined_names(names)}
        save(storage, segment, TERMS_FILE, about, chain(self._terms_arrays(parts, lengths), words.arrays.items()))
        totals = {name: int(own.sum()) for name, own in lengths.items()}
        columns = [ID, *FACETS, *NUMBERS]
        about = description(len(self), totals, columns, words.distinct)
        arrays = chain(self._document_arrays(lengths), self._forward.arrays(words).items())
        save(storage, segment, DOCUMENTS_FILE, about, arrays)
        return segment

    def _terms_arrays(
        self, parts: Mapping[Part, NumberedPart], lengths: dict[str, Array]
    ) -> Iterator[tuple[str, Array]]:
        """Field by field, so that only one is in memory; fills `lengths` with those of the text fields."""
        for field in TEXT_FIELDS:
            terms, ranks = parts[field.part].terms[field.form], parts[field.part].ordinals[field.form]
            postings, lengths[field.name] = self._parts[field.part].inverted(terms, ranks)
            yield from field_arrays(field.name, terms, postings).items()
        facets: dict[str, Postings] = {}
        for name, column in self._sets.items():
            terms, postings = column.inverted()
            yield from field_arrays(name, terms, postings).items()
            if name in SHOWN_FACETS:
                facets[name] = postings
            else:
                yield from forward_arrays(name, postings, len(self)).items()
        yield from joined_arrays(facets, len(self)).items()

    def _document_arrays(self, lengths: dict[str, Array]) -> Iterator[tuple[str, Array] | Pieces]:
        for name, own in lengths.items():
            yield f"lengths/{name}", length_bytes(own)
        for name, column in self._numbers.items():
            yield f"columns/{name}/numbers", np.array(column, np.int32)
        yield from self._stored.arrays()


def _renumbered(numbers: "array[int]", keys: Sequence[Any], vocabulary: Vocabulary) -> "array[int]":
    """Numbers of one vocabulary, whose keys are listed, as those of another."""
    new = np.fromiter(map(vocabulary.__getitem__, keys), np.uint32, len(keys))
    return array("I", new[_view(numbers)].tobytes())


def _view(values: "array[int]") -> Array:
    return np.frombuffer(values, np.uint32) if len(values) else np.empty(0, np.uint32)
