"""From the syntax tree to what the engine is asked.

In: a `Parsed` query, an analyzer, gazetteers. Out: `Compiled`: the query that wants all the words, the one that is
content with some of them, and notes. Never here: an engine's types, or an exception because of the query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analyzers.pipeline import Analyzer
from indexer.engines.query import And, AtLeast, Every, Maybe, Not, Nothing, Or, Query, Term
from indexer.gazetteers import Gazetteers
from indexer.schema import FACETS, Part
from search.clauses import ALL_FORMS, ALL_PARTS, SURE_FORMS, Clause, Leaves
from search.fieldvalues import resolve
from search.notes import NOTHING_TO_SEARCH, ONLY_COMMON_WORDS, PHRASE_LOOSENED, SHORT_PREFIX, UNKNOWN_VALUE
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
from search.ranking import LOOSENING_WORDS, MIN_PREFIX, SENTENCE_WORDS, SOME_WORDS_PART
from search.results import Note
from search.words import QueryWord, query_words


@dataclass(frozen=True, slots=True)
class Compiled:
    """`strict` wants all the words; `relaxed` some of them (None when there is nothing to relax). `scored` says
    whether relevance means anything for it; `loosened` notes what `relaxed` gives up beside words."""

    strict: Query
    relaxed: Query | None
    scored: bool
    notes: tuple[Note, ...]
    loosened: tuple[Note, ...] = ()
    words: tuple[QueryWord, ...] = ()

    @property
    def sentence(self) -> bool:
        """Whether there are so many words that nobody expects all of them."""
        return len(self.words) > SENTENCE_WORDS


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a clause looks: parts of the article, and for field:value the facet and its name as typed."""

    parts: Sequence[Part] = ALL_PARTS
    facet: str = ""
    name: str = ""


EVERYWHERE = Scope()


@dataclass
class Sides:
    """The clauses of a query by what becomes of them when there are too few results."""

    soft: list[Clause] = field(default_factory=list)
    must: list[Clause] = field(default_factory=list)
    phrases: list[tuple[Clause, Phrase]] = field(default_factory=list)
    excluded: list[Query] = field(default_factory=list)


