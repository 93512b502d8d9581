"""What a contender in the engine benchmark can be asked.

In: nothing. Out: the protocol. Never here: timing.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from benchmarks.engines.questions import Question
from indexer.engines.port.port import AnalysedArticle

#: The facets that are counted.
FACETS = ("country", "agency", "source", "year")
#: Filter of the filtered search: a facet and a value.
FILTER = ("country", "C03")
TOP = 10


class Task(StrEnum):
    """The kinds of search that are timed."""

    ANY = "any word, top 10"
    ALL = "all words, top 10"
    ANY_FACETS = "any word, top 10, 4 facets"
    ALL_FACETS = "all words, top 10, 4 facets"
    FILTERED = "any word, filter, 4 facets"
    PHRASE = "phrase of two words"
    PREFIX = "prefix of three letters"


class Contender(Protocol):
    """An engine under test."""

    name: str

    def build(self, directory: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write a new index."""
        ...

    def extend(self, directory: Path, base: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write an index of the articles in `base` and these; an engine that cannot copy `base` may change it."""
        ...

    def open(self, directory: Path) -> None:
        """Open an index and answer one question from it."""
        ...

    def ask(self, task: Task, question: Question) -> int:
        """Search, and return the number of matches."""
        ...

    def close(self) -> None:
        """Close the index."""
        ...
