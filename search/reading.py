"""The answers to one request, all from one generation.

In: `Parameters`. Out: `ResultPage`, `ArticlePage`, facet values, completions. Never here: which generation it is, and
how long it stays open (`search.snapshots`); HTTP; or an exception because of what a visitor typed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import perf_counter

from indexer.engines.port.port import Sort
from indexer.gazetteers.concepts import Concepts
from indexer.lexicon.translations import Translations
from indexer.model.article import Article
from indexer.model.errors import UsageError
from indexer.model.notes import note
from indexer.model.schema import SHOWN_FACETS
from search import from_above, listed, one_article
from search.compile.expander import Expander
from search.compile.filters import known_filters, selections, unknown_filters
from search.completions import Completions
from search.curating.logged import LoggedQuery
from search.gaps import Known, logged
from search.model.news import News
from search.model.results import (
    ArticlePage,
    Entry,
    FacetSearch,
    FacetValues,
    Parameters,
    Record,
    Records,
    ResultPage,
    Suggestion,
)
from search.model.things import Overview, Thing, ThingPage
from search.rank.retrieval import Found
from search.result_page import BARS, result_page
from search.session import Session
from search.show.labels import NO_CHOICE
from search.view import View

#: Words of no language, one in each script.
MISSPELT = "memorandumqx مذكرتظغ"


class Reading:
    """Answers one request; all of its answers come from the same generation."""

    def __init__(self, view: View) -> None:
        self._view = view
        #: Whether articles were missing in an answer, because a part of the index did not answer.
        self.is_partial = False

    def generation(self) -> str:
        """Name of the generation."""
        return self._view.generation.name

    def _noted(self, found: Found) -> Found:
        """What was found, once it is noted whether anything is missing in it."""
        self.is_partial |= found.is_partial
        return found

    def search(self, parameters: Parameters) -> ResultPage:
        """One page of results."""
        began = perf_counter()
        session = Session(self._view, parameters)
        return result_page(session, self._noted(session.retrieval(bars=BARS).search()), began)

    def prepare(self) -> None:
        """Correct a query, so that all that corrections need is there."""
        Session(self._view, Parameters(q=MISSPELT)).corrected()

    def is_asked_alike(self, other: "Reading", parameters: Parameters) -> bool:
        """Whether another reading asks the engine the same for a query."""
        return Session(self._view, parameters).compiled == Session(other._view, parameters).compiled

    def find(self, parameters: Parameters) -> Found:
        """Only the ids of one page of results, and the total: what a batch of queries needs."""
        session = Session(self._view, parameters)
        found = session.retrieval(facets=False).search()
        if found.total or found.others or not (meant := session.corrected()):
            return found
        better = session.asking(meant).retrieval(facets=False).search()
        return replace(found, others=(*better.matches, *better.others))

    def first(self, parameters: Parameters) -> tuple[str, ...]:
        """The ids of the articles of one page of results; nothing is counted."""
        return tuple(match.id for match in Session(self._view, parameters).retrieval(facets=False).search().matches)

    def entries(self, parameters: Parameters) -> tuple[Entry, ...]:
        """The hits of one page of results with their articles, and nothing counted; none past the last page."""
        session = Session(self._view, parameters)
        found = session.retrieval(facets=False).search()
        if found.page != parameters.page:
            return ()
        return listed.entries(session, self._noted(found))

    def uncorrected(self, parameters: Parameters) -> Found:
        """The same for a query as it is spelt."""
        return Session(self._view, parameters).retrieval(facets=False).search()

    def records(self, parameters: Parameters, after: str, size: int, part: int = 1) -> Records | None:
        """The first `size` articles of a search behind the one with the id `after`, among its first MAX_RECORDS; None
        if that article is not among them. If it is "", the part with a number, or the last one if there are fewer."""
        return listed.records(Session(self._view, replace(parameters, page=1)), after, size, part)

    def shows(self) -> tuple[str, int]:
        """The id of the archive that the generation shows, and the number of its last change."""
        manifest = self._view.generation.manifest
        return manifest.archive, manifest.sequence

    def unknown(self, parameters: Parameters) -> list[tuple[str, str]]:
        """(parameter, value) of every filter value that is neither an id nor a known name."""
        return list(unknown_filters(parameters, self._view.gazetteers, self._view.exists))

    def news(self, parameters: Parameters, after: int) -> News:
        """The articles of a search that came into the archive behind a number of its changes."""
        return listed.news(Session(self._view, parameters), after)

    def logged(self, parameters: Parameters, page: ResultPage, day: date) -> LoggedQuery:
        """What the log of queries keeps of a query and the page that answers it."""
        return logged(self._view, parameters, page, day)

    @contextmanager
    def trying(self, concepts: Concepts | None, translations: Translations | None) -> Iterator["Reading"]:
        """The same generation with other tables to expand queries by, until the context ends. None stands for those
        that the generation has. Nothing on the disk changes."""
        view = self._view
        expander = Expander(view.generation.directory, view.analyzer, view.snapshot, concepts, translations)
        try:
            yield Reading(replace(view, expander=expander))
        finally:
            expander.close()

    def known(self) -> Known:
        """What this generation knows of words that a log has."""
        return Known(self._view)

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        """An article with the words of the query marked; None when there is none with that id."""
        return one_article.article_page(Session(self._view, parameters), article_id)

    def ids(self) -> Sequence[str]:
        """The ids of all articles, in order."""
        return sorted(self._view.snapshot.ids())

    def stored(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of the ids; unknown ids are left out."""
        return self._view.snapshot.articles(ids)

    def latest(self, instruments: tuple[str, ...], count: int, ui: str) -> tuple[Record, ...]:
        """The newest articles of some kinds of news, as files have them, of each story one. They are the same for
        everyone, and are kept."""
        filters = {"instrument": instruments}
        asked = Parameters(filters=filters, sort=Sort.NEWEST, limit=listed.COPIES * count, ui=ui)

        def made() -> tuple[Record, ...]:
            session = Session(self._view, asked)
            return listed.latest(session, self._noted(session.retrieval(facets=False).search()), count)

        return made() if self._view.snapshot.is_remote else self._view.kept.latest(ui, instruments, count, made)

    def overview(self, parameters: Parameters) -> Overview:
        """A search from above: counts over time, of country by country, of kinds, agencies and pairs by year."""
        session = Session(self._view, replace(parameters, page=1, limit=1))
        return from_above.overview(session, self._noted(from_above.found_from_above(session)))

    def thing_page(self, facet: str, value: str, beside: str, parameters: Parameters) -> ThingPage:
        """What the page of a value of a facet shows; `beside` is the facet whose values it counts over time."""
        began = perf_counter()
        session = Session(self._view, parameters)
        found = self._noted(from_above.found_of_a_thing(session, beside))
        return from_above.thing_page(session, found, facet, value, beside, began)

    def thing(self, facet: str, value: str, ui: str) -> Thing | None:
        """A value of a facet with its names; None for a value that neither the tables nor an article have."""
        return from_above.thing(self._view, facet, value, ui)

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
        for name, value in self.unknown(parameters):
            option = name.replace("_", "-")
            raise UsageError(note("--%(option)s %(value)s: there is no such value", option=option, value=value))
        known = self.known_concepts(parameters.not_expand)
        for unknown in (id for id in parameters.not_expand if id not in known):
            raise UsageError(
                note(
                    "--not-expand %(unknown)s: there is no such concept; --json names those of a query", unknown=unknown
                )
            )
