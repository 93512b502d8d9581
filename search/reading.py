"""The answers to one request, all from one generation.

In: `Parameters`. Out: `ResultPage`, `ArticlePage`, facet values, completions. Never here: which generation it is, and
how long it stays open (`search.snapshots`); HTTP; or an exception because of what a visitor typed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from time import perf_counter

from indexer.engines.port.port import Match, Request, Sort, Step
from indexer.engines.port.query import Term
from indexer.gazetteers.concepts import Concepts
from indexer.lexicon.translations import Translations
from indexer.model.article import Article
from indexer.model.errors import UsageError
from indexer.model.facets import BY_NAME, FACET_TABLE, JOIN
from indexer.model.notes import Note, note
from indexer.model.schema import MONTH, PAGE, SHOWN_FACETS, page_key
from search.compile.compiled import Compiled
from search.compile.expander import Expander
from search.compile.filters import known_filters, selections, unknown_filters
from search.completions import Completions
from search.curating.logged import LoggedQuery
from search.gaps import Known, logged
from search.model.news import Choice, News
from search.model.notes import (
    ALIKE_FOLLOW,
    DID_YOU_MEAN,
    MOST_WORDS,
    NONE_WITH_ALL_WORDS,
    NONE_WITH_FILTERS,
    NONE_WITH_MOST,
    NONE_WITH_THE_WORD,
    OF_ANOTHER_QUERY,
    OTHERS,
    SOME_WORDS,
    TRANSLATED_FOLLOW,
    UNDATED_HIDDEN,
)
from search.model.results import (
    ArticlePage,
    Entry,
    FacetSearch,
    FacetValue,
    FacetValues,
    Hit,
    Matching,
    Neighbours,
    Parameters,
    Record,
    Records,
    ResultPage,
    Suggestion,
)
from search.model.things import Overview, Thing, ThingPage
from search.query.parser import unique
from search.rank.retrieval import Found
from search.session import Session
from search.show.hits import Presenter, title_of
from search.show.labels import NO_CHOICE, Labels
from search.show.overviews import by_year, over_time, parties
from search.show.records import record
from search.show.stories import Companions
from search.view import View

MILLISECONDS = 1000
MAX_SIBLINGS = 50
#: A search is taken away up to so many articles; finding the ids of 35,000 takes a tenth of a second.
MAX_RECORDS = 100_000
#: Most bars of a timeline of days or months: at the side of a page each is as wide as a finger can still aim at.
BARS = 48
#: What an overview counts by month.
OVER_TIME = KINDS, AGENCIES, PAIRS = ("instrument", MONTH), ("agency", MONTH), ("party", MONTH)
#: Values that are counted by month, as some have no date; and for the page of a thing, as only some pairs are of the
#: country that it is about.
MOST_OVER_TIME, MOST_PARTNERS = 20, 40
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

    def search(self, parameters: Parameters) -> ResultPage:
        """One page of results."""
        began = perf_counter()
        session = Session(self._view, parameters)
        return self._page(session, session.retrieval(bars=BARS).search(), began)

    def _page(self, session: Session, found: Found, began: float) -> ResultPage:
        """The page of what a search found."""
        parameters = session.given
        compiled, labels, chosen = session.compiled, session.labels, selections(session.parameters)
        self.is_partial |= found.is_partial
        presenter = session.presenter(found.query, explained=True)
        companions = session.companions()
        meant = "" if self._view.preparing.is_set() else session.corrected()
        better = [Note(DID_YOU_MEAN, {"query": meant})] if meant else []
        hits, others = self._hits(found, presenter, companions)
        others_note = Note(_others_note(compiled))
        instead = self._instead(session, found, meant)
        if instead:
            others, others_note = instead, Note(OF_ANOTHER_QUERY, {"query": meant})
        return ResultPage(
            query=parameters.q,
            total=found.total,
            page=found.page,
            pages=max(1, -(-found.total // parameters.limit)),
            hits=hits,
            facets=self._facets(session, found),
            facet_totals=labels.totals(found.facets, chosen),
            timeline=found.timeline,
            notes=unique([*better, *compiled.notes, *session.filter_notes, *found.notes, *_about(session, found)]),
            did_you_mean=meant,
            expansions=labels.expanded(compiled.expansions),
            unexpanded=session.unexpanded(),
            matching=found.matching,
            others=others,
            others_note=others_note if others else None,
            others_query=meant if instead else "",
            fewer=() if found.total else session.fewer(),
            generation=self.generation(),
            took_ms=(perf_counter() - began) * MILLISECONDS,
        )

    def _facets(self, session: Session, found: Found) -> dict[str, tuple[FacetValue, ...]]:
        """The facets of a page; those of the whole collection are the same for everyone, and are kept."""
        chosen = selections(session.parameters)
        if chosen or found.is_partial or found.total < self._view.snapshot.count():
            return session.labels.facets(found.facets, chosen)
        return self._view.kept.facets(session.given.ui, lambda: session.labels.facets(found.facets, chosen))

    def _hits(
        self, found: Found, presenter: Presenter, companions: Companions
    ) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The hits of the set and the others. All articles that a page shows something of are read at once."""
        ids = [match.id for match in (*found.matches, *found.others)]
        companions.know(ids)
        read = self.stored(list(dict.fromkeys([*ids, *companions.copies(ids)])))
        stored = {article.id: article for article in read}

        scores = {match.id: match.score for match in (*found.matches, *found.others)}
        shown = presenter.hits([stored[id] for id in scores if id in stored], scores)
        hits = {hit.id: companions.of_hit(hit, stored) for hit in shown}

        def of(matches: Sequence[Match]) -> tuple[Hit, ...]:
            return tuple(hits[match.id] for match in matches if match.id in hits)

        return of(found.matches), of(found.others)

    def _instead(self, session: Session, found: Found, meant: str) -> tuple[Hit, ...]:
        """The articles for the query that was probably meant, if the one typed finds nothing at all."""
        if not meant or found.total or found.others:
            return ()
        other = session.asking(meant)
        better = other.retrieval(facets=False).search()
        presenter = other.presenter(better.query, explained=True)
        hits, others = self._hits(better, presenter, other.companions())
        return (*hits, *others)

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
        self.is_partial |= found.is_partial
        articles = self.stored([match.id for match in found.matches])
        scores = {match.id: match.score for match in found.matches}
        hits = session.presenter(found.query).hits(articles, scores)
        return tuple(map(Entry, hits, articles))

    def uncorrected(self, parameters: Parameters) -> Found:
        """The same for a query as it is spelt."""
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

    def shows(self) -> tuple[str, int]:
        """The id of the archive that the generation shows, and the number of its last change."""
        manifest = self._view.generation.manifest
        return manifest.archive, manifest.sequence

    def unknown(self, parameters: Parameters) -> list[tuple[str, str]]:
        """(parameter, value) of every filter value that is neither an id nor a known name."""
        return list(unknown_filters(parameters, self._view.gazetteers, self._view.exists))

    def news(self, parameters: Parameters, after: int) -> News:
        """The articles of a search that came into the archive behind a number of its changes."""
        session = Session(self._view, parameters)
        # Behind the last change there is nothing; a number of 0 would ask for all.
        if after >= self.shows()[1]:
            return News(0, ())
        found = session.retrieval(facets=False, entered_after=after).search()
        hits, _ = self._hits(found, session.presenter(found.query), session.companions())
        return News(found.total, hits, tuple(_choices(session)))

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
            neighbours=self._neighbours(session, article_id),
        )
        return session.companions().of_page(page, session.similar())

    def _neighbours(self, session: Session, article_id: str) -> Neighbours | None:
        """The results before and behind an article in its search, as far as the page it was opened from and one more;
        None for no search, or if it is not among them."""
        parameters = session.parameters
        if not (parameters.q.strip() or session.is_filtered or parameters.sort):
            return None
        ids = session.retrieval(facets=False, depth=parameters.limit * parameters.page + 1).whole()[1]
        if article_id not in ids:
            return None
        at = ids.index(article_id)
        return Neighbours(ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "", at)

    def ids(self) -> Sequence[str]:
        """The ids of all articles, in order."""
        return sorted(self._view.snapshot.ids())

    def stored(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of the ids; unknown ids are left out."""
        return self._view.snapshot.articles(ids)

    def latest(self, instruments: tuple[str, ...], count: int, ui: str) -> tuple[Record, ...]:
        """The newest articles of some kinds of news, as files have them. They are the same for everyone, and are
        kept."""
        filters = {"instrument": instruments}
        session = Session(self._view, Parameters(filters=filters, sort=Sort.NEWEST, limit=count, ui=ui))

        def made() -> tuple[Record, ...]:
            found = session.retrieval(facets=False).search()
            self.is_partial |= found.is_partial
            return tuple(record(one, session.labels) for one in self.stored([match.id for match in found.matches]))

        return made() if self._view.snapshot.is_remote else self._view.kept.latest(ui, instruments, count, made)

    def overview(self, parameters: Parameters) -> Overview:
        """A search from above: counts over time, of country by country, of kinds, agencies and pairs by year."""
        session = Session(self._view, replace(parameters, page=1, limit=1))
        labels, chosen = session.labels, selections(session.parameters)
        found = session.retrieval(bars=BARS, crossed=OVER_TIME, crossed_most=MOST_OVER_TIME).search()
        step = _step(found)
        self.is_partial |= found.is_partial
        return Overview(
            total=found.total,
            timeline=found.timeline,
            parties=parties(found.facets["party"], labels),
            kinds=by_year("instrument", found.crossed[KINDS], labels),
            agencies=over_time("agency", found.crossed[AGENCIES], step, labels),
            pairs=over_time("party", found.crossed[PAIRS], step, labels),
            facets=labels.facets(found.facets, chosen),
            facet_totals=labels.totals(found.facets, chosen),
            generation=self.generation(),
        )

    def thing_page(self, facet: str, value: str, beside: str, parameters: Parameters) -> ThingPage:
        """What the page of a value of a facet shows; `beside` is the facet whose values it counts over time."""
        began = perf_counter()
        session = Session(self._view, parameters)
        crossed = beside, MONTH
        found = session.retrieval(bars=BARS, crossed=(crossed,), crossed_most=MOST_PARTNERS).search()
        partners = {
            other: counts
            for other, counts in found.crossed[crossed].items()
            if other != value and (BY_NAME[beside].of != facet or value in other.split(JOIN))
        }
        before, behind = session.labels.beside(facet, value, found.facets[facet])
        table = over_time(beside, partners, _step(found), session.labels)
        return ThingPage(self._page(session, found, began), table, before, behind)

    def thing(self, facet: str, value: str, ui: str) -> Thing | None:
        """A value of a facet with its names; None for a value that neither the tables nor an article have."""
        view = self._view
        if not (view.gazetteers.known(facet, value) or view.exists(facet, value)):
            return None
        labelled = Labels(view.gazetteers, ui, view.outlets).named(facet, value)
        others = view.gazetteers.other_names(facet, value)
        return Thing(facet, value, labelled.label, labelled.labels, others)

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

    def _siblings(self, article: Article) -> tuple[tuple[str, str], ...]:
        """The other articles cut from the same page, the newest first."""
        keys = page_key(article)
        if not keys:
            return ()
        request = Request(Term(PAGE, keys[0]), sort=Sort.NEWEST, limit=MAX_SIBLINGS + 1)
        others = [other for other in self._view.snapshot.matching(request) if other.id != article.id][:MAX_SIBLINGS]
        return tuple((other.id, title_of(other)) for other in others)


def _step(found: Found) -> Step:
    """What one bar stands for: the same as on the timeline of the whole."""
    return found.timeline.step if found.timeline else Step.YEAR


def _choices(session: Session) -> Iterator[Choice]:
    """The filters of a search with their labels."""
    for facet in FACET_TABLE:
        for name in facet.parameters:
            for value in session.parameters.filters.get(name, ()):
                yield Choice(facet.name, session.labels.value(facet.name, value), name == facet.exclusion)


def _about(session: Session, found: Found) -> list[Note]:
    """Notes on what the articles of the set have in common, and on those that a range of days hides."""
    notes = [] if found.total else _why_none(session, found)
    if found.total and found.matching is not Matching.ALL:
        notes.append(Note(MOST_WORDS if found.matching is Matching.MOST else SOME_WORDS))
    if session.has_days and (hidden := session.undated()):
        notes.append(Note(UNDATED_HIDDEN, {"count": str(hidden)}))
    return [*notes, *(session.compiled.loosened if found.others else ())]


def _others_note(compiled: Compiled) -> str:
    """What the closest others have of the query."""
    if not compiled.alike:
        return OTHERS
    return TRANSLATED_FOLLOW if compiled.doubtful else ALIKE_FOLLOW


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
