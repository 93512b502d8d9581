"""The syntax tree of a query, with character positions (end exclusive) in the text as typed.

In: nothing. Out: frozen nodes. Never here: analysed terms, or anything of an engine.
"""

from dataclasses import dataclass

from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class Word:
    """One plain word as typed; analysis may still split it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words between quotation marks, to be found exactly and in order."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word, typed with a star at its end."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses side by side: articles that match all of them come first; if these are few, those that match some
    follow."""

    children: tuple["Node", ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class All:
    """Operands joined by AND."""

    children: tuple["Node", ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Any:
    """Operands joined by OR."""

    children: tuple["Node", ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """What must not be there: -word, NOT word."""

    child: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Required:
    """What must be there whatever else is loosened: +word."""

    child: "Node"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fielded:
    """A clause for one field: `field` is canonical, `name` is the field as typed."""

    field: str
    name: str
    child: "Node"
    start: int
    end: int


Node = Word | Phrase | Prefix | Group | All | Any | Excluded | Required | Fielded


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed query. `tree` is an empty group if the query has no clause; `typed` says whether it has more than
    spaces."""

    tree: Node
    notes: tuple[Note, ...] = ()
    typed: bool = True


EMPTY = Group((), 0, 0)
