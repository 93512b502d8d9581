"""Questions for every engine: headlines cut to 1 to 8 words, in the forms that the index holds.

In: headlines. Out: questions. Never here: an engine's own query type.
"""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.model.schema import TEXT_FIELDS, Part

SEED = 7
LONGEST = 8
#: What a match in a field is worth.
BOOSTS = {(Part.TITLE, Form.EXACT): 2.0, (Part.TITLE, Form.STEM): 1.5, (Part.TITLE, Form.SKELETON): 0.5}
BOOSTS |= {(Part.BODY, Form.EXACT): 1.0, (Part.BODY, Form.STEM): 0.8, (Part.BODY, Form.SKELETON): 0.3}


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A term in a field, and what a match is worth."""

    field: str
    text: str
    boost: float


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, each as the terms that may match."""

    words: tuple[tuple[FieldTerm, ...], ...]
    exact: tuple[str, ...]


def make_questions(headlines: Iterable[str], number: int) -> list[Question]:
    """So many questions of 1 to 8 words, evenly; stop words are left out."""
    analyzer, dice = Analyzer(), random.Random(SEED)
    tokens = [[token for token in analyzer.analyze(headline) if token.stem] for headline in headlines]
    usable = [words for words in tokens if len(words) >= LONGEST] or [words for words in tokens if words]
    dice.shuffle(usable)
    questions = []
    for index in range(number):
        words = usable[index % len(usable)]
        size = min(index % LONGEST + 1, len(words))
        start = dice.randrange(len(words) - size + 1)
        questions.append(_question(words[start : start + size]))
    return questions


def read_headlines(paths: Sequence[Path]) -> list[str]:
    """The `query` of every line of some JSONL files."""
    return [json.loads(line)["query"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _question(words: Sequence[Token]) -> Question:
    return Question(tuple(_word(word) for word in words), tuple(word.exact for word in words))


def _word(token: Token) -> tuple[FieldTerm, ...]:
    return tuple(
        FieldTerm(field.name, term, BOOSTS[field.part, field.form])
        for field in TEXT_FIELDS
        if (term := token.form(field.form))
    )
