"""From the port's query tree to the query DSL of OpenSearch.

In: nodes of `indexer.engines.port.query`. Out: JSON values. Never here: a request, or a query for what no document has:
the vocabulary says so beforehand, and such a part is left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from indexer.engines.opensearch.coding import GAP, coded_key, coded_term
from indexer.engines.opensearch.mapping import FIRST_DAY, LAST_DAY, POSITIONED
from indexer.engines.opensearch.vocabulary import Vocabulary
from indexer.engines.opensearch.weighing import Weighing
from indexer.engines.port.port import Scoring
from indexer.engines.port.query import (
    And,
    AtLeast,
    Best,
    Every,
    Maybe,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Term,
)
from indexer.model.schema import FACETS, ID

#: A prefix expands to at most so many terms, the first in term order; a cluster takes no more in one clause.
PREFIX_TERMS = 65_536
#: A query of the cluster has at most 1,024 clauses; of more terms, the rarest so many are scored.
SCORED_TERMS = 800
#: Queries with more clauses are shortened: what is left matches without a score, and of many alternatives the first.
MOST_CLAUSES = 1000
#: What the cluster counts as one clause; a phrase is one for each of its words.
LEAVES = frozenset({"exists", "match_all", "prefix", "range", "term", "terms"})
PHRASE = "match_phrase"

Dsl = dict[str, Any]
EVERY: Dsl = {"match_all": {}}
NONE: Dsl = {"match_none": {}}


class Translator:
    """Translates the queries of one request; `capped` collects the prefixes that were expanded only in part."""

    def __init__(self, vocabulary: Vocabulary, scoring: Scoring) -> None:
        self._vocabulary = vocabulary
        self._weighing = Weighing(vocabulary, scoring)
        self.capped: list[str] = []
        self.is_shortened = False
        self._filters: dict[type[Any], Callable[[Any], Dsl]] = {
            Term: self._term,
            Phrase: self._phrase,
            Prefix: self._prefix,
            And: lambda node: every_of([self.matching(one) for one in _once(node.children)]),
            Or: lambda node: self._any(node.children),
            Best: lambda node: self._any(node.children),
            AtLeast: self._at_least,
            Not: lambda node: _not(self.matching(node.child)),
            Maybe: lambda node: self.matching(node.required),
            Published: _published,
            Every: lambda _: EVERY,
            Nothing: lambda _: NONE,
        }
        self._scorers: dict[type[Any], Callable[[Any], Dsl]] = {
            Term: self._scored_term,
            Phrase: self._scored_phrase,
            Prefix: lambda node: _constant(self._prefix(node), 0.0 if node.field in FACETS else node.boost),
            And: lambda node: self._scored_and(node.children),
            Or: lambda node: self._scored_any(AtLeast(node.children, 1)),
            Best: self._scored_best,
            AtLeast: self._scored_any,
            Maybe: self._scored_maybe,
            Published: lambda node: _constant(_published(node), node.boost),
        }

    def matching(self, node: Query) -> Dsl:
        """The query that matches like `node`, for a place where nothing is scored."""
        return self._filters[type(node)](node)

    def scored(self, node: Query) -> Dsl:
        """The query that matches and scores like `node`; if that has too many clauses, one that only matches."""
        query = self._scored(node)
        if clauses(query) <= MOST_CLAUSES:
            return query
        self.is_shortened = True
        return _constant(self.matching(node), 0.0)

    def _scored(self, node: Query) -> Dsl:
        found = self._scorers.get(type(node))
        return found(node) if found else _constant(self.matching(node), 0.0)

    def _term(self, node: Term) -> Dsl:
        if node.field in FACETS or node.field == ID:
            return {"term": {node.field: coded_key(node.text)}}
        if not self._vocabulary.frequency(node.field, node.text):
            return NONE
        return {"term": {node.field: coded_term(node.text)}}

    def _phrase(self, node: Phrase) -> Dsl:
        terms = [term for term in node.terms if term is not None]
        if not terms or any(self._term(Term(node.field, term)) is NONE for term in terms):
            return NONE
        if len(terms) == 1:
            return self._term(Term(node.field, terms[0]))
        text = " ".join(GAP if term is None else coded_term(term) for term in node.terms)
        return {"match_phrase": {node.field: {"query": text, "analyzer": POSITIONED}}}

    def _prefix(self, node: Prefix) -> Dsl:
        if node.field in FACETS:
            return {"prefix": {node.field: coded_key(node.text)}} if node.text else {"exists": {"field": node.field}}
        found = self._vocabulary.first(node.field, node.text, PREFIX_TERMS + 1)
        if len(found) > PREFIX_TERMS:
            self.capped.append(node.text)
        codes = [coded_term(term) for term, _ in found[:PREFIX_TERMS]]
        return {"terms": {node.field: codes}} if codes else NONE

    def _any(self, nodes: Iterable[Query]) -> Dsl:
        """Any of the nodes; terms of one field are one clause."""
        found: list[Dsl] = []
        words: dict[str, list[str]] = {}
        for one in (self.matching(node) for node in _once(nodes)):
            if "term" in one:
                ((field, code),) = one["term"].items()
                words.setdefault(field, []).append(code)
            elif one is not NONE:
                found.append(one)
        found = self._first([*({"terms": {field: codes}} for field, codes in words.items()), *found])
        return _only(found, {"bool": {"should": found, "minimum_should_match": 1}})

    def _first(self, found: Sequence[Dsl]) -> list[Dsl]:
        """The first of these queries, as many as have MOST_CLAUSES together."""
        totals = list(accumulate(map(clauses, found)))
        kept = [one for one, total in zip(found, totals, strict=True) if total <= MOST_CLAUSES]
        self.is_shortened |= len(kept) < len(found)
        return kept

    def _at_least(self, node: AtLeast) -> Dsl:
        """The weights of what matches add up as a score, which has to reach the minimum."""
        if node.minimum <= 0:
            return EVERY
        weights: Counter[Query] = Counter()
        for child, weight in zip(node.children, node.weights or [1] * len(node.children), strict=True):
            weights[child] += weight
        pairs = [(self.matching(child), weight) for child, weight in weights.items()]
        pairs = [(one, weight) for one, weight in pairs if one is not NONE]
        if sum(weight for _, weight in pairs) < node.minimum:
            return NONE
        if all(weight >= node.minimum for _, weight in pairs):
            return self._any(weights)
        counted = {"bool": {"should": [_constant(one, float(weight)) for one, weight in pairs]}}
        return {"function_score": {"query": counted, "min_score": node.minimum - 0.5}}

    def _scored_term(self, node: Term) -> Dsl:
        found = self._term(node)
        if found is NONE:
            return NONE
        if node.field in FACETS or node.field == ID:
            return _constant(found, 0.0)
        return self._weighing.term(node.field, node.text, node.boost)

    def _scored_phrase(self, node: Phrase) -> Dsl:
        found = self._phrase(node)
        if found is NONE:
            return NONE
        terms = Counter(term for term in node.terms if term is not None)
        scores = [self._weighing.term(node.field, term, node.boost * times) for term, times in terms.items()]
        return {"bool": {"must": scores, "filter": [found]}} if "match_phrase" in found else scores[0]

    def _scored_and(self, nodes: Sequence[Query]) -> Dsl:
        found = [self._scored(node) for node in _folded(nodes)]
        if any(one is NONE for one in found):
            return NONE
        return {"bool": {"must": found}} if found else _constant(EVERY, 0.0)

    def _scored_any(self, node: AtLeast) -> Dsl:
        found = [one for one in map(self._scored, _folded(node.children)) if one is not NONE]
        if node.minimum == 1 and len(found) <= SCORED_TERMS:
            return _only(found, {"bool": {"should": found, "minimum_should_match": 1}})
        wanted = self.matching(node)
        return NONE if wanted is NONE else {"bool": {"filter": [wanted], "should": self._rarest(found)}}

    def _scored_best(self, node: Best) -> Dsl:
        found = [one for one in map(self._scored, _once(node.children)) if one is not NONE]
        return _only(found, {"dis_max": {"queries": found}})

    def _rarest(self, found: list[Dsl]) -> list[Dsl]:
        """At most SCORED_TERMS of these queries, those of the rarest terms."""
        if len(found) <= SCORED_TERMS:
            return found
        return sorted(found, key=_worth)[-SCORED_TERMS:]

    def _scored_maybe(self, node: Maybe) -> Dsl:
        required, optional = self._scored(node.required), self._scored(node.optional)
        if required is NONE or optional is NONE:
            return required
        return {"bool": {"must": [required], "should": [optional]}}


def every_of(found: Sequence[Dsl]) -> Dsl:
    """What all of the queries match, without a score."""
    if any(one is NONE for one in found):
        return NONE
    narrowing = [one for one in found if one is not EVERY]
    if not narrowing:
        return EVERY
    return narrowing[0] if len(narrowing) == 1 else {"bool": {"filter": narrowing}}


def clauses(query: Any) -> int:
    """The number of clauses that the cluster counts in a query."""
    if isinstance(query, list):
        return sum(map(clauses, query))
    if not isinstance(query, dict):
        return 0
    own = sum(1 for name in query if name in LEAVES)
    own += sum(len(str(one["query"]).split()) for one in query.get(PHRASE, {}).values())
    return own + sum(clauses(value) for name, value in query.items() if name not in LEAVES and name != PHRASE)


def _worth(query: Dsl) -> float:
    return float(query.get("script_score", {}).get("script", {}).get("params", {}).get("worth", 0.0))


def _only(found: Sequence[Dsl], several: Dsl) -> Dsl:
    return several if len(found) > 1 else found[0] if found else NONE


def _not(query: Dsl) -> Dsl:
    if query is NONE:
        return EVERY
    return NONE if query is EVERY else {"bool": {"must_not": [query]}}


def _constant(query: Dsl, score: float) -> Dsl:
    return NONE if query is NONE else {"constant_score": {"filter": query, "boost": score}}


def _published(node: Published) -> Dsl:
    bounds = {FIRST_DAY: {"gte": node.first.toordinal()}, LAST_DAY: {"lte": node.last.toordinal()}}
    return {"bool": {"filter": [{"range": {field: bound}} for field, bound in bounds.items()]}}


def _once(nodes: Iterable[Query]) -> list[Query]:
    return list(dict.fromkeys(nodes))


def _folded(nodes: Iterable[Query]) -> list[Query]:
    """The nodes with each term once, which then counts as often as it was there."""
    terms: Counter[Term] = Counter(node for node in nodes if isinstance(node, Term))
    folded = [replace(node, boost=node.boost * times) for node, times in terms.items()]
    return [*folded, *(node for node in nodes if not isinstance(node, Term))]
