"""From the text as typed to lexemes: words, phrases, prefixes, brackets, signs and fields.

In: any Unicode string. Out: lexemes in order, and notes. Never here: which words are operators, or what nests in what.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from indexer.model.notes import Note
from search.model.notes import STAR_AT_END, TOO_LONG, TOO_MANY_PREFIXES, TOO_MANY_WORDS, UNBALANCED_QUOTE, UNKNOWN_FIELD
from search.query.tables import field_names

MAX_CHARACTERS = 4000
MAX_WORDS = 64
#: A prefix costs as much as the many terms that it begins.
MAX_PREFIXES = 8

#: Opening quotation mark -> the marks that close it.
QUOTES = {
    '"': '"“”',
    "“": '”“"',
    "”": '”"',
    "„": '“”"',
    "‟": '”"',
    "＂": "＂",
    "«": "»",
    "»": "«",
    "‹": "›",
}
OPENING = "".join(QUOTES)
CHUNK = re.compile(rf"[^\s{re.escape(OPENING)}›()،؛؟]+")
FIELD = re.compile(r"([^\W\d_]+):(?!//)")
SIGNS = "+-"
ADDRESS = "://"
#: Wildcards of other search engines; here only a * at the end of a word is one.
WILDCARD = re.compile(r"^\*+\w|\w\*+\w|\w\?\w")


class Kind(StrEnum):
    """What a lexeme is. The lexer gives no AND, OR or NOT; `operators.settle` does."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    OPEN = "open"
    CLOSE = "close"
    MINUS = "minus"
    PLUS = "plus"
    FIELD = "field"
    AND = "and"
    OR = "or"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query; `value` is the canonical field name of a FIELD."""

    kind: Kind
    text: str
    start: int
    end: int
    value: str = ""


class Lexer:
    """Reads one query; collects its `lexemes` and `notes`."""

    def __init__(self, text: str) -> None:
        self.text = text[:MAX_CHARACTERS]
        self.lexemes: list[Lexeme] = []
        self.notes: list[Note] = []
        self._fields = field_names()
        self._words = self._prefixes = 0
        if len(text) > MAX_CHARACTERS:
            self.notes.append(Note(TOO_LONG, {"limit": str(MAX_CHARACTERS)}))

    def read(self) -> list[Lexeme]:
        """All lexemes of the query, up to MAX_WORDS words."""
        offset = 0
        while offset < len(self.text) and self._words <= MAX_WORDS:
            offset = self._step(offset)
        if self._words > MAX_WORDS:
            self.notes.append(Note(TOO_MANY_WORDS, {"limit": str(MAX_WORDS)}))
        return self.lexemes

    def _step(self, offset: int) -> int:
        character = self.text[offset]
        if character in QUOTES:
            return self._quote(offset)
        if character in "()":
            kind = Kind.OPEN if character == "(" else Kind.CLOSE
            self._add(kind, offset, offset + 1)
            return offset + 1
        chunk = CHUNK.match(self.text, offset)
        if chunk is None:
            return offset + 1
        self._chunk(offset, chunk.end())
        return chunk.end()

    def _quote(self, offset: int) -> int:
        closing = QUOTES[self.text[offset]]
        ends = [at for mark in closing if (at := self.text.find(mark, offset + 1)) >= 0]
        end = min(ends, default=len(self.text))
        inside = self.text[offset + 1 : end]
        if not ends:
            self.notes.append(Note(UNBALANCED_QUOTE))
        words = inside.split()
        kept = words[: MAX_WORDS - self._words]
        self._words += len(words)
        if kept:
            text = inside if kept == words else " ".join(kept)
            self.lexemes.append(Lexeme(Kind.PHRASE, text, offset, min(end + 1, len(self.text))))
        return end + 1

    def _chunk(self, start: int, end: int) -> None:
        start = self._sign(start, end)
        if start == end:
            return
        field = FIELD.match(self.text, start, end)
        if field and (field.end() < end or self._joined(end)):
            start = self._field(field, start)
            if start == end:
                return
        bare = self.text[start:end].rstrip("*")
        if bare:
            if WILDCARD.search(bare) and ADDRESS not in bare:
                self.notes.append(Note(STAR_AT_END, {"word": self.text[start:end]}))
            starred = len(bare) < end - start
            self._words += 1
            if self._words <= MAX_WORDS:
                self._add(self._prefix() if starred else Kind.WORD, start, start + len(bare))

    def _prefix(self) -> Kind:
        """The kind of a word with a star at its end: a word, once there are MAX_PREFIXES prefixes."""
        self._prefixes += 1
        if self._prefixes == MAX_PREFIXES + 1:
            self.notes.append(Note(TOO_MANY_PREFIXES, {"limit": str(MAX_PREFIXES)}))
        return Kind.PREFIX if self._prefixes <= MAX_PREFIXES else Kind.WORD

    def _sign(self, start: int, end: int) -> int:
        """The offset behind a sign that precedes its operand; a lone sign, or one inside a word, means nothing."""
        sign = self.text[start]
        free = start == 0 or self.text[start - 1].isspace() or self.text[start - 1] in "(،؛؟"
        if sign not in SIGNS or not free:
            return start
        rest = self.text[start:end].lstrip(SIGNS)
        if end - start - len(rest) > 1 or not (rest or self._joined(end)):
            return end - len(rest)
        self._add(Kind.PLUS if sign == "+" else Kind.MINUS, start, start + 1)
        return start + 1

    def _field(self, field: re.Match[str], start: int) -> int:
        name = field.group(1)
        canonical = self._fields.get(name.casefold())
        if canonical is None:
            self.notes.append(Note(UNKNOWN_FIELD, {"field": name}))
            self._words += 1
            self._add(Kind.WORD, start, start + len(name))
        else:
            self._add(Kind.FIELD, start, start + len(name), canonical)
        return field.end()

    def _joined(self, end: int) -> bool:
        """Whether a phrase or a group follows without a space."""
        return end < len(self.text) and (self.text[end] in QUOTES or self.text[end] == "(")

    def _add(self, kind: Kind, start: int, end: int, value: str = "") -> None:
        self.lexemes.append(Lexeme(kind, self.text[start:end], start, end, value))
