"""The answers to one request, all from one generation.

In: `Parameters`. Out: `ResultPage`, `ArticlePage`, facet values, completions. Never here: which generation it is, and
how long it stays open (`search.snapshots`); HTTP; or an exception because of what a visitor typed.
"""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from indexer.engines.port.port import Match, Request, Sort
from indexer.engines.port.query import Term
from indexer.model.article import Article
from indexer.model.errors import UsageError
from indexer.model.notes import Note, note
from indexer.model.schema import PAGE, SHOWN_FACETS, page_key
from search.compile.filters import known_filters, selections, unknown_filters
from search.completions import Completions
from search.model.notes import (
    ALIKE_FOLLOW,
    DID_YOU_MEAN,
    MOST_WORDS,
    NONE_WITH_ALL_WORDS,
    NONE_WITH_FILTERS,
    NONE_WITH_MOST,
    NONE_WITH_THE_WORD,
    OTHERS,
    SOME_WORDS,
    UNDATED_HIDDEN,
)
from search.model.results import (
    ArticlePage,
    FacetSearch,
    FacetValues,
    Hit,
    Matching,
    Parameters,
    Records,
    ResultPage,
    Suggestion,
)
from search.query.parser import unique
from search.rank.retrieval import Found
from search.session import Session
from search.show.hits import Presenter, title_of
from search.show.labels import NO_CHOICE
from search.show.records import record
from search.show.stories import Companions
from search.view import View

MILLISECONDS = 1000
MAX_SIBLINGS = 50
#: A search is taken away up to so many articles; finding the ids of 35,000 takes a tenth of a second.
MAX_RECORDS = 100_000
#: Words of no language, one in each script.
MISSPELT = "memorandumqx مذكرتظغ"


