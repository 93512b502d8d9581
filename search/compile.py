"""From the syntax tree to what the engine is asked.

In: a `Parsed` query, an analyzer, gazetteers. Out: `Compiled`: the query that wants all the words, the one that is
content with some of them, and notes. Never here: an engine's types, or an exception because of the query.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from analyzers.pipeline import Analyzer
from indexer.engines.query import AtLeast, Every, Maybe, Not, Query, Term
from indexer.gazetteers import Gazetteers
from indexer.schema import Part
from search.clauses import ALL_FORMS, ALL_PARTS, SURE_FORMS, Clause, Leaves
from search.combining import all_of, any_of, both, either, is_filter, meaningful
from search.expansion import Expander, Expansion
from search.fieldvalues import resolve
from search.notes import (
    NOT_EXPANDED,
    NOTHING_TO_SEARCH,
    ONLY_COMMON_WORDS,
    PHRASE_LOOSENED,
    SHORT_PREFIX,
    UNKNOWN_VALUE,
)
from search.query.parser import unique
from search.query.syntax import (
    All,
    Any,
    Excluded,
    Fielded,
    Group,
    Node,
    Parsed,
    Phrase,
    Prefix,
    Required,
    Word,
)
from search.ranking import (
    LOOSE_EXPANSION_WEIGHT,
    LOOSENING_WORDS,
    MAX_CONCEPTS,
    MIN_PREFIX,
    SENTENCE_WORDS,
    SOME_WORDS_PART,
)
from search.results import Note
from search.words import QueryWord, query_words, words_of


@dataclass(frozen=True, slots=True)
class Compiled:
    """`strict` wants all the words; `relaxed` some of them (None when there is nothing to relax). `scored` says
    whether relevance means anything for it; `loosened` notes what `relaxed` gives up beside words; `expansions` are
    the words that an article may have in other words, and `literal` is then `strict` without them."""

    strict: Query
    relaxed: Query | None
    scored: bool
    notes: tuple[Note, ...]
    loosened: tuple[Note, ...] = ()
    words: tuple[QueryWord, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    literal: Query | None = None

    @property
    def sentence(self) -> bool:
        """Whether there are so many words that nobody expects all of them."""
        return len(self.words) > SENTENCE_WORDS


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a clause looks: parts of the article, and for field:value the facet and its name as typed; `literal` when
    nothing but the words as typed will do."""

    parts: Sequence[Part] = ALL_PARTS
    facet: str = ""
    name: str = ""
    literal: bool = False


EVERYWHERE = Scope()
AS_TYPED = Scope(literal=True)


@dataclass
class Sides:
    """The clauses of a query by what becomes of them when there are too few results. `wider` has the clauses of `soft`
    with other words for some of them, `others` only those other words."""

    soft: list[Clause] = field(default_factory=list)
    wider: list[Clause] = field(default_factory=list)
    others: list[Query] = field(default_factory=list)
    must: list[Clause] = field(default_factory=list)
    phrases: list[tuple[Clause, Phrase]] = field(default_factory=list)
    excluded: list[Query] = field(default_factory=list)


