"""The parts of a query that match or fail as a whole.

In: a node of the syntax tree, and its scope. Out: one clause for the node and everything below it, or None when there
is nothing to search for. Never here: how a clause is relaxed when there are too few results (`compiler.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from indexer.engines.port.query import Not, Published, Term
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.notes import Note
from indexer.model.schema import Part
from search.compile.clauses import ALL_PARTS, Clause, Leaves
from search.compile.combining import any_of
from search.compile.joining import both, either
from search.compile.word_clauses import BooleanClauses, WordCompiler, runs
from search.dates.typed import TypedDate
from search.model.notes import HIJRI_YEAR, SHORT_PREFIX, UNKNOWN_VALUE
from search.model.ranking import MIN_PREFIX
from search.query.field_values import resolve, typed_days
from search.query.syntax import All, Any, Excluded, Fielded, Group, Node, Phrase, Prefix, Required, Word


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a clause looks: parts of the article, and for field:value the facet and its name as typed; `literal` when
    only the words as typed count, without expansions."""

    parts: Sequence[Part] = ALL_PARTS
    facet: str = ""
    name: str = ""
    literal: bool = False


EVERYWHERE = Scope()
AS_TYPED = Scope(literal=True)


class Nested:
    """Compiles nodes of one query to clauses. What the visitor should know is appended to `notes`."""

    def __init__(
        self,
        leaves: Leaves,
        words: WordCompiler,
        gazetteers: Gazetteers,
        exists: Callable[[str, str], bool],
        notes: list[Note],
    ) -> None:
        self._leaves = leaves
        self._words = words
        self._gazetteers = gazetteers
        self._exists = exists
        self._notes = notes

    def clause(self, node: Node, scope: Scope) -> Clause | None:
        """One clause for a node and everything below it; None when there is nothing to search for."""
        match node:
            case Word() | Phrase() | Prefix() if scope.facet:
                return self._filter(node, scope)
            case Word():
                return self._plain([node], scope)
            case Phrase():
                return self._leaves.phrase(node.text, scope.parts)
            case Prefix():
                return self._prefix(node, scope)
            case Fielded():
                return self._fielded(node, scope)
            case Excluded():
                child = self.excluded(node, scope)
                return Clause(Not(child.query)) if child else None
            case Required():
                return self.clause(node.child, replace(scope, literal=True))
        return self._children(node, scope)

    def excluded(self, node: Excluded, scope: Scope) -> Clause | None:
        """The clause that an article must not match: the words as typed and, for a country or a body, the articles
        about it, whatever their language."""
        clause = self.clause(node.child, replace(scope, literal=True))
        run = node.child.children if isinstance(node.child, Group) else (node.child,)
        if clause is None or scope != EVERYWHERE:
            return clause
        about = self._words.named(run)
        return Clause(any_of([clause.query, about])) if about else clause

    def _children(self, node: Group | All | Any, scope: Scope) -> Clause | None:
        together = isinstance(node, Group) and not scope.facet
        parts = runs(node.children) if together else [[child] for child in node.children]
        clauses = [self._plain(run, scope) if len(run) > 1 else self.clause(run[0], scope) for run in parts]
        kept = [clause for clause in clauses if clause is not None]
        return either(kept) if isinstance(node, Any) else both(kept)

    def _plain(self, run: Sequence[Node], scope: Scope) -> Clause | None:
        """One clause for adjacent words, which must all match; expanded only if the scope is EVERYWHERE."""
        if scope != EVERYWHERE:
            words = [node.text for node in run if isinstance(node, Word)]
            return both([clause for text in words for clause in self._leaves.words(text, scope.parts)])
        clauses = BooleanClauses()
        self._words.add(clauses, run)
        return both(clauses.expanded)

    def _fielded(self, node: Fielded, scope: Scope) -> Clause | None:
        if node.field == Part.TITLE:
            return self.clause(node.child, Scope(parts=(Part.TITLE,)))
        inner = Scope(scope.parts, node.field, node.name)
        if isinstance(node.child, Group):
            words = [child.text for child in node.child.children if isinstance(child, Word)]
            values = resolve(node.field, " ".join(words), self._gazetteers, self._exists)
            if values and len(words) == len(node.child.children):
                return _any_value(node.field, values)
            if len(words) == len(node.child.children) and (days := typed_days(node.field, " ".join(words))):
                return self._on(days, " ".join(words))
        return self.clause(node.child, inner)

    def _filter(self, node: Word | Phrase | Prefix, scope: Scope) -> Clause | None:
        values = resolve(scope.facet, node.text, self._gazetteers, self._exists)
        if values:
            return _any_value(scope.facet, values)
        if days := typed_days(scope.facet, node.text):
            return self._on(days, node.text)
        self._notes.append(Note(UNKNOWN_VALUE, {"value": node.text, "field": scope.name}))
        return self.clause(node, AS_TYPED)

    def _on(self, typed: TypedDate, text: str) -> Clause:
        """The articles published on the days of a date."""
        if typed.hijri:
            self._notes.append(Note(HIJRI_YEAR, {"value": text, "days": str(typed)}))
        return Clause(any_of([Published(days.first, days.last) for days in typed.days]))

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