class Reading:
    """Answers one request; all of its answers come from the same generation."""

    def __init__(self, view: View) -> None:
        self._view = view

    def generation(self) -> str:
        """Name of the generation."""
        return self._view.generation.name

    def search(self, parameters: Parameters) -> ResultPage:
        """One page of results."""
        began = perf_counter()
        session = Session(self._view, parameters)
        compiled, labels, chosen = session.compiled, session.labels, selections(session.parameters)
        found = session.retrieval().search()
        presenter = session.presenter(found.query, explained=True)
        companions = session.companions()
        meant = "" if self._view.preparing.is_set() else session.corrected()
        better = [Note(DID_YOU_MEAN, {"query": meant})] if meant else []
        shown = self._hits((*found.matches, *found.others), presenter, companions)
        of_set = {match.id for match in found.matches}
        return ResultPage(
            query=parameters.q,
            total=found.total,
            page=found.page,
            pages=max(1, -(-found.total // parameters.limit)),
            hits=tuple(hit for hit in shown if hit.id in of_set),
            facets=labels.facets(found.facets, chosen),
            facet_totals=labels.totals(found.facets, chosen),
            notes=unique([*better, *compiled.notes, *session.filter_notes, *found.notes, *_about(session, found)]),
            did_you_mean=meant,
            expansions=labels.expanded(compiled.expansions),
            unexpanded=session.unexpanded(),
            matching=found.matching,
            others=tuple(hit for hit in shown if hit.id not in of_set),
            others_note=Note(ALIKE_FOLLOW if compiled.alike else OTHERS) if found.others else None,
            fewer=() if found.total else session.fewer(),
            generation=self.generation(),
            took_ms=(perf_counter() - began) * MILLISECONDS,
        )

    def _hits(self, matches: Sequence[Match], presenter: Presenter, companions: Companions) -> tuple[Hit, ...]:
        scores = {match.id: match.score for match in matches}
        return tuple(map(companions.of_hit, presenter.hits(self.stored(list(scores)), scores)))

    def prepare(self) -> None:
        """Correct a query, so that all that corrections need is there."""
        Session(self._view, Parameters(q=MISSPELT)).corrected()

    def find(self, parameters: Parameters) -> Found:
        """Only the ids of one page of results, and the total: what a batch of queries needs."""
        return Session(self._view, parameters).retrieval(facets=False).search()

    def records(self, parameters: Parameters, after: str, size: int) -> Records | None:
        """The first `size` articles of a search behind the one with the id `after`, "" for the beginning, among its
        first MAX_RECORDS; None if that article is not among them."""
        session = Session(self._view, replace(parameters, page=1))
        total, ids = session.retrieval(facets=False, depth=MAX_RECORDS).whole()
        ids = ids[:MAX_RECORDS]
        if after and after not in ids:
            return None
        start = ids.index(after) + 1 if after else 0
        part = ids[start : start + size]
        following = part[-1] if start + size < len(ids) else ""
        return Records(total, tuple(record(one, session.labels) for one in self.stored(part)), following)

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        """An article with the words of the query marked; None when there is none with that id."""
        found = self.stored([article_id])
        if not found:
            return None
        session = Session(self._view, parameters)
        presenter = session.presenter(session.compiled.relaxed or session.compiled.strict)
        countries = session.labels.countries(found[0], all_roles=True)
        (hit,) = presenter.hits(found, {article_id: 0.0})
        page = ArticlePage(
            article=found[0],
            hit=replace(hit, countries=countries),
            blocks=presenter.blocks(found[0]),
            generation=self.generation(),
            siblings=self._siblings(found[0]),
        )
        return session.companions().of_page(page)

    def stored(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of the ids; unknown ids are left out."""
        return self._view.snapshot.articles(ids)

    def suggest(self, parameters: Parameters) -> tuple[Suggestion, ...]:
        """Completions of what a visitor typed."""
        parameters = known_filters(parameters, self._view.gazetteers, self._view.exists)[0]
        return tuple(Completions(self._view, parameters).all())

    def facet(self, name: str, asked: FacetSearch, parameters: Parameters) -> FacetValues:
        """Values of a facet in the results, of which a label matches; none for an unknown facet."""
        if name not in SHOWN_FACETS:
            return FacetValues((), 0)
        session = Session(self._view, parameters)
        found = session.retrieval().search()
        chosen = selections(session.parameters).get(name, NO_CHOICE)
        return session.labels.search(name, asked, found.facets[name], chosen)

    def known_concepts(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the ids that name a concept by which queries are expanded."""
        return tuple(id for id in ids if self._view.expander.label(id, "en") is not None)

    def check(self, parameters: Parameters) -> None:
        """Raise UsageError for a filter value or a concept that does not exist (for the command line)."""
        for name, value in unknown_filters(parameters, self._view.gazetteers, self._view.exists):
            option = name.replace("_", "-")
            raise UsageError(note("--%(option)s %(value)s: there is no such value", option=option, value=value))
        known = self.known_concepts(parameters.not_expand)
        for unknown in (id for id in parameters.not_expand if id not in known):
            raise UsageError(
                note(
                    "--not-expand %(unknown)s: there is no such concept; --json names those of a query", unknown=unknown
                )
            )

    def _siblings(self, article: Article) -> tuple[tuple[str, str], ...]:
        """The other articles cut from the same page, the newest first."""
        keys = page_key(article)
        if not keys:
            return ()
        request = Request(Term(PAGE, keys[0]), sort=Sort.NEWEST, limit=MAX_SIBLINGS + 1)
        matches = self._view.snapshot.search(request).matches
        others = [match.id for match in matches if match.id != article.id][:MAX_SIBLINGS]
        return tuple((other.id, title_of(other)) for other in self.stored(others))


def _about(session: Session, found: Found) -> list[Note]:
    """Notes on what the articles of the set have in common, and on those that a range of days hides."""
    notes = [] if found.total else _why_none(session, found)
    if found.total and found.matching is not Matching.ALL:
        notes.append(Note(MOST_WORDS if found.matching is Matching.MOST else SOME_WORDS))
    if session.has_days and (hidden := session.undated()):
        notes.append(Note(UNDATED_HIDDEN, {"count": str(hidden)}))
    return [*notes, *(session.compiled.loosened if found.others else ())]


def _why_none(session: Session, found: Found) -> list[Note]:
    """Why the set has no article."""
    words = session.compiled.words
    if session.is_filtered:
        return [] if session.filter_notes else [Note(NONE_WITH_FILTERS)]
    if not words:
        return []
    if found.matching is Matching.MOST:
        return [Note(NONE_WITH_MOST)]
    return [Note(NONE_WITH_THE_WORD if len(words) == 1 else NONE_WITH_ALL_WORDS)]
