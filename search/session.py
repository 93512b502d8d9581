"""The parts that the answers to one request share. Each part is made once, when first needed.

In: a `View`, and the parameters. Out: the compiled query, the retrieval, the labels, and the presenter of articles.
Never here: a lease, or the models of a page (`search.result_page`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from analyzers.script import Script, script
from indexer.engines.port.query import Query
from indexer.model.facets import UNDATED
from indexer.model.notes import Note
from search.compile.budget import within_budget
from search.compile.compiled import Compiled
from search.compile.compiler import Compiler
from search.compile.expansions import Expansion
from search.compile.filters import known_filters
from search.compile.frequencies import Frequencies
from search.compile.other_spellings import ACROSS_ID
from search.model.results import Fewer, Labelled, Parameters
from search.query.field_values import YEAR_FACET
from search.query.parser import parse
from search.query.words import QueryWord
from search.rank.ahead import Ahead
from search.rank.fewer import fewer, without_filters
from search.rank.others import others_of
from search.rank.rerank import Reranker
from search.rank.retrieval import Retrieval, found_together
from search.show.hits import Presenter
from search.show.labels import Labels
from search.show.similar import SimilarTo
from search.show.stories import Companions
from search.spelling.correction import Corrector
from search.spelling.vocabulary import FREQUENT
from search.view import View

#: Builds the reranker of one query.
SecondLook = Callable[..., Reranker]


class Session:
    """The parts of one request's answers. `second_look` builds the reranker; benchmarks pass another. `ahead` are the
    answers that are known already."""

    def __init__(
        self,
        view: View,
        parameters: Parameters,
        second_look: SecondLook = Reranker,
        ahead: Ahead | None = None,
        frequencies: Frequencies | None = None,
    ) -> None:
        self.view = view
        self._frequencies = frequencies or view.frequencies()
        self._ahead = ahead or Ahead(view.snapshot)
        self._given = parameters
        self._second_look = second_look

    @property
    def given(self) -> Parameters:
        """The parameters as they were given."""
        return self._given

    @property
    def parameters(self) -> Parameters:
        """The parameters, with the names of filter values replaced by ids."""
        return self._known[0]

    @property
    def has_days(self) -> bool:
        """Whether a range of days narrows the search."""
        return self.parameters.first_day is not None or self.parameters.last_day is not None

    @property
    def is_filtered(self) -> bool:
        """Whether any filter narrows the search."""
        return bool(self.parameters.filters) or self.has_days

    @property
    def filter_notes(self) -> tuple[Note, ...]:
        """Notes on filter values that no article has."""
        return self._known[1]

    @cached_property
    def _known(self) -> tuple[Parameters, tuple[Note, ...]]:
        return known_filters(self._given, self.view.gazetteers, self.view.exists)

    @cached_property
    def compiled(self) -> Compiled:
        """The query, compiled for the index of this generation."""
        view, given = self.view, self._given
        expander = view.expander if given.expand else None
        compiler = Compiler(view.analyzer, view.gazetteers, self._frequencies, expander, given.not_expand, self._stand)
        return compiler.build(within_budget(parse(given.q, view.abbreviations), view.analyzer, self._frequencies))

    def _stand(self, queries: Sequence[Query]) -> list[bool]:
        """Of each query whether any article matches."""
        return [total > 0 for total in self._ahead.totals(queries)]

    @cached_property
    def labels(self) -> Labels:
        """Labels in the language of the visitor's interface."""
        return Labels(self.view.gazetteers, self._given.ui, self.view.outlets)

    def retrieval(
        self,
        *,
        facets: bool = True,
        depth: int = 0,
        bars: int = 0,
        crossed: tuple[tuple[str, str], ...] = (),
        crossed_most: int = 0,
        entered_after: int = 0,
    ) -> Retrieval:
        """The search, ready to run; `facets` says whether it counts them, `depth` how many articles it needs beyond its
        page, `bars`, `crossed` and `crossed_most` what else it counts, `entered_after` behind which number of the
        archive's changes an article has to have come in."""
        view = self.view
        words = [word.token for word in self.compiled.words]
        others = others_of(self.compiled.words, self.compiled.expansions, view.analyzer)
        reranker = self._second_look(
            view.snapshot, words, self._frequencies.rarity, others, view.membership.counterparts_of
        )
        beside = [self._without_days] if facets and self.has_days and view.snapshot.is_remote else []
        return Retrieval(
            view.snapshot,
            self.compiled,
            self.parameters,
            reranker,
            facets,
            depth,
            bars,
            crossed,
            crossed_most,
            entered_after,
            self._ahead,
            beside,
        )

    def presenter(self, query: Query, *, explained: bool = False) -> Presenter:
        """A presenter that marks the words of an engine query; if `explained`, each hit says why it was found."""
        reasons = (self.compiled.words, self.compiled.expansions) if explained else ()
        return Presenter(self.view.snapshot, self.labels, query, *reasons)

    def companions(self) -> Companions:
        """Finds the stories of the articles that are shown."""
        return Companions(self.view.membership, self.view.snapshot, self.labels)

    def similar(self) -> SimilarTo:
        """Finds the articles that are similar to one."""
        view = self.view
        return SimilarTo(view.likeness, view.analyzer, view.membership, view.expander, self.labels, self._given.ui)

    def fewer(self) -> tuple[Fewer, ...]:
        """What to leave out so that the search finds articles. Words of a sentence are not left out in turn."""
        words = () if self.compiled.sentence else self.compiled.words
        return fewer(self.parameters, words, self.unfiltered, self._counts)

    @cached_property
    def unfiltered(self) -> int:
        """The number of articles in the set without all the filters."""
        return self._counts([without_filters(self.parameters)])[0] if self.is_filtered else 0

    def meant(self, query: str) -> int:
        """The number of articles in the set of another query under the same filters."""
        return self._counts([replace(self._given, q=query)])[0]

    def _counts(self, changed: Sequence[Parameters]) -> list[int]:
        """The numbers of articles in the sets of other searches."""
        return [one.total for one in found_together([one.retrieval(facets=False) for one in map(self._short, changed)])]

    def _short(self, changed: Parameters) -> "Session":
        """The session of another search, of which only the number of articles is wanted."""
        return Session(
            self.view, replace(changed, page=1, limit=1, own_first=False), Reranker, self._ahead, self._frequencies
        )

    @cached_property
    def _without_days(self) -> Retrieval:
        """The same search for the articles that have no date."""
        years = {YEAR_FACET: (UNDATED,)}
        filters = {**self.parameters.filters, **years}
        changed = replace(self.parameters, first_day=None, last_day=None, filters=filters)
        return self._short(changed).retrieval(facets=False)

    def undated(self) -> int:
        """The number of articles in the set without its range of days that have no date."""
        return self._without_days.search().total

    def corrected(self) -> str:
        """A better spelling of the query, or "". What only may be a name of the other script may be wrong too, unless
        articles have several words of it side by side; and so may a word of which a table has no more than the stem;
        and an Arabic one that no article has though a dictionary has it, since with its clitics it may be there by
        chance. That a dictionary has a word, or that it is a name
        that many articles have in the other script, speaks against a slip."""
        view, compiled = self.view, self.compiled
        certain = (one for one in compiled.expansions if one.sure or one.last - one.first > 1)
        sure = [expansion for expansion in certain if expansion.as_written]
        known = [(word, [one for one in sure if one.covers(word)]) for word in compiled.words]
        by_chance = {word.token.exact for word, found in known if found and self._may_be_by_chance(word, found)}
        words = [word for word, found in known if not found or word.token.exact in by_chance]
        across = [expansion for expansion in compiled.expansions if self._is_frequent_across(expansion)]
        listed = by_chance | {
            word.token.exact for word in words if _may_be_name(word) and any(one.covers(word) for one in across)
        }
        parts = (view.vocabulary, view.plausibility, view.right_words, view.known_names)
        return Corrector(view.snapshot, view.analyzer, *parts).correct(self._given.q, words, listed) or ""

    def _is_frequent_across(self, expansion: Expansion) -> bool:
        """Whether many articles have a name of the query in the other script."""
        words = [one.terms[0] for one in expansion.patterns if expansion.concept.startswith(ACROSS_ID)]
        return any(self.view.vocabulary.counts.get(word or "", 0) >= FREQUENT for word in words)

    def _may_be_by_chance(self, word: QueryWord, known: Sequence[Expansion]) -> bool:
        """Whether nothing but a dictionary knows an Arabic word."""
        exact = word.token.exact
        return (
            script(exact) is Script.ARABIC
            and exact not in self.view.vocabulary.counts
            and all(one.translated and one.last - one.first == 1 for one in known)
        )

    def asking(self, query: str) -> "Session":
        """The session of another query under the same filters, from its first page."""
        return Session(self.view, replace(self._given, q=query, page=1), self._second_look)

    def unexpanded(self) -> tuple[Labelled, ...]:
        """The concepts that are searched only as typed, with their labels."""
        found = [(id, self.view.expander.label(id, self._given.ui)) for id in self._given.not_expand]
        return tuple(Labelled(id, label) for id, label in found if label)


def _may_be_name(word: QueryWord) -> bool:
    """Whether a word is written as a name; Arabic has no capitals."""
    return not word.token.exact.isascii() or word.typed[:1].isupper()
