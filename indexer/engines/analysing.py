"""Articles that are still to be analysed, so that an engine may spread the analysis over processes.

In: articles, and how to make what analyses them. Out: analysed articles, when iterated over. Never here: processes; an
engine that wants them takes this apart, every other engine just iterates.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.article import Article
from indexer.engines.port import AnalysedArticle

Analyse = Callable[[Article], AnalysedArticle]


@dataclass(frozen=True)
class Analysing:
    """Articles, and `make`, which gives the function that analyses one. `make` must survive pickling: a function of
    a module, or a `functools.partial` of one."""

    articles: Iterable[Article]
    make: Callable[[], Analyse]

    def __iter__(self) -> Iterator[AnalysedArticle]:
        return map(self.make(), self.articles)


def analyse_with(lexicon: Path | None = None) -> Analyse:
    """What analyses articles with a saved lexicon, or with the shipped one."""
    analyzer = Analyzer(Lexicon.load(lexicon) if lexicon else None)

    def analyse(article: Article) -> AnalysedArticle:
        return AnalysedArticle(article, analyzer.analyze(article.title), analyzer.analyze(article.text))

    return analyse
