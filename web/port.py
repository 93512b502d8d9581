"""What the page needs of a search service.

In: nothing. Out: a Protocol, met by `search.service.SearchService` and by the tests' own. Never here: behaviour.
"""

from typing import Protocol

from search.model.results import ArticlePage, FacetValue, Parameters, ResultPage, Suggestion


class Searches(Protocol):
    """Searches one collection. Every method may raise a MithaqError when no index can be served."""

    def search(self, parameters: Parameters) -> ResultPage:
        """The asked page of results with its facets."""
        ...

    def article(self, identifier: str, parameters: Parameters) -> ArticlePage | None:
        """One article with the query's words marked, or None when there is no such article."""
        ...

    def suggest(self, typed: str, ui: str) -> tuple[Suggestion, ...]:
        """What a visitor who typed this may be about to type."""
        ...

    def facet(self, name: str, prefix: str, parameters: Parameters) -> tuple[FacetValue, ...]:
        """Values of one facet under a search whose label has a word that begins so."""
        ...

    def known_concepts(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the ids that name a concept by which queries are expanded."""
        ...

    def generation(self) -> str | None:
        """Name of the generation being served, or None when there is none yet."""
        ...

    def damage(self) -> str:
        """What is wrong with the files of the generation on disk, for its operator; empty when nothing is."""
        ...

    def close(self) -> None:
        """Release what is open."""
        ...
