"""The read side as one object: searches and articles, from whatever generation is being served.

In: `Parameters`. Out: `ResultPage`, `ArticlePage`. Never here: HTTP, a write, or an exception because of what a
visitor typed. Raises GenerationError when there is nothing to search in yet.
"""

from dataclasses import replace
from time import perf_counter

from indexer.engines.port.port import Request, Sort
from indexer.engines.port.query import Term
from indexer.model.article import Article
from indexer.model.errors import UsageError
from indexer.model.notes import Note, note
from indexer.model.schema import PAGE, SHOWN_FACETS, page_key
from indexer.model.settings import Settings
from search.compile.compiled import Compiled
from search.compile.filters import SELECTING, known_filters, selections, unknown_filters
from search.model.notes import DID_YOU_MEAN
from search.model.results import ArticlePage, FacetValue, Labelled, Parameters, ResultPage, Suggestion
from search.query.parser import unique
from search.rank.retrieval import Found
from search.session import compiled_query, exists_in, retrieval
from search.show.hits import Presenter
from search.show.labels import NO_CHOICE, Labels
from search.show.stories import Companions
from search.show.suggestions import suggest
from search.snapshots import Snapshots
from search.spelling.correction import Corrector
from search.view import View

MILLISECONDS = 1000
MAX_SIBLINGS = 50


class SearchService:
    """Answers visitors; safe for threads."""

    def __init__(self, settings: Settings) -> None:
        self._snapshots = Snapshots(settings.data, settings.gazetteers)

    def search(self, parameters: Parameters) -> ResultPage:
        """One page of results."""
        began = perf_counter()
        with self._snapshots.lease() as view:
            parameters, notes = known_filters(parameters, view.gazetteers, exists_in(view))
            compiled = compiled_query(view, parameters)
            found = retrieval(view, compiled, parameters).search()
            labels = Labels(view.gazetteers, parameters.ui, view.outlets)
            presenter = Presenter(view.analyzer, labels, found.query, compiled.words, compiled.expansions)
            meant = _corrected(view, compiled, found, parameters)
            better = [Note(DID_YOU_MEAN, {"query": meant})] if meant else []
            scores = {match.id: match.score for match in found.matches}
            articles = view.snapshot.articles(list(scores))
            companions = Companions(view.membership, view.snapshot, presenter, labels)
            return ResultPage(
                query=parameters.q,
                total=found.total,
                page=found.page,
                pages=max(1, -(-found.total // parameters.limit)),
                hits=tuple(companions.of_hit(presenter.hit(article, scores[article.id])) for article in articles),
                facets=labels.facets(found.facets, selections(parameters)),
                notes=unique([*better, *compiled.notes, *notes, *found.notes]),
                did_you_mean=meant,
                expansions=labels.expanded(compiled.expansions),
                unexpanded=_unexpanded(view, parameters),
                generation=view.generation.name,
                took_ms=(perf_counter() - began) * MILLISECONDS,
            )

    def find(self, parameters: Parameters) -> Found:
        """Only the ids of one page of results, and the total: what a batch of queries needs."""
        with self._snapshots.lease() as view:
            parameters, _ = known_filters(parameters, view.gazetteers, exists_in(view))
            return retrieval(view, compiled_query(view, parameters), parameters, facets=False).search()

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        """An article with the words of the query marked; None when there is none with that id."""
        with self._snapshots.lease() as view:
            found = view.snapshot.articles([article_id])
            if not found:
                return None
            compiled = compiled_query(view, parameters)
            query = compiled.relaxed or compiled.strict
            labels = Labels(view.gazetteers, parameters.ui, view.outlets)
            presenter = Presenter(view.analyzer, labels, query)
            page = ArticlePage(
                article=found[0],
                hit=replace(presenter.hit(found[0], 0.0), countries=labels.countries(found[0], all_roles=True)),
                blocks=presenter.blocks(found[0]),
                generation=view.generation.name,
                siblings=_siblings(view, presenter, found[0]),
            )
            return Companions(view.membership, view.snapshot, presenter, labels).of_page(page)

    def suggest(self, typed: str, ui: str) -> tuple[Suggestion, ...]:
        """What a visitor who typed this may be about to type."""
        with self._snapshots.lease() as view:
            return tuple(suggest(typed, view.snapshot, view.analyzer, view.gazetteers, ui))

    def facet(self, name: str, prefix: str, parameters: Parameters) -> tuple[FacetValue, ...]:
        """Values of one facet under this search whose label has a word that begins so; none for an unknown facet."""
        if name not in SHOWN_FACETS:
            return ()
        with self._snapshots.lease() as view:
            parameters, _ = known_filters(parameters, view.gazetteers, exists_in(view))
            found = retrieval(view, compiled_query(view, parameters), parameters).search()
            chosen = selections(parameters).get(name, NO_CHOICE)
            return Labels(view.gazetteers, parameters.ui, view.outlets).search(name, prefix, found.facets[name], chosen)

    def known_concepts(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the ids that name a concept by which queries are expanded."""
        if not ids:
            return ()
        with self._snapshots.lease() as view:
            return tuple(id for id in ids if view.expander.label(id, "en") is not None)

    def check(self, parameters: Parameters) -> None:
        """Raise UsageError for a filter value or a concept that does not exist (for the command line)."""
        if any(getattr(parameters, name) for names in SELECTING.values() for name in names):
            with self._snapshots.lease() as view:
                for name, value in unknown_filters(parameters, view.gazetteers, exists_in(view)):
                    raise UsageError(
                        note(
                            "--%(option)s %(value)s: there is no such value",
                            option=name.replace("_", "-"),
                            value=value,
                        )
                    )
        known = self.known_concepts(parameters.not_expand)
        for unknown in (id for id in parameters.not_expand if id not in known):
            raise UsageError(
                note(
                    "--not-expand %(unknown)s: there is no such concept; --json names those of a query", unknown=unknown
                )
            )

    def generation(self) -> str | None:
        """Name of the generation being served, or None before the first."""
        return self._snapshots.name()

    def damage(self) -> str:
        """What is wrong with the files of the generation on disk, for its operator; empty when nothing is."""
        return self._snapshots.damage()

    def close(self) -> None:
        """Close the index when the last request is done."""
        self._snapshots.close()


def _siblings(view: View, presenter: Presenter, article: Article) -> tuple[tuple[str, str], ...]:
    """The other articles cut from the same page, the newest first."""
    keys = page_key(article)
    if not keys:
        return ()
    answer = view.snapshot.search(Request(Term(PAGE, keys[0]), sort=Sort.NEWEST, limit=MAX_SIBLINGS + 1))
    others = [match.id for match in answer.matches if match.id != article.id][:MAX_SIBLINGS]
    return tuple((other.id, presenter.title(other)) for other in view.snapshot.articles(others))


def _corrected(view: View, compiled: Compiled, found: Found, parameters: Parameters) -> str:
    """A better spelling for a query that found nothing with all its words, or found a word in no sure form where a name
    is near; or an empty text."""
    words = [word for word in compiled.words if not any(other.covers(word) for other in compiled.expansions)]
    corrector = Corrector(view.snapshot, view.analyzer, view.vocabulary, view.right_words, view.known_names)
    return corrector.correct(parameters.q, words, only_names=found.with_all > 0) or ""


def _unexpanded(view: View, parameters: Parameters) -> tuple[Labelled, ...]:
    """The concepts that are searched only as typed, with their labels."""
    found = [(id, view.expander.label(id, parameters.ui)) for id in parameters.not_expand]
    return tuple(Labelled(id, label) for id, label in found if label)
