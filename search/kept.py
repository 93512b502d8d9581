"""What is the same for all visitors of a generation, kept as long as it is open.

In: what was made for one visitor of a language. Out: the same for the next. Never here: anything that depends on a
query, or on a filter that a visitor chose.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from search.model.results import FacetValue, Record

Facets = dict[str, tuple[FacetValue, ...]]
Records = tuple[Record, ...]


@dataclass(frozen=True)
class Kept:
    """The values of all facets of the whole collection, and its latest articles of some kinds, by the language of the
    interface. Safe for threads: two that make the same at once keep either."""

    _facets: dict[str, Facets] = field(default_factory=dict)
    _latest: dict[tuple[str, tuple[str, ...], int], Records] = field(default_factory=dict)

    def facets(self, ui: str, make: Callable[[], Facets]) -> Facets:
        """The facets in a language, made if they are not kept yet."""
        if ui not in self._facets:
            self._facets[ui] = make()
        return self._facets[ui]

    def latest(self, ui: str, kinds: tuple[str, ...], count: int, make: Callable[[], Records]) -> Records:
        """The latest articles of some kinds in a language, made if they are not kept yet."""
        key = ui, kinds, count
        if key not in self._latest:
            self._latest[key] = make()
        return self._latest[key]
