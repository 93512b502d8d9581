"""From a Whoosh query tree to plans over one segment.

In: a Whoosh query and a segment. Out: a plan that matches and scores as Whoosh's own matchers do. A query type without
a rule gets a plan that runs those matchers. Never here: the port's query nodes.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from indexer.engines.columnar.asking.compounds import (
    AndPlan,
    BestPlan,
    ConstantPlan,
    MaybePlan,
    OrPlan,
    WithoutPlan,
)
from indexer.engines.columnar.asking.counted import AtLeastPlan
from indexer.engines.columnar.asking.expansion import expand, prefix_range
from indexer.engines.columnar.asking.hits import Hits, distinct
from indexer.engines.columnar.asking.leaves import DocsPlan, EveryPlan, LatePlan, NothingPlan, Plan, TermPlan
from indexer.engines.columnar.asking.phrases import PhrasePlan
from indexer.engines.columnar.asking.segment_index import SegmentIndex
from indexer.engines.columnar.asking.weighing import Weighing
from indexer.engines.columnar.asking.words import WordsPlan, terms_of
from indexer.engines.whoosh.parts import matching, query
from indexer.engines.whoosh.queries import AtLeastOf, BestOf, Complement, Constant, PhraseAt, Within, drain
from indexer.engines.whoosh.schema import FIRST_DAY, LAST_DAY

#: Plans of words that are kept with a segment.
PLANS_KEPT = 2048
#: Score that Whoosh's matchers give to the matches of a `Not`.
NOT_SCORE = 1.0


class Compiler:
    """Makes plans for one segment; `number` is its index in the snapshot, `leaf` Whoosh's searcher over it.

    `capped` collects the texts of queries that were expanded only in part, `delegated` the types left to Whoosh.
    """

    def __init__(self, segment: SegmentIndex, number: int, weighing: Weighing, leaf: Callable[[], Any]) -> None:
        self.capped: list[str] = []
        self.delegated: list[str] = []
        self._segment = segment
        self._number = number
        self._weighing = weighing
        self._leaf = leaf

    def plan(self, node: Any, factor: float = 1.0) -> Plan:
        """The plan of a query; `factor` is the product of the boosts above it."""
        rule = RULES.get(type(node))
        if rule is None and isinstance(node, query.MultiTerm):
            rule = Compiler._expanded
        plan = rule(self, node, factor) if rule else None
        return plan if plan is not None else self._by_whoosh(node, factor)

    def _term(self, node: Any, factor: float) -> Plan:
        return self._term_plan(node.fieldname, node.text, factor * node.boost)

    def _term_plan(self, field: str, text: Any, factor: float) -> Plan:
        try:
            weight = self._weighing.term(field, text)
        except ValueError:
            return NothingPlan()
        span = weight.spans[self._number] if weight else None
        if weight is None or span is None:
            return NothingPlan()
        return TermPlan(self._segment.field(field), span, weight, factor)

    def _and(self, node: Any, factor: float) -> Plan:
        if len(node.subqueries) < 2:
            return self._only(node, factor)
        return self._intersection([self.plan(child, factor * node.boost) for child in node.subqueries])

    def _intersection(self, children: Sequence[Plan]) -> Plan:
        """Children that are words are evaluated together; the others are probed for the documents that remain."""
        words = [terms for child in children if (terms := terms_of(child))]
        if len(words) < 2:
            return AndPlan(children)
        others = [child for child in children if not terms_of(child)]
        together = WordsPlan(words, self._segment.documents)
        return AndPlan([together, *others]) if others else together

    def _or(self, node: Any, factor: float) -> Plan | None:
        if len(node.subqueries) < 2:
            return self._only(node, factor)
        if node.scale:
            return None
        if values := listed_values(node.subqueries):
            return self._of_values(*values)
        factor *= node.boost
        if all(type(child) is query.Term for child in node.subqueries):
            return self._any_term(node.subqueries, factor)
        return self._union([self.plan(child, factor) for child in node.subqueries])

    def _any_term(self, terms: Sequence[Any], factor: float) -> Plan:
        """The plan of an alternative of terms. Recent ones are kept with the segment: the queries of one search, and
        those of other visitors, ask for the same words."""
        key = (self._weighing.key, factor, *[(term.fieldname, term.text, term.boost) for term in terms])
        kept = self._segment.plans
        plan = kept.get(key)
        if plan is None:
            if len(kept) >= PLANS_KEPT:
                kept.clear()
            children = [self._term_plan(term.fieldname, term.text, factor * term.boost) for term in terms]
            plan = kept[key] = self._union(children)
        return plan

    def _only(self, node: Any, factor: float) -> Plan:
        """The plan of a single child; Whoosh ignores the boost of its parent."""
        return self.plan(node.subqueries[0], factor) if node.subqueries else NothingPlan()

    def _union(self, children: Sequence[Plan]) -> Plan:
        flat: list[Plan] = []
        for child in children:
            flat += child.children if isinstance(child, OrPlan) else [child]
        there = [child for child in flat if child.size]
        if len(there) < 2:
            return there[0] if there else NothingPlan()
        return OrPlan(there, self._segment.documents)

    def _of_values(self, field: str, values: Sequence[str]) -> Plan:
        """Documents with any of some exact values, without a score."""
        index = self._segment.field(field)
        ordinals = index.terms.find_all([value.encode("utf-8", "surrogatepass") for value in values])
        lists = [index.docs(index.span(ordinal)) for ordinal in ordinals if ordinal >= 0]
        return DocsPlan(np.unique(np.concatenate(lists)), 0.0) if lists else NothingPlan()

    def _at_least(self, node: Any, factor: float) -> Plan:
        if node.minimum == 1 and (values := listed_values(node.subqueries)):
            return self._of_values(*values)
        children = [self.plan(child, factor) for child in node.subqueries]
        weighed = [(child, weight) for child, weight in zip(children, node.weights, strict=True) if child.size]
        there, weights = [child for child, _ in weighed], [weight for _, weight in weighed]
        if node.minimum > sum(weights):
            return NothingPlan()
        if node.minimum <= min(weights):
            return self._union(there)
        if node.minimum > sum(weights) - min(weights):
            return self._intersection(there)
        return AtLeastPlan(there, node.minimum, self._segment.documents, weights)

    def _best(self, node: Any, factor: float) -> Plan:
        there = [child for one in node.subqueries if (child := self.plan(one, factor)).size]
        if len(there) < 2:
            return there[0] if there else NothingPlan()
        return BestPlan(there)

    def _maybe(self, node: Any, factor: float) -> Plan:
        return MaybePlan(self.plan(node.a, factor), self.plan(node.b, factor))

    def _and_not(self, node: Any, factor: float) -> Plan:
        return WithoutPlan(self.plan(node.a, factor), self.plan(node.b))

    def _not(self, node: Any, factor: float) -> Plan:
        return WithoutPlan(EveryPlan(self._segment.documents, NOT_SCORE * factor), self.plan(node.query))

    def _complement(self, node: Any, _: float) -> Plan:
        return WithoutPlan(EveryPlan(self._segment.documents, 0.0), self.plan(node.child))

    def _every(self, node: Any, factor: float) -> Plan:
        score = (node.boost or 1.0) * factor
        if node.fieldname is None:
            return EveryPlan(self._segment.documents, score)
        return self._in_range(node.fieldname, range(len(self._segment.field(node.fieldname).terms)), score)

    def _nothing(self, _: Any, __: float) -> Plan:
        return NothingPlan()

    def _constant(self, node: Any, factor: float) -> Plan:
        if type(node.child) is query.Prefix:
            ordinals, cut = prefix_range(node.child.fieldname, node.child.text, self._segment)
            self._note_cap(node.child.text, cut)
            return self._in_range(node.child.fieldname, ordinals, node.score * factor)
        return ConstantPlan(self.plan(node.child), node.score * factor)

    def _within(self, node: Any, _: float) -> Plan:
        firsts, lasts = (self._segment.column(name) for name in (FIRST_DAY, LAST_DAY))
        return DocsPlan(np.flatnonzero((firsts >= node.first) & (lasts <= node.last)).astype(np.int32), 0.0)

    def _stock_constant(self, node: Any, factor: float) -> Plan:
        return ConstantPlan(self.plan(node.child), (node.score or 1.0) * factor)

    def _numeric_range(self, node: Any, factor: float) -> Plan:
        return self.plan(node._compile_query(self._segment.reader), factor)

    def _in_range(self, field: str, ordinals: range, score: float) -> Plan:
        """Documents with any of some neighbouring terms: one slice of the postings."""
        if not ordinals:
            return NothingPlan()
        postings = self._segment.field(field).postings
        docs = postings.docs[int(postings.starts[ordinals.start]) : int(postings.starts[ordinals.stop])]

        def evaluate() -> Hits:
            found = docs if len(ordinals) == 1 else distinct(docs, self._segment.documents)
            return Hits(found, np.full(len(found), score, np.float32))

        return LatePlan(len(docs), evaluate, score > 0)

    def _expanded(self, node: Any, factor: float) -> Plan:
        """With `constantscore` every match scores the boost: Whoosh documents this, but does it in small segments only.
        Without, the terms are scored one by one, and Whoosh ignores the boost when there is only one."""
        if node.fieldname not in self._segment.reader.schema:
            return NothingPlan()
        if (type(node), node_text(node)) in EVERYTHING:
            return self._every(query.Every(node.fieldname, boost=node.boost), factor)
        expansion = expand(node, self._segment)
        self._note_cap(node_text(node), expansion.capped)
        if node.constantscore:
            return self._of_terms(node.fieldname, expansion.ordinals, factor * node.boost)
        terms = [term for ordinal in expansion.ordinals if (term := self._segment.field(node.fieldname).terms[ordinal])]
        boosted = factor if len(terms) == 1 else factor * node.boost
        return self._union([self._term_plan(node.fieldname, term, boosted) for term in terms])

    def _of_terms(self, field: str, ordinals: Sequence[int], score: float) -> Plan:
        """Documents with any of some terms, with one score."""
        index = self._segment.field(field)
        lists = [index.docs(index.span(ordinal)) for ordinal in ordinals if index.terms[ordinal]]
        if not lists:
            return NothingPlan()
        return DocsPlan(distinct(np.concatenate(lists), self._segment.documents), score)

    def _phrase(self, node: Any, factor: float) -> Plan | None:
        if node.slop != 1 or len(node.words) < 2:
            return None
        return self._phrase_at(list(enumerate(node.words)), node.fieldname, factor * node.boost)

    def _phrase_with_gaps(self, node: Any, factor: float) -> Plan:
        return self._phrase_at(node.slots, node.fieldname, factor * node.boost)

    def _phrase_at(self, slots: Sequence[tuple[int, Any]], field: str, factor: float) -> Plan:
        plans = [(offset, self._term_plan(field, word, factor)) for offset, word in slots]
        found = [(offset, plan) for offset, plan in plans if isinstance(plan, TermPlan)]
        return PhrasePlan(found) if len(found) == len(plans) else NothingPlan()

    def _by_whoosh(self, node: Any, factor: float) -> Plan:
        self.delegated.append(type(node).__name__)

        def evaluate() -> Hits:
            leaf = self._leaf()
            matcher = node.matcher(leaf, leaf.context(needs_current=True))
            rows = list(drain(matching.WrappingMatcher(matcher, factor) if factor != 1 else matcher))
            docs, scores = zip(*rows, strict=True) if rows else ((), ())
            return Hits(np.array(docs, np.int32), np.array(scores, np.float32))

        return LatePlan(self._segment.documents, evaluate)

    def _note_cap(self, text: str, capped: bool) -> None:
        if capped:
            self.capped.append(text)


def node_text(node: Any) -> str:
    """The text by which a visitor knows a query for many terms."""
    return str(getattr(node, "text", node))


def listed_values(nodes: Sequence[Any]) -> tuple[str, list[str]] | None:
    """The field and the values that some queries ask for, if all of them ask for one value of the same field, without a
    score."""
    if len(nodes) < 2 or not all(type(node) is Constant and type(node.child) is query.Term for node in nodes):
        return None
    fields = {node.child.fieldname for node in nodes}
    if len(fields) > 1 or any(node.score for node in nodes):
        return None
    return fields.pop(), [node.child.text for node in nodes]


#: Queries for many terms that Whoosh treats as all documents with the field.
EVERYTHING = {(query.Prefix, ""), (query.Wildcard, "*")}

Rule = Callable[[Compiler, Any, float], Plan | None]

#: Whoosh query type -> how it is planned; `MultiTerm` types without a row are expanded.
RULES: dict[type[Any], Rule] = {
    query.Term: Compiler._term,
    query.And: Compiler._and,
    query.Or: Compiler._or,
    query.AndMaybe: Compiler._maybe,
    query.AndNot: Compiler._and_not,
    query.Not: Compiler._not,
    query.Every: Compiler._every,
    type(query.NullQuery): Compiler._nothing,
    query.ConstantScoreQuery: Compiler._stock_constant,
    query.NumericRange: Compiler._numeric_range,
    query.DateRange: Compiler._numeric_range,
    query.Phrase: Compiler._phrase,
    AtLeastOf: Compiler._at_least,
    BestOf: Compiler._best,
    Complement: Compiler._complement,
    Constant: Compiler._constant,
    PhraseAt: Compiler._phrase_with_gaps,
    Within: Compiler._within,
}
