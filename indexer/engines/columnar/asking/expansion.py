"""The terms of prefix, wildcard, fuzzy and range queries in one segment, within bounds.

In: a Whoosh query for many terms, and a segment. Out: ordinals of terms, and whether some were left out.
Never here: a query that costs more than the bounds of this module, whatever a visitor types.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.files.termlist import TermList
from indexer.engines.whoosh.parts import query

#: A query that is scored term by term expands to at most so many terms, the first in term order.
EXPANSION_TERMS = 1024
#: A pattern is tried on at most so many terms.
SCANNED_TERMS = 100_000
#: A prefix that only matches, without scores, reads at most so many postings.
PREFIX_POSTINGS = 8_000_000


@dataclass(frozen=True, slots=True)
class Expansion:
    """Ordinals of terms in rising order; `capped` when some were left out."""

    ordinals: list[int]
    capped: bool


def expand(node: Any, segment: SegmentIndex) -> Expansion:
    """The terms of a query of Whoosh's `MultiTerm` family."""
    found = RULES.get(type(node), _by_whoosh)(node, segment)
    return Expansion(found.ordinals[:EXPANSION_TERMS], found.capped or len(found.ordinals) > EXPANSION_TERMS)


def prefix_range(field: str, prefix: str, segment: SegmentIndex) -> tuple[range, bool]:
    """Ordinals of the terms with a prefix, cut where their postings grow too many, and whether it was cut."""
    index = segment.field(field)
    ordinals = index.terms.with_prefix(prefix.encode("utf-8", "surrogatepass"))
    starts = index.postings.starts
    end = ordinals.stop
    while end > ordinals.start and int(starts[end]) - int(starts[ordinals.start]) > PREFIX_POSTINGS:
        end = ordinals.start + (end - ordinals.start) // 2
    return range(ordinals.start, end), end < ordinals.stop


def _prefix(node: Any, segment: SegmentIndex) -> Expansion:
    ordinals = segment.field(node.fieldname).terms.with_prefix(node.text.encode("utf-8", "surrogatepass"))
    return Expansion(list(islice(ordinals, EXPANSION_TERMS + 1)), False)


def _pattern(node: Any, segment: SegmentIndex) -> Expansion:
    terms = segment.field(node.fieldname).terms
    candidates = terms.with_prefix(node._find_prefix(node.text).encode("utf-8", "surrogatepass"))
    accepts = re.compile(node._get_pattern()).match
    found = _matching(terms, candidates[:SCANNED_TERMS], accepts)
    return Expansion(list(islice(found, EXPANSION_TERMS + 1)), len(candidates) > SCANNED_TERMS)


def _by_whoosh(node: Any, segment: SegmentIndex) -> Expansion:
    """Whoosh's own expansion; its fuzzy automaton skips through the terms, a range walks them in order."""
    terms: Iterable[Any] = islice(node._btexts(segment.reader), EXPANSION_TERMS + 1)
    field = segment.reader.schema[node.fieldname]
    own = segment.field(node.fieldname).terms
    return Expansion(sorted({own.find(field.to_bytes(term)) for term in terms}), False)


def _matching(terms: TermList, ordinals: range, accepts: Callable[[str], Any]) -> Iterator[int]:
    return (ordinal for ordinal in ordinals if accepts(terms[ordinal].decode("utf-8", "surrogatepass")))


RULES: dict[type[Any], Callable[[Any, SegmentIndex], Expansion]] = {
    query.Prefix: _prefix,
    query.Wildcard: _pattern,
    query.Regex: _pattern,
}
