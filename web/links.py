"""Addresses that keep a visitor's search: the only module that turns parameters back into a query string.

In: checked parameters. Out: URLs of this site. Never here: an address that a visitor typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indexer.model.facets import ALL, BY_MATCHING, BY_NAME, BY_PARAMETER
from search.model.results import ALL_FILTERS, Fewer, Matching, Parameters
from web.building_addresses import Addresses, addresses, escaped

#: Parameters that narrow a search, in the order of the address.
FILTERS = (*BY_PARAMETER, *BY_MATCHING, "from", "to")
#: Every name that an address of this site may carry.
PARAMETERS = ("q", *FILTERS, "sort", "page", "expand", "not_expand", "match", "own_first")

#: Characters of an address that every program takes; a longer one stands only in the few links that need it.
SHORT = 2000

Arguments = Mapping[str, tuple[str, ...]]


def arguments(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """The query string's names and values; what has its default is left out."""
    found: dict[str, tuple[str, ...]] = {"q": (parameters.q,)} if parameters.q else {}
    found |= {name: parameters.filters.get(name, ()) for name in BY_PARAMETER}
    found |= {name: (ALL,) for name, facet in BY_MATCHING.items() if facet.name in parameters.every}
    found |= {
        name: (day.isoformat(),)
        for name, day in (("from", parameters.first_day), ("to", parameters.last_day))
        if day is not None
    }
    if parameters.sort is not None:
        found["sort"] = (parameters.sort.value,)
    if not parameters.expand:
        found["expand"] = ("0",)
    if parameters.own_first:
        found["own_first"] = ("1",)
    found["not_expand"] = parameters.not_expand
    if parameters.some:
        found["match"] = (Matching.SOME.value,)
    if parameters.page > 1:
        found["page"] = (str(parameters.page),)
    return {name: values for name, values in found.items() if values}


