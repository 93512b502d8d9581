"""Plans for the inner nodes of a query tree, over one segment.

In: the plans of the children. Out: plans. Never here: Whoosh's query types.
A conjunction starts from its rarest child and probes the others for the documents that remain. An alternative looks
documents up or walks its lists, whichever costs less.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.columnar.asking.hits import Hits, Probe, best, union
from indexer.engines.columnar.asking.leaves import SEARCH_SHARE, Plan, TermPlan
from indexer.engines.columnar.asking.lookups import AT_ONCE, FEW, Asked, Word
from indexer.engines.columnar.files.arrayfile import Array


class OrPlan:
    """Documents that any child matches; scores add up."""

    __slots__ = ("children", "documents", "plain", "positive", "size")

    def __init__(self, children: Sequence[Plan], documents: int) -> None:
        self.children = children
        self.documents = documents
        self.size = sum([child.size for child in children])
        self.positive = all(child.positive for child in children)
        terms = [child for child in children if isinstance(child, TermPlan) and child.plain]
        self.plain: tuple[TermPlan, ...] = tuple(terms) if len(terms) == len(children) else ()

    def full(self) -> Hits:
        """The union. Of few postings and alternatives within alternatives, all documents are probed in all of them."""
        if self.plain or self.size > AT_ONCE or not any(child.words() for child in self.children):
            return union([child.full() for child in self.children], self.documents, self.positive)
        asked = Asked(flagged(self.children, self.documents))
        return Hits(asked.docs, self.probe(asked).scores)

    def flag(self, flags: Array) -> None:
        """The flags of all children."""
        for child in self.children:
            child.flag(flags)

    def words(self) -> Iterable[Word]:
        """All children as one word, or those of each."""
        return (self,) if self.plain else words_of(self.children)

    def probe(self, asked: Asked) -> Probe:
        """What is known of all children as one word. Otherwise each is probed, or its list is walked, whichever is less
        work."""
        if known := asked.known(self):
            return known
        if not self.plain:
            asked.look_up(words_of(self.children))
        found = np.zeros(len(asked), np.bool_)
        scores = np.zeros(len(asked), np.float32)
        table: Array | None = None
        for child in self.children:
            if _walks(child, asked):
                table = np.zeros(self.documents, np.float32) if table is None else table
                hits = child.full()
                np.add.at(table, hits.docs.astype(np.intp), hits.scores)
            else:
                answer = child.probe(asked)
                found |= answer.found
                scores += answer.scores
        if table is not None:
            worth = table[asked.docs]
            found |= worth > 0
            scores += worth
        return Probe(found, scores)


@dataclass(frozen=True, eq=False)
class BestPlan:
    """Documents that any child matches, with the highest of their scores."""

    children: Sequence[Plan]

    @property
    def size(self) -> int:
        """All children's."""
        return sum([child.size for child in self.children])

    @property
    def positive(self) -> bool:
        """True when all children are."""
        return all(child.positive for child in self.children)

    def full(self) -> Hits:
        """The union."""
        return best([child.full() for child in self.children])

    def flag(self, flags: Array) -> None:
        """The flags of all children."""
        for child in self.children:
            child.flag(flags)

    def words(self) -> Iterable[Word]:
        """All children's."""
        return words_of(self.children)

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in every child."""
        asked.look_up(self.words())
        found = np.zeros(len(asked), np.bool_)
        scores = np.zeros(len(asked), np.float32)
        for child in self.children:
            answer = child.probe(asked)
            found |= answer.found
            np.maximum(scores, answer.scores, out=scores)
        return Probe(found, scores)


def flagged(plans: Iterable[Plan], documents: int) -> Array:
    """The documents that match any of some plans. Those of terms are flagged at once."""
    flags = np.zeros(documents, np.bool_)
    terms: list[TermPlan] = []
    for plan in plans:
        if not _gather(plan, terms):
            plan.flag(flags)
    if terms:
        flags[np.concatenate([term.docs for term in terms])] = True
    return flags.nonzero()[0].astype(np.int32)


def _gather(plan: Plan, terms: list[TermPlan]) -> bool:
    """Add the terms of which a plan needs any one; False if it needs anything else."""
    if isinstance(plan, TermPlan):
        terms.append(plan)
        return True
    if isinstance(plan, OrPlan) and plan.plain:
        terms += plan.plain
        return True
    if isinstance(plan, OrPlan | BestPlan):
        own: list[TermPlan] = []
        if all(_gather(child, own) for child in plan.children):
            terms += own
            return True
    return False


def _walks(plan: Plan, asked: Asked) -> bool:
    if not isinstance(plan, TermPlan) or asked.known(plan):
        return False
    return plan.positive and plan.size < len(asked) * SEARCH_SHARE


def words_of(children: Iterable[Plan]) -> list[Word]:
    """The words that some plans look for."""
    return [word for child in children for word in child.words()]


@dataclass(frozen=True, eq=False)
class AndPlan:
    """Documents that every child matches; scores add up."""

    children: Sequence[Plan]

    @property
    def size(self) -> int:
        """The smallest child's."""
        return min(child.size for child in self.children)

    @property
    def positive(self) -> bool:
        """True when any child is: no score is below 0."""
        return any(child.positive for child in self.children)

    def full(self) -> Hits:
        """The rarest child's matches, probed in the others."""
        first, *others = sorted(self.children, key=lambda child: child.size)
        return _narrow(first.full(), others)

    def flag(self, flags: Array) -> None:
        """The flags of the matches."""
        flags[self.full().docs] = True

    def words(self) -> Iterable[Word]:
        """All children's."""
        return words_of(self.children)

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in every child."""
        asked.look_up(self.words())
        found = np.ones(len(asked), np.bool_)
        scores = np.zeros(len(asked), np.float32)
        for child in sorted(self.children, key=lambda child: child.size):
            answer = child.probe(asked)
            found &= answer.found
            scores += answer.scores
        scores[~found] = 0
        return Probe(found, scores)


def _narrow(hits: Hits, others: Sequence[Plan]) -> Hits:
    """The hits that all of the others match too, one after the other until few remain."""
    for at, other in enumerate(others):
        if len(hits.docs) <= FEW:
            return _among_few(hits, others[at:])
        answer = other.probe(Asked(hits.docs))
        hits = Hits(hits.docs[answer.found], (hits.scores + answer.scores)[answer.found])
    return hits


def _among_few(hits: Hits, others: Sequence[Plan]) -> Hits:
    """Those of few hits that all of the others match too; the words of all are looked up together."""
    if not len(hits.docs):
        return hits
    asked, found, scores = Asked(hits.docs), np.ones(len(hits.docs), np.bool_), hits.scores
    asked.look_up(words_of(others))
    for other in others:
        answer = other.probe(asked)
        found &= answer.found
        scores = scores + answer.scores
    return Hits(hits.docs[found], scores[found])


@dataclass(frozen=True, eq=False)
class MaybePlan:
    """Documents that `required` matches; `optional` adds to the score."""

    required: Plan
    optional: Plan

    @property
    def size(self) -> int:
        """The required child's."""
        return self.required.size

    @property
    def positive(self) -> bool:
        """True when the required child is."""
        return self.required.positive

    def full(self) -> Hits:
        """The required child's matches with both scores."""
        hits = self.required.full()
        return Hits(hits.docs, hits.scores + self.optional.probe(Asked(hits.docs)).scores)

    def flag(self, flags: Array) -> None:
        """The flags of the required child."""
        self.required.flag(flags)

    def words(self) -> Iterable[Word]:
        """Both children's."""
        return words_of((self.required, self.optional))

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in both."""
        asked.look_up(self.words())
        answer = self.required.probe(asked)
        more = self.optional.probe(asked).scores
        return Probe(answer.found, np.where(answer.found, answer.scores + more, np.float32(0)))


@dataclass(frozen=True, eq=False)
class WithoutPlan:
    """Documents that `wanted` matches and `unwanted` does not."""

    wanted: Plan
    unwanted: Plan

    @property
    def size(self) -> int:
        """The wanted child's."""
        return self.wanted.size

    @property
    def positive(self) -> bool:
        """True when the wanted child is."""
        return self.wanted.positive

    def full(self) -> Hits:
        """The wanted child's matches, less the unwanted ones."""
        hits = self.wanted.full()
        kept = ~self.unwanted.probe(Asked(hits.docs)).found
        return Hits(hits.docs[kept], hits.scores[kept])

    def flag(self, flags: Array) -> None:
        """The flags of the matches."""
        flags[self.full().docs] = True

    def words(self) -> Iterable[Word]:
        """Both children's."""
        return words_of((self.wanted, self.unwanted))

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in both."""
        asked.look_up(self.words())
        answer = self.wanted.probe(asked)
        found = answer.found & ~self.unwanted.probe(asked).found
        return Probe(found, np.where(found, answer.scores, np.float32(0)))


@dataclass(frozen=True, eq=False)
class ConstantPlan:
    """Documents that the child matches, all with one score."""

    child: Plan
    score: float

    @property
    def size(self) -> int:
        """The child's."""
        return self.child.size

    @property
    def positive(self) -> bool:
        """Whether the score is above 0."""
        return self.score > 0

    def full(self) -> Hits:
        """The child's matches with the score."""
        docs = self.child.full().docs
        return Hits(docs, np.full(len(docs), self.score, np.float32))

    def flag(self, flags: Array) -> None:
        """The child's flags."""
        self.child.flag(flags)

    def words(self) -> Iterable[Word]:
        """The child's."""
        return self.child.words()

    def probe(self, asked: Asked) -> Probe:
        """The documents, probed in the child."""
        found = self.child.probe(asked).found
        return Probe(found, np.where(found, np.float32(self.score), np.float32(0)))
