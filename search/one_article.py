"""The page of an article: its text with the words of the search marked, and what stands beside it.

In: the session of a search, and the id of an article. Out: an `ArticlePage`. Never here: HTML beyond the marks.
"""

from dataclasses import replace

from indexer.engines.port.port import Request, Sort
from indexer.engines.port.query import Term
from indexer.model.article import Article
from indexer.model.schema import PAGE, page_key
from search.model.results import ArticlePage, Neighbours
from search.session import Session
from search.show.hits import title_of

MAX_SIBLINGS = 50


def article_page(session: Session, article_id: str) -> ArticlePage | None:
    """An article with the words of the query marked; None when there is none with that id."""
    found = session.view.snapshot.articles([article_id])
    if not found:
        return None
    presenter = session.presenter(session.compiled.relaxed or session.compiled.strict)
    countries = session.labels.countries(found[0], all_roles=True)
    (hit,) = presenter.hits(found, {article_id: 0.0})
    page = ArticlePage(
        article=found[0],
        hit=replace(hit, countries=countries),
        blocks=presenter.blocks(found[0]),
        generation=session.view.generation.name,
        siblings=_siblings(session, found[0]),
        neighbours=_neighbours(session, article_id),
    )
    return session.companions().of_page(page, session.similar())


def _neighbours(session: Session, article_id: str) -> Neighbours | None:
    """The results before and behind an article in its search, as far as the page it was opened from and one more; None
    for no search, or if it is not among them."""
    parameters = session.parameters
    if not (parameters.q.strip() or session.is_filtered or parameters.sort):
        return None
    ids = session.retrieval(facets=False, depth=parameters.limit * parameters.page + 1).whole()[1]
    if article_id not in ids:
        return None
    at = ids.index(article_id)
    return Neighbours(ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "", at)


def _siblings(session: Session, article: Article) -> tuple[tuple[str, str], ...]:
    """The other articles cut from the same page, the newest first."""
    keys = page_key(article)
    if not keys:
        return ()
    request = Request(Term(PAGE, keys[0]), sort=Sort.NEWEST, limit=MAX_SIBLINGS + 1)
    others = [other for other in session.view.snapshot.matching(request) if other.id != article.id][:MAX_SIBLINGS]
    return tuple((other.id, title_of(other)) for other in others)