@dataclass(frozen=True)
class Links:
    """Links from one page of results; `ui` is the language when the address itself names it."""

    current: Arguments
    ui: str | None = None

    def to(self, endpoint: str, **changes: str | None) -> str:
        """This search at another endpoint; a change of None drops a parameter, and `page` starts again at 1."""
        changed = {name: () if value is None else (value,) for name, value in (changes | {"ui": self.ui}).items()}
        if self._kept.keys().isdisjoint(changed):
            return self._addresses.address(endpoint, changed, self._pairs)
        return self._addresses.address(endpoint, {**self._kept, **changed})

    @cached_property
    def _addresses(self) -> Addresses:
        return addresses()

    @cached_property
    def _kept(self) -> dict[str, tuple[str, ...]]:
        """The search from its first page."""
        return {name: values for name, values in self.current.items() if name != "page"}

    @cached_property
    def _pairs(self) -> tuple[str, ...]:
        """The same as parts of a query string; one, since they stand together in each address."""
        pairs = [escaped(name, value) for name, values in self._kept.items() for value in values]
        return ("&".join(pairs),) if pairs else ()

    def take(self, endpoint: str, ui: str) -> str:
        """This search as a file or a feed, at an endpoint; the address names the language `ui`, so that it stays."""
        return Links(self.current, ui).to(endpoint)

    def search(self, **changes: str | None) -> str:
        """This search with other values of single parameters."""
        return self.to("search", **changes)

    def ranged(self, first: str | None, last: str | None, **changes: str | None) -> str:
        """This search within a range of days, each cut to a day, month or year; open where it is None."""
        return self.search(**{"from": first, "to": last}, **changes)

    def is_long(self) -> bool:
        """Whether this search is too long to be repeated in each of many links."""
        return len(self.search()) > SHORT

    def of_results(self) -> "Links":
        """What the links of each result start from: this search, or one for everything when it is long."""
        return self.fresh() if self.is_long() else self

    def page(self, number: int) -> str:
        """Another page of this search."""
        return self.to("search", page=str(number) if number > 1 else None)

    def on_page(self, number: int) -> "Links":
        """Links from another page of this search."""
        kept = {name: values for name, values in self.current.items() if name != "page"}
        return Links(kept | ({"page": (str(number),)} if number > 1 else {}), self.ui)

    def article(self, identifier: str) -> str:
        """An article, with this search and its page kept for the way back."""
        return self.to("article", identifier=identifier, page=self.current.get("page", (None,))[0])

    def back(self) -> str:
        """The page of results that an article was opened from."""
        return self.to("search", page=self.current.get("page", (None,))[0])

    def thing(self, step: str, value: str) -> str:
        """The page of a country, an agency, a pair; with this search, which the page can narrow to it."""
        return self.to("thing", step=step, value=value)

    def fresh(self) -> "Links":
        """Links of a search for everything."""
        return Links({}, self.ui)

    def narrowed(self, facet: str, value: str) -> str:
        """This search with one more value of a facet."""
        excluded = BY_NAME[facet].exclusion
        kept = {key: tuple(v for v in values if (key, v) != (excluded, value)) for key, values in self.current.items()}
        chosen = kept.get(facet, ())
        kept[facet] = chosen if value in chosen else (*chosen, value)
        return Links({key: values for key, values in kept.items() if values}, self.ui).search()

    def with_values(self, values: Mapping[str, str]) -> str:
        """This search with one value of each of some facets, instead of those that it has."""
        return Links({**self.current, **{name: (value,) for name, value in values.items()}}, self.ui).search()

    def without_days(self) -> "Links":
        """Links of this search at any time."""
        return Links({name: values for name, values in self.current.items() if name not in {"from", "to"}}, self.ui)

    def without(self, name: str, value: str) -> str:
        """This search without one value of one parameter."""
        left = {key: tuple(v for v in values if (key, v) != (name, value)) for key, values in self.current.items()}
        return Links({key: values for key, values in left.items() if values}, self.ui).search()

    def leaving_out(self, choice: Fewer) -> str:
        """This search without one filter, without all of them, or without one word."""
        if choice.label:
            return self.search(q=choice.query)
        if choice.filter == ALL_FILTERS:
            return self.unfiltered()
        names = BY_NAME[choice.filter].parameters if choice.filter in BY_NAME else ("from", "to")
        return Links({name: values for name, values in self.current.items() if name not in names}, self.ui).search()

    def unexpanded(self, concept: str) -> str:
        """This search with one concept only as typed."""
        kept = self.current.get("not_expand", ())
        return Links({**self.current, "not_expand": tuple(dict.fromkeys((*kept, concept)))}, self.ui).search()

    def searching(self, query: str) -> "Links":
        """Links from this search with another query."""
        kept = {name: values for name, values in self.current.items() if name != "q"}
        return Links({"q": (query,), **kept} if query else kept, self.ui)

    def unfiltered(self) -> str:
        """This query without its filters."""
        kept = {name: values for name, values in self.current.items() if name not in FILTERS}
        return Links(kept, self.ui).search()

    def kept_fields(self) -> list[tuple[str, str]]:
        """Parameters that the search form carries along unseen."""
        carried = ("sort", "expand", "not_expand", "own_first")
        hidden = [(name, value) for name in carried for value in self.current.get(name, ())]
        return hidden + ([("ui", self.ui)] if self.ui else [])

    def fields(self, ui: str) -> list[tuple[str, str]]:
        """This search from its first page, for a form that takes it elsewhere in the language `ui`."""
        return [*((name, value) for name, values in self._kept.items() for value in values), ("ui", ui)]

    def filter_fields(self) -> list[tuple[str, str]]:
        """The filters, for a form on a page that does not show them."""
        return [(name, value) for name in FILTERS for value in self.current.get(name, ())]

    def filtered(self) -> bool:
        """Whether any filter is set."""
        return any(name in self.current for name in FILTERS)
