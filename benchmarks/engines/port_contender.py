"""Our own engines, asked through the port.

In: questions. Out: answers of `indexer.engines`. Never here: a short cut past the port.
"""

from collections.abc import Iterable
from pathlib import Path

from benchmarks.engines.contender import FACETS, FILTER, TOP, Task
from benchmarks.engines.questions import Question
from indexer.engines.factory import engine
from indexer.engines.port.port import AnalysedArticle, Request, Selection, Snapshot
from indexer.engines.port.query import And, Or, Phrase, Prefix, Query, Term

PREFIX_LETTERS = 3


class PortContender:
    """An engine behind the port."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._engine = engine(name)
        self._snapshot: Snapshot | None = None

    def build(self, directory: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write a new index."""
        self._engine.write(directory, articles)

    def extend(self, directory: Path, base: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write an index on top of another."""
        self._engine.write(directory, articles, base=base)

    def open(self, directory: Path) -> None:
        """Open an index."""
        self._snapshot = self._engine.open(directory)
        self._snapshot.search(Request(Term("body_exact", "1")))

    def ask(self, task: Task, question: Question) -> int:
        """Search."""
        assert self._snapshot is not None
        return self._snapshot.search(request_for(task, question)).total

    def postings(self, question: Question) -> int:
        """How many postings the terms of a question have in all."""
        assert self._snapshot is not None
        terms = (term for word in question.words for term in word)
        return sum(self._snapshot.document_frequency(term.field, term.text) for term in terms)

    def close(self) -> None:
        """Close the index."""
        if self._snapshot is not None:
            self._snapshot.close()


def request_for(task: Task, question: Question) -> Request:
    """The request of a task."""
    facets = FACETS if task in {Task.ANY_FACETS, Task.ALL_FACETS, Task.FILTERED} else ()
    selections = {FILTER[0]: Selection(frozenset({FILTER[1]}))} if task is Task.FILTERED else {}
    return Request(_query(task, question), selections=selections, facets=facets, limit=TOP)


def _query(task: Task, question: Question) -> Query:
    if task is Task.PHRASE:
        return Phrase("body_exact", question.exact[:2])
    if task is Task.PREFIX:
        return Prefix("body_exact", question.exact[0][:PREFIX_LETTERS])
    words = tuple(Or(tuple(Term(term.field, term.text, term.boost) for term in word)) for word in question.words)
    return And(words) if task in {Task.ALL, Task.ALL_FACETS} else Or(words)
