"""What the page needs of a search service.

In: nothing. Out: Protocols, met by `search.service.SearchService`, `search.reading.Reading` and the tests' own. Never
here: behaviour.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from indexer.model.article import Article
from search.curating.logged import LoggedQuery
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


class Reading(Protocol):
    """One generation, lent to one request; all of its answers come from it. `is_partial` says that articles were
    missing in an answer."""

    is_partial: bool

    def generation(self) -> str:
        """Name of the generation."""
        ...

    def search(self, parameters: Parameters) -> ResultPage:
        """The requested page of results with its facets."""
        ...

    def first(self, parameters: Parameters) -> tuple[str, ...]:
        """The ids of the articles of one page of results; nothing is counted."""
        ...

    def entries(self, parameters: Parameters) -> tuple[Entry, ...]:
        """The hits of one page of results with their articles, and nothing counted; none past the last page."""
        ...

    def logged(self, parameters: Parameters, page: ResultPage, day: date) -> LoggedQuery:
        """What the log of queries keeps of a query and the page that answers it."""
        ...

    def records(self, parameters: Parameters, after: str, size: int, part: int = 1) -> Records | None:
        """The articles of a search behind the one with the id `after`, at most `size`; None if it is not among them.
        Without it the part with this number, from 1."""
        ...

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        """One article with the query's words marked, or None when there is no such article."""
        ...

    def latest(self, instruments: tuple[str, ...], count: int, ui: str) -> tuple[Record, ...]:
        """The newest articles of some kinds of news, as files have them, of each story one."""
        ...

    def overview(self, parameters: Parameters) -> Overview:
        """A search from above: counts over time, of country by country, of kinds by year."""
        ...

    def thing_page(self, facet: str, value: str, beside: str, parameters: Parameters) -> ThingPage:
        """What the page of a value of a facet shows; `beside` is the facet whose values it counts over time."""
        ...

    def thing(self, facet: str, value: str, ui: str) -> Thing | None:
        """A value of a facet with its names; None for a value that neither the tables nor an article have."""
        ...

    def ids(self) -> Sequence[str]:
        """The ids of all articles, in order."""
        ...

    def stored(self, ids: Sequence[str]) -> list[Article]:
        """Articles as they are stored, in the order of the ids; those that are not there are left out."""
        ...

    def suggest(self, parameters: Parameters) -> tuple[Suggestion, ...]:
        """Completions of what a visitor typed."""
        ...

    def facet(self, name: str, asked: FacetSearch, parameters: Parameters) -> FacetValues:
        """Values of a facet in the results of a search, of which a label matches."""
        ...

    def known_concepts(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of the ids that name a concept by which queries are expanded."""
        ...


class Searches(Protocol):
    """Searches one collection."""

    def lease(self) -> AbstractContextManager[Reading]:
        """The generation being served, until the context ends. Raises NoIndexError before the first, another
        MithaqError when none can be served."""
        ...

    def generation(self) -> str | None:
        """Name of the generation being served, or None when there is none yet; raises MithaqError as `lease` does."""
        ...

    def status_folder(self) -> Path:
        """The folder of the file in which runs leave their status."""
        ...

    def damage(self) -> str:
        """What is wrong with the files of the generation on disk, in words for its operator; "" if nothing is."""
        ...

    def close(self) -> None:
        """Release what is open."""
        ...
