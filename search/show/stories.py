"""The stories of what was found: other copies of an article, and articles in the other language on the same event.

In: hits and articles of one generation, its membership, and what finds similar ones. Out: the same with their
companions. Never here: a hit
left out of the answers for programs; only a page for people shows one hit for each story.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analyzers.script import direction
from indexer.engines.port.port import Snapshot
from indexer.model.article import Article
from indexer.stories.membership import KeptMembership
from search.model.results import ArticlePage, Companion, Hit, SimilarArticle
from search.show.hits import title_of
from search.show.labels import Labels
from search.show.similar import SimilarTo

#: A story may have more companions; a search finds them.
MAX_COMPANIONS = 50


@dataclass(frozen=True, slots=True)
class Companions:
    """Finds the companions of articles for one request."""

    membership: KeptMembership
    snapshot: Snapshot
    labels: Labels

    def copies(self, ids: Iterable[str]) -> list[str]:
        """The other copies of these articles that are shown with them."""
        return [copy for id in ids for copy in self.membership.copies(id)[:MAX_COMPANIONS]]

    def of_hit(self, hit: Hit, stored: Mapping[str, Article]) -> Hit:
        """A hit with its story and the other copies, which are among the stored articles; as it was when there are
        none."""
        story = self.membership.story(hit.id)
        if not story:
            return hit
        also = tuple(self._companion(stored[copy]) for copy in self.copies([hit.id]) if copy in stored)
        return replace(hit, story=story, also=also)

    def of_page(self, page: ArticlePage, similar: SimilarTo) -> ArticlePage:
        """An article for reading, with its story, articles in the other language on the same event, and similar ones
        that the page does not show anyway. All are read at once."""
        copies = self.membership.copies(page.article.id)
        every = self.membership.counterparts(page.article.id)
        others = similar.find(page.article, {*copies, *every, *(id for id, _ in page.siblings)})
        counterparts = every[:MAX_COMPANIONS]
        ids = [*self.copies([page.article.id]), *counterparts, *(other.id for other in others)]
        stored = {article.id: article for article in self.snapshot.articles(ids)}
        return replace(
            page,
            article=replace(page.article, story=self.membership.story(page.article.id)),
            hit=self.of_hit(page.hit, stored),
            same_event=tuple(self._companion(stored[id]) for id in counterparts if id in stored),
            similar=tuple(
                SimilarArticle(self._companion(stored[other.id]), other.shared)
                for other in others
                if other.id in stored
            ),
        )

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
