"""What to leave out of a search that finds nothing: a filter or a word, and how many articles it finds then.

In: the parameters, the words of the query, how many articles it finds without its filters, and a function that counts
the sets of searches. Out: `Fewer`, the most articles first. Never here: a search that leaves out two things, unless it
is all the filters, because none of them alone is enough; or how it is shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from indexer.model.facets import FACET_TABLE
from search.model.results import ALL_FILTERS, Fewer, Parameters
from search.query.words import QueryWord

#: The name of the range of days, next to those of the facets.
DATE = "date"
#: At most so many words are left out in turn, to bound the cost of a query, and so many choices are shown.
MAX_WORDS, MAX_SHOWN = 8, 5

Count = Callable[[Sequence[Parameters]], Sequence[int]]


def fewer(parameters: Parameters, words: Sequence[QueryWord], unfiltered: int, count: Count) -> tuple[Fewer, ...]:
    """Each filter and each word without which the search finds articles; all the filters, if they are to blame and no
    single one is. Where the words find nothing `unfiltered`, the filters are not to blame."""
    filters = tuple(_without_filters(parameters)) if unfiltered else ()
    tried = (*filters, *_without_words(parameters, words))
    totals = count([changed for _, changed in tried])
    found = [replace(choice, total=total) for (choice, _), total in zip(tried, totals, strict=True) if total]
    if filters and not any(choice.filter for choice in found):
        found.append(Fewer(ALL_FILTERS, "", parameters.q, unfiltered))
    return tuple(sorted(found, key=lambda choice: -choice.total)[:MAX_SHOWN])


def without_filters(parameters: Parameters) -> Parameters:
    """The same search of the whole collection."""
    return replace(parameters, filters={}, every=frozenset(), first_day=None, last_day=None)


def _without_filters(parameters: Parameters) -> Iterator[tuple[Fewer, Parameters]]:
    for facet in FACET_TABLE:
        left = {name: values for name, values in parameters.filters.items() if name not in facet.parameters}
        if len(left) < len(parameters.filters):
            yield Fewer(facet.name, "", parameters.q, 0), replace(parameters, filters=left)
    if parameters.first_day or parameters.last_day:
        yield Fewer(DATE, "", parameters.q, 0), replace(parameters, first_day=None, last_day=None)


def _without_words(parameters: Parameters, words: Sequence[QueryWord]) -> Iterator[tuple[Fewer, Parameters]]:
    plain = [word for word in words if word.plain]
    if len(words) < 2:
        return
    for word in plain[:MAX_WORDS]:
        left = " ".join((parameters.q[: word.start] + parameters.q[word.end :]).split())
        yield Fewer("", word.typed, left, 0), replace(parameters, q=left)
