"""The stories of what was found: other copies of an article, and articles in the other language on the same event.

In: hits and articles of one generation, and its membership. Out: the same with their companions. Never here: a hit
left out of the answers for programs; only a page for people shows one hit for each story.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analyzers.script import direction
from indexer.engines.port.port import Snapshot
from indexer.model.article import Article
from indexer.stories.membership import Membership
from search.model.results import ArticlePage, Companion, Hit
from search.show.hits import title_of
from search.show.labels import Labels

#: A story may have more companions; a search finds them.
MAX_COMPANIONS = 50


@dataclass(frozen=True, slots=True)
class Companions:
    """Finds the companions of articles for one request."""

    membership: Membership
    snapshot: Snapshot
    labels: Labels

    def of_hit(self, hit: Hit) -> Hit:
        """A hit with its story and the other copies; as it was when there are none."""
        story = self.membership.story(hit.id)
        return replace(hit, story=story, also=self._read(self.membership.copies(hit.id))) if story else hit

    def of_page(self, page: ArticlePage) -> ArticlePage:
        """An article for reading, with its story, and articles in the other language on the same event."""
        return replace(
            page,
            article=replace(page.article, story=self.membership.story(page.article.id)),
            hit=self.of_hit(page.hit),
            same_event=self._read(self.membership.counterparts(page.article.id)),
        )

    def _read(self, ids: Sequence[str]) -> tuple[Companion, ...]:
        return tuple(map(self._companion, self.snapshot.articles(ids[:MAX_COMPANIONS])))

    def _companion(self, article: Article) -> Companion:
        title = title_of(article)
        source, language = self.labels.source(article), article.language.value
        return Companion(article.id, title, direction(title), source, language, article.published)


def once_each(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The best hit of each story, in the order of the hits; every hit that has none."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.story or f"\0{hit.id}", hit)
    return tuple(found.values())
