"""Some documents that a query is asked about, and what its words have in them.

In: documents, and words, each an alternative of terms. Out: which of the documents have each word, with which scores.
Never here: a query tree.

All words of a tree are looked up together, so that the cost of a call is paid once and not once a term: by walking over
the postings of all terms, or by searching the documents in them, whichever is less work.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from indexer.engines.columnar.asking.hits import Probe
from indexer.engines.columnar.asking.weighing import joined_tables
from indexer.engines.columnar.files.arrayfile import Array
from indexer.engines.columnar.files.postings import CODE_BITS, CODES, DOCS

if TYPE_CHECKING:
    from indexer.engines.columnar.asking.leaves import TermPlan

#: Of so few documents, all words are looked up at once.
FEW = 48
#: Looking a document up in a list costs as much as walking over so many documents of the list.
SEARCH_STEPS = 4
#: Up to so many postings, or scores (documents times terms), are looked at at once, to bound memory: 40 bytes each.
AT_ONCE = 1 << 18
#: A walk over them has up to so many scores (documents times words) for each, of 5 bytes.
SCORES_EACH = 16
#: And it has a table of as many places as the largest number of a document, of 4 bytes.
LARGEST_DOCUMENT = 1 << 24


class Word(Protocol):
    """A term, or an alternative of terms, all of whose scores are above 0 and in the tables."""

    @property
    def size(self) -> int:
        """The number of its postings."""
        ...

    @property
    def plain(self) -> Sequence["TermPlan"]:
        """Its terms."""
        ...


class Asked:
    """Documents (rising, int32) that plans are asked about."""

    __slots__ = ("_known", "docs")

    def __init__(self, docs: Array) -> None:
        self.docs = docs
        self._known: dict[Word, Probe] = {}

    def __len__(self) -> int:
        return len(self.docs)

    def look_up(self, words: Iterable[Word]) -> None:
        """Look for words at once; `known` has them then. Too much for once is left to be looked up one by one."""
        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if len(new) < 2 or not len(self.docs):
            return
        terms = [term for word in new for term in word.plain]
        postings, scores = sum([word.size for word in new]), len(terms) * len(self.docs)
        is_bounded = postings <= AT_ONCE and len(new) * len(self.docs) <= AT_ONCE * SCORES_EACH
        is_bounded &= int(self.docs[-1]) < LARGEST_DOCUMENT
        if is_bounded and postings <= scores * SEARCH_STEPS:
            rows = _walked(self.docs, terms, _owners(new), len(new))
            self._known.update(zip(new, map(Probe, rows > 0, rows), strict=True))
        elif scores <= AT_ONCE:
            found, worth = searched(self.docs, terms)
            worth *= worths(terms)[:, None]
            begins = np.searchsorted(_owners(new), np.arange(len(new)))
            any_of = np.logical_or.reduceat(found, begins)
            self._known.update(zip(new, map(Probe, any_of, np.add.reduceat(worth, begins)), strict=True))

    def known(self, word: Word) -> Probe | None:
        """What was found of a word; None if it was not looked up."""
        return self._known.get(word)


def _owners(words: Sequence[Word]) -> Array:
    """For each term, the number of its word."""
    return np.repeat(np.arange(len(words)), [len(word.plain) for word in words])


def _walked(docs: Array, terms: Sequence["TermPlan"], owners: Array, count: int) -> Array:
    """The scores of each of `count` words in each document, 0 where it does not occur."""
    have = np.concatenate([term.docs for term in terms])
    places = np.full(int(docs[-1]) + 2, len(docs), np.int32)
    places[docs] = np.arange(len(docs), dtype=np.int32)
    at, which = places.take(have, mode="clip"), np.arange(len(terms)).repeat([term.size for term in terms])
    codes = np.concatenate([term.codes for term in terms])
    there = at < len(docs)
    if not there.all():
        kept = there.nonzero()[0]
        at, which, codes = at.take(kept), which.take(kept), codes.take(kept)
    worth = _tables(terms, which, codes)
    worth *= worths(terms).take(which)
    scores = np.zeros(count * len(docs), np.float32)
    np.add.at(scores, (owners * len(docs)).take(which) + at, worth)
    return scores.reshape(count, len(docs))


def _tables(terms: Sequence["TermPlan"], which: Array, codes: Array) -> Array:
    """The scores of postings before idf and boost, from their codes and the numbers of their terms."""
    norms = list(dict.fromkeys([term.weight.norm for term in terms]))
    tables_at = np.array([norms.index(term.weight.norm) << CODE_BITS for term in terms])
    worth: Array = joined_tables(tuple(norms)).take(tables_at[which] + codes)
    return worth


def searched(docs: Array, terms: Sequence["TermPlan"]) -> tuple[Array, Array]:
    """For each term and document, whether it has the term, and its score before idf and boost."""
    file = terms[0].index.file
    norms = list(dict.fromkeys([term.weight.norm for term in terms]))
    columns = np.array(
        [
            (
                term.size - 1,
                term.span.start + term.index.docs_offset,
                term.span.start + term.index.codes_offset,
                norms.index(term.weight.norm) << CODE_BITS,
            )
            for term in terms
        ]
    )
    last, docs_at, codes_at, tables_at = columns.T[:, :, None]
    indices = np.array([term.docs.searchsorted(docs) for term in terms])
    np.minimum(indices, last, out=indices)
    found = file.whole(DOCS).take(indices + docs_at) == docs
    codes = file.whole(CODES).take(indices + codes_at)
    worth = joined_tables(tuple(norms)).take(codes + tables_at)
    worth *= found
    return found, worth


def worths(terms: Sequence["TermPlan"]) -> Array:
    """What the scores of each term are multiplied by."""
    return np.array([term.weight.idf * term.factor for term in terms], np.float32)
