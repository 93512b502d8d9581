"""One page of results: its hits, the closest others, its facets, and what is said about them.

In: the session of a search, and what it found. Out: a `ResultPage`. Never here: which articles are found, or their
order (`search.rank`).
"""

from collections.abc import Sequence
from time import perf_counter

from indexer.engines.port.port import Match
from indexer.model.notes import Note
from search.compile.filters import selections
from search.model.notes import DID_YOU_MEAN, OF_ANOTHER_QUERY
from search.model.results import FacetValue, Hit, ResultPage
from search.query.parser import unique
from search.rank.retrieval import Found
from search.result_notes import about, about_others
from search.session import Session

#: Most bars of a timeline of days or months: at the side of a page each is as wide as a finger can still aim at.
BARS = 48
MILLISECONDS = 1000


def result_page(session: Session, found: Found, began: float) -> ResultPage:
    """The page of what a search found that `began` at a reading of the clock."""
    given, compiled = session.given, session.compiled
    labels, chosen = session.labels, selections(session.parameters)
    meant = "" if session.view.preparing.is_set() else session.corrected()
    hits, others = hits_of(session, found, explained=True)
    others_note = about_others(compiled)
    count, instead = _meant(session, found, meant) if meant else (0, ())
    better = [Note(DID_YOU_MEAN, {"query": meant, "count": str(count)})] if meant else []
    if instead:
        others, others_note = instead, Note(OF_ANOTHER_QUERY, {"query": meant})
    return ResultPage(
        query=given.q,
        total=found.total,
        page=found.page,
        pages=max(1, -(-found.total // given.limit)),
        hits=hits,
        facets=_facets(session, found),
        facet_totals=labels.totals(found.facets, chosen),
        timeline=found.timeline,
        notes=unique([*better, *compiled.notes, *found.notes, *about(session, found)]),
        did_you_mean=meant,
        expansions=labels.expanded(compiled.expansions),
        unexpanded=session.unexpanded(),
        matching=found.matching,
        others=others,
        others_note=others_note if others else None,
        others_query=meant if instead else "",
        fewer=() if found.total else session.fewer(),
        generation=session.view.generation.name,
        took_ms=(perf_counter() - began) * MILLISECONDS,
    )


def _facets(session: Session, found: Found) -> dict[str, tuple[FacetValue, ...]]:
    """The facets of a page; those of the whole collection are the same for everyone, and are kept."""
    view, chosen = session.view, selections(session.parameters)
    if chosen or found.is_partial or found.total < view.snapshot.count():
        return session.labels.facets(found.facets, chosen)
    return view.kept.facets(session.given.ui, lambda: session.labels.facets(found.facets, chosen))


def hits_of(session: Session, found: Found, *, explained: bool) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The hits of the set and the others; if `explained`, each says why it was found. All articles that a page shows
    something of are read at once."""
    presenter, companions = session.presenter(found.query, explained=explained), session.companions()
    ids = [match.id for match in (*found.matches, *found.others)]
    companions.know(ids)
    read = session.view.snapshot.outlines(list(dict.fromkeys([*ids, *companions.copies(ids)])))
    stored = {article.id: article for article in read}

    scores = {match.id: match.score for match in (*found.matches, *found.others)}
    shown = presenter.hits([stored[id] for id in scores if id in stored], scores)
    hits = {hit.id: companions.of_hit(hit, stored) for hit in shown}

    def of(matches: Sequence[Match]) -> tuple[Hit, ...]:
        return tuple(hits[match.id] for match in matches if match.id in hits)

    return of(found.matches), of(found.others)


def _meant(session: Session, found: Found, meant: str) -> tuple[int, tuple[Hit, ...]]:
    """How many articles the query has that was probably meant, and the first of them if the one typed finds nothing at
    all."""
    if found.total or found.others:
        return session.meant(meant), ()
    other = session.asking(meant)
    better = other.retrieval(facets=False).search()
    hits, others = hits_of(other, better, explained=True)
    return better.total, (*hits, *others)
