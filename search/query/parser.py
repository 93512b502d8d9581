"""The parser: recursive descent over settled lexemes.

    group  = { any }            side by side
    any    = all { OR all }     OR binds its neighbours only: a b OR c is a (b OR c)
    all    = sign { AND sign }
    sign   = [ NOT | - | + ] atom
    atom   = ( group ) | field: atom | phrase | prefix | word

In: any Unicode string. Out: `Parsed(tree, notes)`. Never here: an exception because of what a visitor typed.
"""

from collections.abc import Callable, Collection

from indexer.model.notes import Note
from search.query.lexer import Kind, Lexeme, Lexer
from search.query.operators import balance, settle
from search.query.syntax import EMPTY, All, Any, Excluded, Fielded, Group, Node, Parsed, Phrase, Prefix, Required, Word

LEAVES: dict[Kind, type[Word] | type[Phrase] | type[Prefix]] = {
    Kind.WORD: Word,
    Kind.PHRASE: Phrase,
    Kind.PREFIX: Prefix,
}
SIGNS = {Kind.NOT, Kind.MINUS, Kind.PLUS}


def parse(text: str, abbreviations: Collection[str] = ()) -> Parsed:
    """The syntax tree of a query, and notes on what was mended. `abbreviations` are known to be written in capitals."""
    lexer = Lexer(text)
    lexemes, notes = settle(lexer.read(), lexer.text, abbreviations)
    lexemes, more = balance(lexemes)
    tree = Descent(lexemes).group()
    return Parsed(tree or EMPTY, unique([*lexer.notes, *notes, *more]), bool(text.strip()))


def unique(notes: list[Note]) -> tuple[Note, ...]:
    """The notes without repetitions, in order."""
    return tuple(note for index, note in enumerate(notes) if note not in notes[:index])


class Descent:
    """One descent over lexemes whose brackets are balanced; every step takes at least one lexeme."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._index = 0

    def group(self) -> Node | None:
        """The clauses up to a closing bracket or the end; None when there are none."""
        children: list[Node] = []
        while self._kind() not in (None, Kind.CLOSE):
            node = self._any()
            if node is not None:
                children.append(node)
        return _joined(Group, children)

    def _any(self) -> Node | None:
        return _joined(Any, self._chain(self._all, Kind.OR))

    def _all(self) -> Node | None:
        return _joined(All, self._chain(self._sign, Kind.AND))

    def _chain(self, operand: Callable[[], Node | None], joint: Kind) -> list[Node]:
        operands = [operand()]
        while self._kind() is joint:
            self._take()
            operands.append(operand())
        return [node for node in operands if node is not None]

    def _sign(self) -> Node | None:
        first = None
        excluded = required = False
        while self._kind() in SIGNS:
            sign = self._take()
            first = first or sign
            excluded ^= sign.kind is not Kind.PLUS
            required |= sign.kind is Kind.PLUS
        node = self._atom()
        if node is None or first is None:
            return node
        if excluded:
            return Excluded(node, first.start, node.end)
        return Required(node, first.start, node.end) if required else node

    def _atom(self) -> Node | None:
        if self._kind() in (None, Kind.CLOSE):
            return None
        lexeme = self._take()
        if lexeme.kind is Kind.OPEN:
            node = self.group()
            if self._kind() is Kind.CLOSE:
                self._take()
            return node
        if lexeme.kind is Kind.FIELD and self._touches(lexeme):
            child = self._atom()
            if child is not None:
                return Fielded(lexeme.value, lexeme.text, child, lexeme.start, child.end)
        return LEAVES.get(lexeme.kind, Word)(lexeme.text, lexeme.start, lexeme.end)

    def _kind(self) -> Kind | None:
        return self._lexemes[self._index].kind if self._index < len(self._lexemes) else None

    def _touches(self, field: Lexeme) -> bool:
        """Whether a value follows the colon directly."""
        return self._index < len(self._lexemes) and self._lexemes[self._index].start == field.end + 1

    def _take(self) -> Lexeme:
        lexeme = self._lexemes[self._index]
        self._index += 1
        return lexeme


def _joined(join: type[Group] | type[All] | type[Any], nodes: list[Node]) -> Node | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return join(tuple(nodes), nodes[0].start, nodes[-1].end)
