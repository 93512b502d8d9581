"""Items that are not analysed yet, so that an engine may spread the work over processes.

In: items, the function that analyses one, and a callback for its findings. Out: analysed articles, by iteration; they
come from one process behind the fence. Never here: several processes. An engine that uses several reads the parts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.engines.port.port import AnalysedArticle
from indexer.fence.bounds import Bounds
from indexer.fence.fence import Fence
from indexer.fence.process import Step
from indexer.model.article import Article
from indexer.model.notes import Note


class Analysed(NamedTuple):
    """An analysed article, or None for an item that cannot be indexed; and what the builder has to know of it."""

    article: AnalysedArticle | None
    findings: Any = None


#: Analyses one item; called with the reasons why processes that analysed it died. It must survive pickling; its large
#: parts should be rebuilt in the other process.
Analyse = Callable[[Any, tuple[Note, ...]], Analysed]
#: Items are analysed in batches of at most so many.
BATCH = 64
BATCH_CHARACTERS = 1_000_000
#: Deaths of processes at one item that `Analyse` may be asked about.
MOST_DEATHS = 3


def _nothing(_item: Any) -> int:
    """The default weight of an item."""
    return 0


def _ignore(_findings: Any) -> None:
    """The default callback: drop the findings."""


@dataclass(frozen=True)
class Analysing:
    """Items, and the function that analyses one, in a process with `bounds` for each item. `take` is called with the
    findings of each item: once, in this process, in any order. `weigh` gives the number of characters of an item, so
    that a batch does not hold too many."""

    items: Iterable[Any]
    analyse: Analyse
    take: Callable[[Any], None] = _ignore
    bounds: Bounds = field(default_factory=Bounds)
    weigh: Callable[[Any], int] = _nothing

    def __iter__(self) -> Iterator[AnalysedArticle]:
        with Fence(self._steps, self.bounds, MOST_DEATHS) as fence:
            for batch in self.batches():
                for article, findings in fence.each(batch):
                    self.take(findings)
                    if article is not None:
                        yield article

    def batches(self) -> Iterator[list[Any]]:
        """The items in batches."""
        batch: list[Any] = []
        characters = 0
        for item in self.items:
            batch.append(item)
            characters += self.weigh(item)
            if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        if batch:
            yield batch

    def _steps(self, batch: list[Any]) -> Iterator[Step]:
        return (partial(self.analyse, item) for item in batch)


class TextAnalysis:
    """Analyses articles with a saved lexicon, or with the shipped one; it is loaded when it is first needed."""

    def __init__(self, lexicon: Path | None = None) -> None:
        self._lexicon = lexicon
        self._analyzer: Analyzer | None = None

    def __call__(self, article: Article, _deaths: tuple[Note, ...] = ()) -> Analysed:
        if self._analyzer is None:
            self._analyzer = Analyzer(Lexicon.load(self._lexicon) if self._lexicon else None)
        return Analysed(analysed(self._analyzer, article))

    def __reduce__(self) -> tuple[type["TextAnalysis"], tuple[Path | None]]:
        return TextAnalysis, (self._lexicon,)


def analysed(analyzer: Analyzer, article: Article) -> AnalysedArticle:
    """An article with the tokens of its title and of its text."""
    return AnalysedArticle(article, analyzer.analyze(article.title), analyzer.analyze(article.text))