class Compiler:
    """Compiles one query."""

    def __init__(self, analyzer: Analyzer, gazetteers: Gazetteers, exists: Callable[[str, str], bool]) -> None:
        self._analyzer = analyzer
        self._leaves = Leaves(analyzer, exists)
        self._gazetteers = gazetteers
        self._notes: list[Note] = []

    def build(self, parsed: Parsed) -> Compiled:
        """What to ask the engine for this query."""
        self._notes = list(parsed.notes)
        sides = self._sides(parsed.tree)
        wanted = _meaningful([*sides.soft, *sides.must, *(clause for clause, _ in sides.phrases)])
        if not wanted and not sides.excluded:
            if parsed.typed:
                self._notes.append(Note(NOTHING_TO_SEARCH))
            return Compiled(Every(), None, False, unique(self._notes))
        if wanted and all(clause.common for clause in wanted):
            self._notes.append(Note(ONLY_COMMON_WORDS))
        strict = _all([*(clause.query for clause in wanted), *map(Not, sides.excluded)])
        relaxed, loosened = self._relaxed(sides)
        scored = any(not _is_filter(clause.query) for clause in wanted)
        words = query_words(parsed.tree, self._analyzer)
        return Compiled(strict, relaxed, scored, unique(self._notes), loosened, words)

    def _sides(self, tree: Node) -> Sides:
        sides = Sides()
        for node in tree.children if isinstance(tree, Group) else (tree,):
            match node:
                case Word():
                    sides.soft += self._leaves.words(node.text, ALL_PARTS)
                case Phrase():
                    clause = self._leaves.phrase(node.text, ALL_PARTS)
                    sides.phrases += [(clause, node)] if clause else []
                case Excluded():
                    clause = self._clause(node.child, EVERYWHERE, sure=True)
                    sides.excluded += [clause.query] if clause else []
                case Required() | All() | Fielded():
                    clause = self._clause(node, EVERYWHERE)
                    sides.must += [clause] if clause else []
                case _:
                    clause = self._clause(node, EVERYWHERE)
                    sides.soft += [clause] if clause else []
        return sides

    def _relaxed(self, sides: Sides) -> tuple[Query | None, tuple[Note, ...]]:
        content = [clause for clause in sides.soft if not clause.common]
        soft = [clause for clause in content if not clause.empty]
        must = [clause.query for clause in _meaningful(sides.must)]
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
        some: Query = AtLeast(tuple(clause.query for clause in soft), _some(len(soft)))
        if optional:
            some = Maybe(some, _any(optional))
        return _all([some, *must, *map(Not, sides.excluded)]), loosened

    def _clause(self, node: Node, scope: Scope, sure: bool = False) -> Clause | None:
        """A clause that is taken or left as a whole; `sure` leaves out the form that merges look-alikes."""
        match node:
            case Word() | Phrase() | Prefix() if scope.facet:
                return self._filter(node, scope, sure)
            case Word():
                forms = SURE_FORMS if sure else ALL_FORMS
                return _both(self._leaves.words(node.text, scope.parts, forms))
            case Phrase():
                return self._leaves.phrase(node.text, scope.parts)
            case Prefix():
                return self._prefix(node, scope)
            case Fielded():
                return self._fielded(node, scope, sure)
            case Excluded():
                child = self._clause(node.child, scope, sure=True)
                return Clause(Not(child.query)) if child else None
            case Required():
                return self._clause(node.child, scope, sure)
        children = [self._clause(child, scope, sure) for child in node.children]
        kept = [child for child in children if child is not None]
        return _either(kept) if isinstance(node, Any) else _both(kept)

    def _fielded(self, node: Fielded, scope: Scope, sure: bool) -> Clause | None:
        if node.field == Part.TITLE:
            return self._clause(node.child, Scope(parts=(Part.TITLE,)), sure)
        inner = Scope(scope.parts, node.field, node.name)
        if isinstance(node.child, Group):
            words = [child.text for child in node.child.children if isinstance(child, Word)]
            value = resolve(node.field, " ".join(words), self._gazetteers)
            if value is not None and len(words) == len(node.child.children):
                return Clause(Term(node.field, value))
        return self._clause(node.child, inner, sure)

    def _filter(self, node: Word | Phrase | Prefix, scope: Scope, sure: bool) -> Clause | None:
        value = resolve(scope.facet, node.text, self._gazetteers)
        if value is not None:
            return Clause(Term(scope.facet, value))
        self._notes.append(Note(UNKNOWN_VALUE, {"value": node.text, "field": scope.name}))
        return self._clause(node, EVERYWHERE, sure)

    def _prefix(self, node: Prefix, scope: Scope) -> Clause | None:
        found = self._leaves.prefix(node.text, scope.parts)
        if found is None:
            return None
        clause, beginning = found
        if len(beginning) >= MIN_PREFIX:
            return clause
        self._notes.append(Note(SHORT_PREFIX, {"prefix": node.text}))
        return _both(self._leaves.words(node.text, scope.parts))


def _meaningful(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses without the stop words, unless there is nothing else."""
    return [clause for clause in clauses if not clause.common] or list(clauses)


def _both(clauses: Sequence[Clause]) -> Clause | None:
    kept = _meaningful(clauses)
    return Clause(_all([clause.query for clause in kept]), kept[0].common) if kept else None


def _either(clauses: Sequence[Clause]) -> Clause | None:
    kept = _meaningful(clauses)
    return Clause(_any([clause.query for clause in kept]), kept[0].common) if kept else None


def _all(queries: Sequence[Query]) -> Query:
    if any(isinstance(query, Nothing) for query in queries):
        return Nothing()
    return queries[0] if len(queries) == 1 else And(tuple(queries))


def _any(queries: Sequence[Query]) -> Query:
    found = [query for query in queries if not isinstance(query, Nothing)]
    if len(found) < 2:
        return found[0] if found else Nothing()
    return Or(tuple(found))


def _some(count: int) -> int:
    return max(1, count // SOME_WORDS_PART)


def _is_filter(query: Query) -> bool:
    """Whether a clause only chooses articles, and says nothing of their relevance."""
    match query:
        case Term():
            return query.field in FACETS
        case Not() | Every() | Nothing():
            return True
        case And() | Or() | AtLeast():
            return all(_is_filter(child) for child in query.children)
    return False
