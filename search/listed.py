"""The articles of a search one behind the other: for files, for feeds, for digests.

In: the session of a search. Out: records, entries, news. Never here: facets, or a page around them.
"""

from collections.abc import Iterator

from indexer.model.facets import FACET_TABLE
from search.model.news import Choice, News
from search.model.results import Entry, Record, Records
from search.rank.retrieval import Found
from search.result_page import hits_of
from search.session import Session
from search.show.records import record

#: A search is taken away up to so many articles; finding the ids of 35,000 takes a tenth of a second.
MAX_RECORDS = 100_000
#: So many articles are looked at for each that is wanted, as several may be copies of one text.
COPIES = 4


def records(session: Session, after: str, size: int, part: int = 1) -> Records | None:
    """The first `size` articles of a search behind the one with the id `after`, among its first MAX_RECORDS; None if
    that article is not among them. If it is "", the part with a number from 1, or the last one if there are fewer."""
    total, ids = session.retrieval(facets=False, depth=MAX_RECORDS).whole()
    ids = ids[:MAX_RECORDS]
    if after and after not in ids:
        return None
    start = ids.index(after) + 1 if after else min(part - 1, max(0, len(ids) - 1) // size) * size
    chosen = ids[start : start + size]
    following = chosen[-1] if start + size < len(ids) else ""
    read = session.view.snapshot.outlines(chosen)
    return Records(total, tuple(record(one, session.labels) for one in read), following, start + 1)


def latest(session: Session, found: Found, most: int) -> tuple[Record, ...]:
    """The first articles of what a search found, as files have them, and of each story one; `most` of those on its
    page."""
    story = session.view.membership.story
    firsts: dict[str, str] = {}
    for match in found.matches:
        firsts.setdefault(story(match.id) or f"\0{match.id}", match.id)
    ids = list(firsts.values())[:most]
    return tuple(record(one, session.labels) for one in session.view.snapshot.outlines(ids))


def entries(session: Session, found: Found) -> tuple[Entry, ...]:
    """The hits of what a search found, with their articles."""
    articles = session.view.snapshot.outlines([match.id for match in found.matches])
    scores = {match.id: match.score for match in found.matches}
    hits = session.presenter(found.query).hits(articles, scores)
    return tuple(map(Entry, hits, articles))


def news(session: Session, after: int) -> News:
    """The articles of a search that came into the archive behind a number of its changes."""
    # Behind the last change there is nothing; a number of 0 would ask for all.
    if after >= session.view.generation.manifest.sequence:
        return News(0, ())
    found = session.retrieval(facets=False, entered_after=after).search()
    hits, _ = hits_of(session, found, explained=False)
    return News(found.total, hits, tuple(_choices(session)))


def _choices(session: Session) -> Iterator[Choice]:
    """The filters of a search with their labels."""
    for facet in FACET_TABLE:
        for name in facet.parameters:
            for value in session.parameters.filters.get(name, ()):
                yield Choice(facet.name, session.labels.value(facet.name, value), name == facet.exclusion)
