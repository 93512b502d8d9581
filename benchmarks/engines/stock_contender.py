"""Stock Whoosh as its documentation has it: `Searcher.search` with `groupedby`.

In: questions. Out: answers of Whoosh. Never here: what our own engine on stock Whoosh does better.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index, query, sorting
from whoosh.searching import Searcher

from benchmarks.engines.contender import FACETS, FILTER, TOP, Task
from benchmarks.engines.port_contender import PREFIX_LETTERS
from benchmarks.engines.questions import Question
from indexer.engines.factory import engine
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.schema import make_schema


class StockContender:
    """Whoosh 2.7.4, its own codec, one process."""

    name = "stock Whoosh"

    def __init__(self) -> None:
        self._engine = engine("whoosh")
        self._searcher: Any = None

    def build(self, directory: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write a new index."""
        self._engine.write(directory, articles)

    def extend(self, directory: Path, base: Path, articles: Iterable[AnalysedArticle]) -> None:
        """Write an index on top of another."""
        self._engine.write(directory, articles, base=base)

    def open(self, directory: Path) -> None:
        """Open an index."""
        self._searcher = Searcher(index.open_dir(str(directory), schema=make_schema()).reader())
        self._searcher.search(query.Term("body_exact", "1"))

    def ask(self, task: Task, question: Question) -> int:
        """Search, with facets where the task has them."""
        options: dict[str, Any] = {}
        if task in {Task.ANY_FACETS, Task.ALL_FACETS, Task.FILTERED}:
            options["groupedby"] = {
                name: sorting.FieldFacet(name, allow_overlap=True, maptype=sorting.Count) for name in FACETS
            }
        if task is Task.FILTERED:
            options["filter"] = query.Term(*FILTER)
        return len(self._searcher.search(_query(task, question), limit=TOP, **options))

    def close(self) -> None:
        """Close the index."""
        self._searcher.close()


def _query(task: Task, question: Question) -> Any:
    if task is Task.PHRASE:
        words = question.exact[:2]
        return query.Phrase("body_exact", list(words)) if len(words) > 1 else query.Term("body_exact", words[0])
    if task is Task.PREFIX:
        return query.Prefix("body_exact", question.exact[0][:PREFIX_LETTERS])
    words = [query.Or([query.Term(term.field, term.text, term.boost) for term in word]) for word in question.words]
    return query.And(words) if task in {Task.ALL, Task.ALL_FACETS} else query.Or(words)
