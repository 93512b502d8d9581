"""From the syntax tree to what the engine is asked.

In: a `Parsed` query, an analyzer, gazetteers. Out: `Compiled`: the query that demands all the words, the one that
demands some of them, and notes. Never here: an engine's types, or an exception because of the query.
"""

import math
from collections.abc import Callable, Collection, Sequence

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.engines.port.query import AtLeast, Every, Maybe, Not, Query
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.notes import Note
from search.compile.clauses import ALL_FORMS, ALL_PARTS, Clause, Leaves
from search.compile.combining import all_of, any_of, as_typed, is_filter, meaningful
from search.compile.compiled import Compiled
from search.compile.expander import Expander
from search.compile.nested import EVERYWHERE, Nested
from search.compile.word_clauses import BooleanClauses, WordCompiler, runs
from search.model.notes import NOTHING_TO_SEARCH, ONLY_COMMON_WORDS, PHRASE_LOOSENED
from search.model.ranking import LOOSENING_WORDS, MOST_PART, SOME_WORDS_PART
from search.query.parser import unique
from search.query.syntax import All, Excluded, Fielded, Group, Node, Parsed, Phrase, Required, Word
from search.query.words import query_words

#: In a query of fewer words than this, no word may be missing.
WORDS_TO_RELAX = 2
#: The weights of words are rounded to so many steps of one.
WEIGHT_STEPS = 2


class Compiler:
    """Compiles one query; without an expander, only for the words as typed. `without` names concepts that are not to be
    expanded."""

    def __init__(
        self,
        analyzer: Analyzer,
        gazetteers: Gazetteers,
        exists: Callable[[str, str], bool],
        expander: Expander | None = None,
        without: Collection[str] = (),
        rarity: Callable[[Token], float] = lambda _: 1.0,
    ) -> None:
        self._analyzer = analyzer
        self._notes: list[Note] = []
        self._leaves = Leaves(analyzer, exists, rarity)
        self._words = WordCompiler(analyzer, self._leaves, self._notes, expander, without)
        self._nested = Nested(self._leaves, self._words, gazetteers, exists, self._notes)

    def build(self, parsed: Parsed) -> Compiled:
        """What to ask the engine for this query."""
        self._notes[:] = parsed.notes
        self._words.expansions.clear()
        clauses = self._boolean_clauses(parsed.tree)
        asked = [*clauses.expanded, *clauses.must, *(clause for clause, _ in clauses.phrases)]
        wanted = meaningful(asked)
        if not wanted and not clauses.must_not:
            if parsed.typed:
                self._notes.append(Note(NOTHING_TO_SEARCH))
            return Compiled(Every(), None, False, unique(self._notes))
        if wanted and all(clause.common for clause in wanted):
            self._notes.append(Note(ONLY_COMMON_WORDS))
        strict, literal = _with_all(wanted, clauses), None
        if not all(expansion.days for expansion in self._words.expansions):
            literal = _with_all(meaningful(as_typed(asked)), clauses)
        should, must, loosened = self._loosened(clauses)
        relaxed = self._relaxed(clauses, should, must, loosened)
        scored = any(not is_filter(clause.query) for clause in wanted)
        words = query_words(parsed.tree, self._analyzer)
        return Compiled(
            strict,
            relaxed,
            scored,
            unique(self._notes),
            loosened,
            words,
            tuple(self._words.expansions),
            literal,
            _most(clauses, should, must),
            alike=relaxed is not None and len(_content(clauses)) < WORDS_TO_RELAX,
        )

    def _boolean_clauses(self, tree: Node) -> BooleanClauses:
        clauses = BooleanClauses()
        for run in runs(tree.children if isinstance(tree, Group) else (tree,)):
            node = run[0]
            match node:
                case Word():
                    self._words.add(clauses, run)
                case Phrase():
                    clause = self._leaves.phrase(node.text, ALL_PARTS)
                    clauses.phrases += [(clause, node)] if clause else []
                case Excluded():
                    clause = self._nested.excluded(node, EVERYWHERE)
                    clauses.must_not += [clause.query] if clause else []
                case Required() | All() | Fielded():
                    clause = self._nested.clause(node, EVERYWHERE)
                    clauses.must += [clause] if clause else []
                case _:
                    clause = self._nested.clause(node, EVERYWHERE)
                    clauses.should += [clause] if clause else []
                    clauses.expanded += [clause] if clause else []
        return clauses

    def _loosened(self, clauses: BooleanClauses) -> tuple[list[Clause], list[Query], tuple[Note, ...]]:
        """The words of which some are enough; what must be there besides; and notes on phrases whose words are among
        the words."""
        should = [clause for clause in _content(clauses) if not clause.empty]
        must = [clause.query for clause in meaningful(clauses.must)]
        quoted = [self._leaves.words(node.text, ALL_PARTS, ALL_FORMS) for _, node in clauses.phrases]
        if len(should) < max(LOOSENING_WORDS, sum(map(len, quoted)) + 1):
            return should, must + [clause.query for clause, _ in clauses.phrases], ()
        should += [clause for words in quoted for clause in words if not clause.common and not clause.empty]
        return should, must, tuple(Note(PHRASE_LOOSENED, {"phrase": node.text}) for _, node in clauses.phrases)

    def _relaxed(
        self, clauses: BooleanClauses, should: Sequence[Clause], must: Sequence[Query], loosened: Sequence[Note]
    ) -> Query | None:
        if not should or (len(_content(clauses)) < WORDS_TO_RELAX and not clauses.has_look_alikes):
            return None
        some: Query = AtLeast((*(clause.query for clause in should), *clauses.expansions), _some(len(should)))
        optional = [clause.query for clause, _ in clauses.phrases if not clause.empty] if loosened else []
        if optional:
            some = Maybe(some, any_of(optional))
        return all_of([some, *must, *map(Not, clauses.must_not)])


def _most(clauses: BooleanClauses, should: Sequence[Clause], must: Sequence[Query]) -> Query | None:
    """What holds most of what the words say. A word that the collection does not have counts too."""
    if not should:
        return None
    unknown = [clause.weight for clause in _content(clauses) if clause.empty]
    weights = tuple(max(1, round(WEIGHT_STEPS * clause.weight)) for clause in should)
    wanted = MOST_PART * (sum(weights) + WEIGHT_STEPS * sum(unknown))
    held = AtLeast(tuple(clause.query for clause in should), math.ceil(wanted), weights)
    return all_of([held, *must, *map(Not, clauses.must_not)])


def _with_all(wanted: Sequence[Clause], clauses: BooleanClauses) -> Query:
    return all_of([*(clause.query for clause in wanted), *map(Not, clauses.must_not)])


def _content(clauses: BooleanClauses) -> list[Clause]:
    return [clause for clause in clauses.should if not clause.common]


def _some(count: int) -> int:
    return max(1, count // SOME_WORDS_PART)