class Compiler:
    """Compiles one query; without an expander, only for the words as typed. `without` names concepts that are not to be
    expanded; without `rewords` only what is excluded is."""

    def __init__(
        self,
        analyzer: Analyzer,
        gazetteers: Gazetteers,
        exists: Callable[[str, str], bool],
        expander: Expander | None = None,
        without: Collection[str] = (),
        *,
        rewords: bool = True,
    ) -> None:
        self._analyzer = analyzer
        self._leaves = Leaves(analyzer, exists)
        self._exists = exists
        self._gazetteers = gazetteers
        self._expander = expander
        self._without = without
        self._rewords = rewords
        self._notes: list[Note] = []
        self._expansions: list[Expansion] = []

    def build(self, parsed: Parsed) -> Compiled:
        """What to ask the engine for this query."""
        self._notes, self._expansions = list(parsed.notes), []
        sides = self._sides(parsed.tree)
        wanted = meaningful([*sides.wider, *sides.must, *(clause for clause, _ in sides.phrases)])
        if not wanted and not sides.excluded:
            if parsed.typed:
                self._notes.append(Note(NOTHING_TO_SEARCH))
            return Compiled(Every(), None, False, unique(self._notes))
        if wanted and all(clause.common for clause in wanted):
            self._notes.append(Note(ONLY_COMMON_WORDS))
        strict = all_of([*(clause.query for clause in wanted), *map(Not, sides.excluded)])
        relaxed, loosened = self._relaxed(sides)
        scored = any(not is_filter(clause.query) for clause in wanted)
        words = query_words(parsed.tree, self._analyzer)
        return Compiled(strict, relaxed, scored, unique(self._notes), loosened, words, tuple(self._expansions))

    def _sides(self, tree: Node) -> Sides:
        sides = Sides()
        for run in _runs(tree.children if isinstance(tree, Group) else (tree,)):
            node = run[0]
            match node:
                case Word():
                    self._add_words(sides, run)
                case Phrase():
                    clause = self._leaves.phrase(node.text, ALL_PARTS)
                    sides.phrases += [(clause, node)] if clause else []
                case Excluded():
                    clause = self._excluded(node, EVERYWHERE)
                    sides.excluded += [clause.query] if clause else []
                case Required() | All() | Fielded():
                    clause = self._clause(node, EVERYWHERE)
                    sides.must += [clause] if clause else []
                case _:
                    clause = self._clause(node, EVERYWHERE)
                    sides.soft += [clause] if clause else []
                    sides.wider += [clause] if clause else []
        return sides

    def _add_words(self, sides: Sides, run: Sequence[Node]) -> None:
        soft = [clause for node in run if isinstance(node, Word) for clause in self._leaves.words(node.text, ALL_PARTS)]
        sides.soft += soft
        place = 0
        for expansion in self._expanded(run):
            as_typed = [clause.query for clause in meaningful(soft[expansion.first : expansion.last])]
            sides.wider += [*soft[place : expansion.first], Clause(any_of([all_of(as_typed), expansion.query()]))]
            sides.others.append(expansion.query(LOOSE_EXPANSION_WEIGHT))
            place = expansion.last
        sides.wider += soft[place:]

    def _expanded(self, run: Sequence[Node]) -> list[Expansion]:
        """The expansions of words side by side, as far as the query may have more of them."""
        room = MAX_CONCEPTS - len(self._expansions)
        if self._expander is None or not self._rewords or room <= 0:
            return []
        if self._expander.is_damaged:
            self._notes.append(Note(NOT_EXPANDED))
        found = self._expander.expand(self._words(run), self._without)[:room]
        self._expansions += found
        return found

    def _words(self, run: Sequence[Node]) -> list[QueryWord]:
        return [word for node in run if isinstance(node, Word) for word in words_of(node, self._analyzer)]

    def _relaxed(self, sides: Sides) -> tuple[Query | None, tuple[Note, ...]]:
        content = [clause for clause in sides.soft if not clause.common]
        soft = [clause for clause in content if not clause.empty]
        must = [clause.query for clause in meaningful(sides.must)]
        quoted = [self._leaves.words(node.text, ALL_PARTS) for _, node in sides.phrases]
        loosened: tuple[Note, ...] = ()
        optional: list[Query] = []
        if len(soft) >= max(LOOSENING_WORDS, sum(map(len, quoted)) + 1):
            soft += [clause for clauses in quoted for clause in clauses if not clause.common and not clause.empty]
            optional = [clause.query for clause, _ in sides.phrases if not clause.empty]
            loosened = tuple(Note(PHRASE_LOOSENED, {"phrase": node.text}) for _, node in sides.phrases)
        else:
            must += [clause.query for clause, _ in sides.phrases]
        if len(content) < 2 or not soft:
            return None, ()
        some: Query = AtLeast((*(clause.query for clause in soft), *sides.others), _some(len(soft)))
        if optional:
            some = Maybe(some, any_of(optional))
        return all_of([some, *must, *map(Not, sides.excluded)]), loosened

    def _clause(self, node: Node, scope: Scope, sure: bool = False) -> Clause | None:
        """A clause that is taken or left as a whole; `sure` leaves out the form that merges look-alikes."""
        match node:
            case Word() | Phrase() | Prefix() if scope.facet:
                return self._filter(node, scope, sure)
            case Word():
                return self._plain([node], scope, sure)
            case Phrase():
                return self._leaves.phrase(node.text, scope.parts)
            case Prefix():
                return self._prefix(node, scope)
            case Fielded():
                return self._fielded(node, scope, sure)
            case Excluded():
                child = self._excluded(node, scope)
                return Clause(Not(child.query)) if child else None
            case Required():
                return self._clause(node.child, replace(scope, literal=True), sure)
        return self._children(node, scope, sure)

    def _excluded(self, node: Excluded, scope: Scope) -> Clause | None:
        """What must not be there: the words as typed and, for a country or a body, the articles about it, whatever
        their language."""
        clause = self._clause(node.child, scope, sure=True)
        run = node.child.children if isinstance(node.child, Group) else (node.child,)
        if clause is None or self._expander is None or scope != EVERYWHERE:
            return clause
        about = self._expander.named(self._words(run), self._without)
        return Clause(any_of([clause.query, about])) if about else clause

    def _children(self, node: Group | All | Any, scope: Scope, sure: bool) -> Clause | None:
        together = isinstance(node, Group) and not scope.facet
        runs = _runs(node.children) if together else [[child] for child in node.children]
        clauses = [self._plain(run, scope, sure) if len(run) > 1 else self._clause(run[0], scope, sure) for run in runs]
        kept = [clause for clause in clauses if clause is not None]
        return either(kept) if isinstance(node, Any) else both(kept)

    def _plain(self, run: Sequence[Node], scope: Scope, sure: bool) -> Clause | None:
        """Words side by side, all of them; expanded where they may be."""
        if sure or scope != EVERYWHERE:
            forms = SURE_FORMS if sure else ALL_FORMS
            words = [node.text for node in run if isinstance(node, Word)]
            return both([clause for text in words for clause in self._leaves.words(text, scope.parts, forms)])
        sides = Sides()
        self._add_words(sides, run)
        return both(sides.wider)

    def _fielded(self, node: Fielded, scope: Scope, sure: bool) -> Clause | None:
        if node.field == Part.TITLE:
            return self._clause(node.child, Scope(parts=(Part.TITLE,)), sure)
        inner = Scope(scope.parts, node.field, node.name)
        if isinstance(node.child, Group):
            words = [child.text for child in node.child.children if isinstance(child, Word)]
            values = resolve(node.field, " ".join(words), self._gazetteers, self._exists)
            if values and len(words) == len(node.child.children):
                return _any_value(node.field, values)
        return self._clause(node.child, inner, sure)

    def _filter(self, node: Word | Phrase | Prefix, scope: Scope, sure: bool) -> Clause | None:
        values = resolve(scope.facet, node.text, self._gazetteers, self._exists)
        if values:
            return _any_value(scope.facet, values)
        self._notes.append(Note(UNKNOWN_VALUE, {"value": node.text, "field": scope.name}))
        return self._clause(node, AS_TYPED, sure)

    def _prefix(self, node: Prefix, scope: Scope) -> Clause | None:
        found = self._leaves.prefix(node.text, scope.parts)
        if found is None:
            return None
        clause, beginning = found
        if len(beginning) >= MIN_PREFIX:
            return clause
        self._notes.append(Note(SHORT_PREFIX, {"prefix": node.text}))
        return both(self._leaves.words(node.text, scope.parts))


def _any_value(facet: str, values: Sequence[str]) -> Clause:
    return Clause(any_of([Term(facet, value) for value in values]))


def _runs(nodes: Sequence[Node]) -> list[list[Node]]:
    """Words that stand side by side together, every other node alone."""
    return [
        part
        for plain, run in groupby(nodes, lambda node: isinstance(node, Word))
        for part in ([list(run)] if plain else [[node] for node in run])
    ]


def _some(count: int) -> int:
    return max(1, count // SOME_WORDS_PART)
