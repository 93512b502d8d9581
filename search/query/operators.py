"""Which words of a query are operators, and which brackets count.

In: lexemes as read. Out: lexemes where AND, OR and NOT have operands and every bracket has its partner.
Never here: the tree. A word that is not an operator beyond doubt stays a word.
"""

from collections.abc import Collection
from dataclasses import replace

from indexer.model.notes import Note
from search.model.notes import CAPITALS, EXCLUDED_BY_WORD, TOO_DEEP, UNBALANCED_GROUP
from search.query.lexer import Kind, Lexeme
from search.query.tables import operators

MAX_DEPTH = 16
#: A text all in capitals with more words than this is a headline, and its AND is a word, unless all of its words are
#: abbreviations.
MAX_CAPITAL_WORDS = 3
#: A query of more lexemes than this is a sentence, in which ليس is a word.
MAX_KEYWORDS = 3

ENDS_OPERAND = {Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.CLOSE}
STARTS_OPERAND = {Kind.WORD, Kind.PHRASE, Kind.PREFIX, Kind.OPEN, Kind.FIELD, Kind.MINUS, Kind.PLUS, Kind.NOT}
MARKED_OPERAND = {Kind.PHRASE, Kind.OPEN, Kind.FIELD}


def settle(lexemes: list[Lexeme], text: str, abbreviations: Collection[str] = ()) -> tuple[list[Lexeme], list[Note]]:
    """The same lexemes with operators recognised, and notes where that was not obvious. `abbreviations` are known to be
    written in capitals."""
    notes: list[Note] = []
    table = operators()
    headline = _is_headline(lexemes, text, abbreviations)
    settled: list[Lexeme] = []
    for index in range(len(lexemes) - 1, -1, -1):
        lexeme = lexemes[index]
        operator = table.get(lexeme.text) if lexeme.kind is Kind.WORD else None
        if operator is None:
            settled.append(lexeme)
            continue
        before = lexemes[index - 1].kind if index else None
        after = settled[-1] if settled else None
        applies = _applies(operator.rule, before, after, len(lexemes))
        if applies and headline and lexeme.text.isalpha() and lexeme.text.isascii():
            notes.append(Note(CAPITALS))
            applies = False
        if applies and operator.rule == "keyword" and after:
            notes.append(Note(EXCLUDED_BY_WORD, {"operator": lexeme.text, "operand": after.text}))
        settled.append(replace(lexeme, kind=Kind(operator.meaning)) if applies else lexeme)
    return settled[::-1], notes[:1] if headline else notes[::-1]


def _applies(rule: str, before: Kind | None, after: Lexeme | None, length: int) -> bool:
    if after is None or after.kind not in STARTS_OPERAND:
        return False
    if rule == "before":
        return True
    if before not in ENDS_OPERAND:
        return False
    return rule == "between" or length <= MAX_KEYWORDS or after.kind in MARKED_OPERAND


def _is_headline(lexemes: list[Lexeme], text: str, abbreviations: Collection[str]) -> bool:
    table = operators()
    words = [lexeme.text for lexeme in lexemes if lexeme.kind is Kind.WORD and lexeme.text not in table]
    capital = [word for word in words if word.isupper()]
    return text.isupper() and len(capital) > MAX_CAPITAL_WORDS and not all(word in abbreviations for word in capital)


def balance(lexemes: list[Lexeme]) -> tuple[list[Lexeme], list[Note]]:
    """The same lexemes with every bracket closed, and none nested deeper than MAX_DEPTH."""
    balanced: list[Lexeme] = []
    notes: list[Note] = []
    depth = skipped = 0
    for lexeme in lexemes:
        if lexeme.kind is Kind.OPEN:
            if depth == MAX_DEPTH:
                skipped += 1
                notes.append(Note(TOO_DEEP, {"limit": str(MAX_DEPTH)}))
                continue
            depth += 1
        elif lexeme.kind is Kind.CLOSE:
            if skipped:
                skipped -= 1
                continue
            if not depth:
                notes.append(Note(UNBALANCED_GROUP))
                continue
            depth -= 1
        balanced.append(lexeme)
    if depth:
        notes.append(Note(UNBALANCED_GROUP))
        end = lexemes[-1].end
        balanced += [Lexeme(Kind.CLOSE, "", end, end)] * depth
    return balanced, notes
