"""The adjacent words of a query, as typed and in other words.

In: runs of words. Out: `BooleanClauses` for them, and the expansions that were made. Never here: how the clauses become
a query (`compiler.py`), or which other words there are (`expander.py`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.query import Query
from indexer.model.notes import Note
from search.compile.clauses import Clause, Leaves, names_of
from search.compile.combining import all_of, any_of
from search.compile.expander import Expander
from search.compile.expansions import Expansion, of_the_first
from search.compile.frequencies import Frequencies, pairs_of
from search.compile.joining import meaningful
from search.model.notes import NOT_EXPANDED
from search.model.ranking import LOOSE_PUBLISHED_WEIGHT, MAX_CONCEPTS
from search.query.syntax import Node, Phrase, Word
from search.query.words import QueryWord, words_of


@dataclass
class BooleanClauses:
    """The clauses of a query by their role.

    An article must match all of `must` and none of `must_not`. The strict query demands all of `expanded`: the words in
    their sure forms, or their expansions. The relaxed query demands some of `should` (the words in all forms) and
    `expansions` (the expansions alone). A long relaxed query demands no `phrases`. `has_look_alikes`: the skeletons in
    `should` match more words of the collection.
    """

    should: list[Clause] = field(default_factory=list)
    expanded: list[Clause] = field(default_factory=list)
    expansions: list[Query] = field(default_factory=list)
    must: list[Clause] = field(default_factory=list)
    phrases: list[tuple[Clause, Phrase]] = field(default_factory=list)
    must_not: list[Query] = field(default_factory=list)
    has_look_alikes: bool = False


class WordCompiler:
    """Compiles the words of one query, with their expansions. Without an expander, words have no expansions, and
    skeletons do not count; `without` are ids of concepts to skip. Notes for the visitor are appended to `notes`."""

    def __init__(
        self,
        analyzer: Analyzer,
        leaves: Leaves,
        frequencies: Frequencies,
        notes: list[Note],
        expander: Expander | None = None,
        without: Collection[str] = (),
    ) -> None:
        self._analyzer = analyzer
        self._leaves = leaves
        self._frequencies = frequencies
        self._notes = notes
        self._expander = expander
        self._without = without
        self.expansions: list[Expansion] = []

    def named(self, run: Sequence[Node]) -> Query | None:
        """The articles about a country or a body that words side by side name, or None."""
        if self._expander is None:
            return None
        return self._expander.named(self.words(run), self._without, self._frequencies)

    def add(self, clauses: BooleanClauses, run: Sequence[Node]) -> None:
        """Add the clauses of words side by side."""
        words = self.words(run)
        names = set() if self._expander is None else self._expander.names(words)
        self._frequencies.expect([pair for at in names for pair in pairs_of(Form.EXACT, names_of(words[at].token))])
        expansions = self._expanded(words)
        both = [self._leaves.in_both(word.token) for word in words]
        should = [one if self._expander is None else loose for one, loose in both]
        sure = [self._leaves.name(words[at].token, one) if at in names else one for at, (one, _) in enumerate(both)]
        clauses.has_look_alikes |= any(one is not loose for one, loose in both)
        clauses.should += self._add(clauses, expansions, sure, should)

    def _add(
        self,
        clauses: BooleanClauses,
        expansions: Sequence[Expansion],
        sure: Sequence[Clause],
        should: Sequence[Clause],
    ) -> list[Clause]:
        """Add the expansions of words; out come the words of which some are enough, with what may stand for them."""
        loosened = list(should)
        index = 0
        for expansion in expansions:
            span = slice(expansion.first, expansion.last)
            counted, loose = _asked(expansion)
            typed = sure[span]
            reworded = typed if counted is None else [_reworded(typed, expansion, counted)]
            clauses.expanded += [*sure[index : span.start], *reworded]
            loosened[span] = _loosened(should[span], expansion, counted, loose, clauses)
            index = expansion.last
        clauses.expanded += sure[index:]
        return loosened

    def _expanded(self, words: Sequence[QueryWord]) -> list[Expansion]:
        """The expansions of adjacent words, until the query has those of MAX_CONCEPTS."""
        if self._expander is None:
            return []
        if self._expander.is_damaged:
            self._notes.append(Note(NOT_EXPANDED))
        before = len(self.expansions)
        found = self._expander.expand(words, self._without, self._frequencies)
        self.expansions[:] = of_the_first([*self.expansions, *found], MAX_CONCEPTS)
        return self.expansions[before:]

    def words(self, run: Sequence[Node]) -> list[QueryWord]:
        """The analysed words of adjacent nodes."""
        return [word for node in run if isinstance(node, Word) for word in words_of(node, self._analyzer)]


def _asked(expansion: Expansion) -> tuple[Query | None, Query | None]:
    """What counts as the words of an expansion, and what it finds among the closest articles; None for nothing."""
    counted, loose = expansion.queries(LOOSE_PUBLISHED_WEIGHT)
    return counted if expansion.is_counted else None, loose if expansion.sure else None


def _loosened(
    should: Sequence[Clause],
    expansion: Expansion,
    counted: Query | None,
    loose: Query | None,
    clauses: BooleanClauses,
) -> list[Clause]:
    """Words with what an expansion finds among the closest articles instead of its one word. What it finds beside
    several is added to the clauses."""
    met = None if expansion.days else counted
    if loose is not None and (len(should) > 1 or expansion.days):
        clauses.expansions.append(loose)
        loose = None
    return [Clause(one.query, one.common, one.typed, one.weight, met, loose) for one in should]


def _reworded(typed: Sequence[Clause], expansion: Expansion, counted: Query) -> Clause:
    """A clause for words as typed or what counts as them. The days of a date count as typed."""
    literal = all_of([clause.query for clause in meaningful(typed)])
    return Clause(any_of([literal, counted]), typed=() if expansion.days else tuple(typed))


def runs(nodes: Sequence[Node]) -> list[list[Node]]:
    """Adjacent words together, every other node alone."""
    return [
        part
        for plain, run in groupby(nodes, lambda node: isinstance(node, Word))
        for part in ([list(run)] if plain else [[node] for node in run])
    ]
