"""From the syntax tree to what the engine is asked.

In: a `Parsed` query, an analyzer, gazetteers. Out: `Compiled`: the query that wants all the words, the one that is
content with some of them, and notes. Never here: an engine's types, or an exception because of the query.
"""

from collections.abc import Callable, Collection, Sequence

from analyzers.pipeline import Analyzer
from indexer.engines.port.query import AtLeast, Every, Maybe, Not, Query
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.notes import Note
from search.compile.clauses import ALL_FORMS, ALL_PARTS, Clause, Leaves
from search.compile.combining import all_of, any_of, as_typed, is_filter, meaningful
from search.compile.compiled import Compiled
from search.compile.expander import Expander
from search.compile.nested import EVERYWHERE, Nested
from search.compile.wording import Sides, Wording, runs
from search.model.notes import NOTHING_TO_SEARCH, ONLY_COMMON_WORDS, PHRASE_LOOSENED
from search.model.ranking import LOOSENING_WORDS, SOME_WORDS_PART
from search.query.parser import unique
from search.query.syntax import All, Excluded, Fielded, Group, Node, Parsed, Phrase, Required, Word
from search.query.words import query_words

#: Of fewer words than this, none can be missing.
WORDS_TO_RELAX = 2


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
    ) -> None:
        self._analyzer = analyzer
        self._notes: list[Note] = []
        self._leaves = Leaves(analyzer, exists)
        self._wording = Wording(analyzer, self._leaves, self._notes, expander, without)
        self._nested = Nested(self._leaves, self._wording, gazetteers, exists, self._notes)

    def build(self, parsed: Parsed) -> Compiled:
        """What to ask the engine for this query."""
        self._notes[:] = parsed.notes
        self._wording.expansions.clear()
        sides = self._sides(parsed.tree)
        asked = [*sides.wider, *sides.must, *(clause for clause, _ in sides.phrases)]
        wanted = meaningful(asked)
        if not wanted and not sides.excluded:
            if parsed.typed:
                self._notes.append(Note(NOTHING_TO_SEARCH))
            return Compiled(Every(), None, False, unique(self._notes))
        if wanted and all(clause.common for clause in wanted):
            self._notes.append(Note(ONLY_COMMON_WORDS))
        strict, literal = _with_all(wanted, sides), None
        if not all(expansion.days for expansion in self._wording.expansions):
            literal = _with_all(meaningful(as_typed(asked)), sides)
        relaxed, loosened = self._relaxed(sides)
        scored = any(not is_filter(clause.query) for clause in wanted)
        words = query_words(parsed.tree, self._analyzer)
        return Compiled(
            strict,
            relaxed,
            scored,
            unique(self._notes),
            loosened,
            words,
            tuple(self._wording.expansions),
            literal,
            alike=relaxed is not None and len(_content(sides)) < WORDS_TO_RELAX,
        )

    def _sides(self, tree: Node) -> Sides:
        sides = Sides()
        for run in runs(tree.children if isinstance(tree, Group) else (tree,)):
            node = run[0]
            match node:
                case Word():
                    self._wording.add(sides, run)
                case Phrase():
                    clause = self._leaves.phrase(node.text, ALL_PARTS)
                    sides.phrases += [(clause, node)] if clause else []
                case Excluded():
                    clause = self._nested.excluded(node, EVERYWHERE)
                    sides.excluded += [clause.query] if clause else []
                case Required() | All() | Fielded():
                    clause = self._nested.clause(node, EVERYWHERE)
                    sides.must += [clause] if clause else []
                case _:
                    clause = self._nested.clause(node, EVERYWHERE)
                    sides.soft += [clause] if clause else []
                    sides.wider += [clause] if clause else []
        return sides

    def _relaxed(self, sides: Sides) -> tuple[Query | None, tuple[Note, ...]]:
        content = _content(sides)
        soft = [clause for clause in content if not clause.empty]
        must = [clause.query for clause in meaningful(sides.must)]
        quoted = [self._leaves.words(node.text, ALL_PARTS, ALL_FORMS) for _, node in sides.phrases]
        loosened: tuple[Note, ...] = ()
        optional: list[Query] = []
        if len(soft) >= max(LOOSENING_WORDS, sum(map(len, quoted)) + 1):
            soft += [clause for clauses in quoted for clause in clauses if not clause.common and not clause.empty]
            optional = [clause.query for clause, _ in sides.phrases if not clause.empty]
            loosened = tuple(Note(PHRASE_LOOSENED, {"phrase": node.text}) for _, node in sides.phrases)
        else:
            must += [clause.query for clause, _ in sides.phrases]
        if not soft or (len(content) < WORDS_TO_RELAX and not sides.alike):
            return None, ()
        some: Query = AtLeast((*(clause.query for clause in soft), *sides.others), _some(len(soft)))
        if optional:
            some = Maybe(some, any_of(optional))
        return all_of([some, *must, *map(Not, sides.excluded)]), loosened


def _with_all(wanted: Sequence[Clause], sides: Sides) -> Query:
    return all_of([*(clause.query for clause in wanted), *map(Not, sides.excluded)])


def _content(sides: Sides) -> list[Clause]:
    return [clause for clause in sides.soft if not clause.common]


def _some(count: int) -> int:
    return max(1, count // SOME_WORDS_PART)
