"""The adjacent words of a query, as typed and in other words.

In: runs of words. Out: `BooleanClauses` for them, and the expansions that were made. Never here: how the clauses become
a query (`compiler.py`), or which other words there are (`expander.py`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.query import Query
from indexer.model.notes import Note
from search.compile.clauses import ALL_FORMS, ALL_PARTS, SURE_FORMS, Clause, Leaves
from search.compile.combining import all_of, any_of, meaningful
from search.compile.expander import Expander
from search.compile.expansions import Expansion
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
        notes: list[Note],
        expander: Expander | None = None,
        without: Collection[str] = (),
    ) -> None:
        self._analyzer = analyzer
        self._leaves = leaves
        self._notes = notes
        self._expander = expander
        self._without = without
        self._forms = SURE_FORMS if expander is None else ALL_FORMS
        self.expansions: list[Expansion] = []

    def named(self, run: Sequence[Node]) -> Query | None:
        """The articles about a country or a body that words side by side name, or None."""
        return self._expander.named(self.words(run), self._without) if self._expander else None

    def add(self, clauses: BooleanClauses, run: Sequence[Node]) -> None:
        """Add the clauses of words side by side."""
        sure, should = self._clauses(run, SURE_FORMS), self._clauses(run, self._forms)
        clauses.has_look_alikes |= any(one.query != other.query for one, other in zip(sure, should, strict=True))
        index = 0
        for expansion in self._expanded(run):
            typed = sure[expansion.first : expansion.last]
            reworded = [_reworded(typed, expansion)] if expansion.is_counted else typed
            clauses.expanded += [*sure[index : expansion.first], *reworded]
            self._loosen(should, expansion, clauses)
            index = expansion.last
        clauses.should += should
        clauses.expanded += sure[index:]

    def _loosen(self, should: list[Clause], expansion: Expansion, clauses: BooleanClauses) -> None:
        """What an expansion finds among the closest articles: instead of its one word, or beside its several."""
        span = slice(expansion.first, expansion.last)
        loose = expansion.query(LOOSE_PUBLISHED_WEIGHT) if expansion.sure else None
        met = expansion.counted() if expansion.is_counted and not expansion.days else None
        if loose is not None and (expansion.last - expansion.first > 1 or expansion.days):
            clauses.expansions.append(loose)
            loose = None
        should[span] = [replace(clause, met=met, other=loose) for clause in should[span]]

    def _clauses(self, run: Sequence[Node], forms: Sequence[Form]) -> list[Clause]:
        words = (node.text for node in run if isinstance(node, Word))
        return [clause for text in words for clause in self._leaves.words(text, ALL_PARTS, forms)]

    def _expanded(self, run: Sequence[Node]) -> list[Expansion]:
        """The expansions of adjacent words, until the query has MAX_CONCEPTS."""
        room = MAX_CONCEPTS - len(self.expansions)
        if self._expander is None or room <= 0:
            return []
        if self._expander.is_damaged:
            self._notes.append(Note(NOT_EXPANDED))
        found = self._expander.expand(self.words(run), self._without)[:room]
        self.expansions += found
        return found

    def words(self, run: Sequence[Node]) -> list[QueryWord]:
        """The analysed words of adjacent nodes."""
        return [word for node in run if isinstance(node, Word) for word in words_of(node, self._analyzer)]


def _reworded(typed: Sequence[Clause], expansion: Expansion) -> Clause:
    """A clause for words as typed or their expansion. The days of a date count as typed."""
    literal = all_of([clause.query for clause in meaningful(typed)])
    return Clause(any_of([literal, expansion.counted()]), typed=() if expansion.days else tuple(typed))


def runs(nodes: Sequence[Node]) -> list[list[Node]]:
    """Adjacent words together, every other node alone."""
    return [
        part
        for plain, run in groupby(nodes, lambda node: isinstance(node, Word))
        for part in ([list(run)] if plain else [[node] for node in run])
    ]
