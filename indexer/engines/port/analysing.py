"""Items that are not analysed yet, so that an engine may spread the work over processes.

In: items, the function that analyses one, and a callback for its findings. Out: analysed articles, by iteration. Never
here: processes. An engine that uses processes reads the parts; every other engine iterates.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.engines.port.port import AnalysedArticle
from indexer.model.article import Article


class Analysed(NamedTuple):
    """An analysed article, or None for an item that cannot be indexed; and what the builder has to know of it."""

    article: AnalysedArticle | None
    findings: Any = None


#: Analyses one item. It must survive pickling; its large parts should be rebuilt in the other process.
Analyse = Callable[[Any], Analysed]


def _ignore(_findings: Any) -> None:
    """The default callback: drop the findings."""


@dataclass(frozen=True)
class Analysing:
    """Items, and the function that analyses one. `take` is called with the findings of each item: once, in this
    process, in any order."""

    items: Iterable[Any]
    analyse: Analyse
    take: Callable[[Any], None] = _ignore

    def __iter__(self) -> Iterator[AnalysedArticle]:
        for item in self.items:
            article, findings = self.analyse(item)
            self.take(findings)
            if article is not None:
                yield article


class TextAnalysis:
    """Analyses articles with a saved lexicon, or with the shipped one; it is loaded when it is first needed."""

    def __init__(self, lexicon: Path | None = None) -> None:
        self._lexicon = lexicon
        self._analyzer: Analyzer | None = None

    def __call__(self, article: Article) -> Analysed:
        if self._analyzer is None:
            self._analyzer = Analyzer(Lexicon.load(self._lexicon) if self._lexicon else None)
        return Analysed(analysed(self._analyzer, article))

    def __reduce__(self) -> tuple[type["TextAnalysis"], tuple[Path | None]]:
        return TextAnalysis, (self._lexicon,)


def analysed(analyzer: Analyzer, article: Article) -> AnalysedArticle:
    """An article with the tokens of its title and of its text."""
    return AnalysedArticle(article, analyzer.analyze(article.title), analyzer.analyze(article.text))
