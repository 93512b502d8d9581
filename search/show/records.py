"""Articles as files have them: values with labels, and nothing marked.

In: stored articles. Out: `Record`s. Never here: the analysis of a text, which takes most of the time of a hit.
"""

from indexer.model.article import Article
from search.model.results import Record
from search.show.hits import title_of
from search.show.labels import Labels


def record(article: Article, labels: Labels) -> Record:
    """One article, with labels in the visitor's language."""
    return Record(
        id=article.id,
        url=article.url,
        title=title_of(article),
        published=article.published,
        language=article.language.value,
        source=labels.source(article),
        countries=labels.countries(article),
        agencies=labels.agencies(article),
        instruments=labels.instruments(article),
    )
