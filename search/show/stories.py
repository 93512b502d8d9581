"""The stories of what was found: other copies of an article, and articles in the other language on the same event.

In: hits and articles of one generation, its membership, and what finds similar ones. Out: the same with their
companions. Never here: a hit
left out of the answers for programs; only a page for people shows one hit for each story.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
NO_STORY: tuple[str, tuple[str, ...]] = "", ()


@dataclass(frozen=True, slots=True)
class Companions:
    """Finds the companions of articles for one request."""

    membership: KeptMembership
    snapshot: Snapshot
    labels: Labels
    _known: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def copies(self, ids: Iterable[str]) -> list[str]:
        """The other copies of these articles that are shown with them."""
        return [copy for id in ids for copy in self._story_of(id)[1][:MAX_COMPANIONS]]

    def know(self, ids: Sequence[str]) -> None:
        """Ask for the stories of some articles at once."""
        if new := [id for id in ids if id not in self._known]:
            self._known.update(dict.fromkeys(new, NO_STORY) | self.membership.stories_of(new))

    def _story_of(self, id: str) -> tuple[str, tuple[str, ...]]:
        """The story of an article and its other copies."""
        self.know([id])
        return self._known[id]

    def of_hit(self, hit: Hit, stored: Mapping[str, Article]) -> Hit:
        """A hit with its story and the other copies, which are among the stored articles; as it was when there are
        none."""
        story, _ = self._story_of(hit.id)
        if not story:
            return hit
        also = tuple(self._companion(stored[copy]) for copy in self.copies([hit.id]) if copy in stored)
        return replace(hit, story=story, also=also)

    def of_page(self, page: ArticlePage, similar: SimilarTo) -> ArticlePage:
        """An article for reading, with its story, articles in the other language on the same event, and similar ones
        that the page does not show anyway. All are read at once."""
        story, copies = self._story_of(page.article.id)
        every = self.membership.counterparts(page.article.id)
        others = similar.find(page.article, {*copies, *every, *(id for id, _ in page.siblings)})
        counterparts = every[:MAX_COMPANIONS]
        ids = [*self.copies([page.article.id]), *counterparts, *(other.id for other in others)]
        stored = {article.id: article for article in self.snapshot.outlines(ids)}
        return replace(
            page,
            article=replace(page.article, story=story or None),
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
