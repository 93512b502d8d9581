"""What a visitor chose and left out in each facet.

In: `Parameters`, whose values are ids or names in either language. Out: the engine's selections, and notes on values
that no article has. Never here: counting.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.engines.port.port import Selection
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.facets import FACET_TABLE
from indexer.model.notes import Note
from search.model.notes import UNKNOWN_EXCLUSION, UNKNOWN_FILTER, UNUSED_FILTER
from search.model.results import Parameters
from search.query.field_values import resolve

Exists = Callable[[str, str], bool]


def known_filters(
    parameters: Parameters, gazetteers: Gazetteers, exists: Exists
) -> tuple[Parameters, tuple[Note, ...]]:
    """The parameters with ids for the names of values, and a note on each value that no article has. Such a value
    stays: if chosen, no article matches; if excluded, no article is excluded."""
    notes: list[Note] = []
    filters: dict[str, tuple[str, ...]] = {}
    for facet, name, values in _given(parameters):
        found = {value: resolve(facet, value, gazetteers, exists) for value in values}
        filters[name] = tuple(dict.fromkeys(id for value in values for id in found[value] or (value,)))
        note = UNKNOWN_FILTER if name == facet else UNKNOWN_EXCLUSION
        for value, ids in found.items():
            if not ids:
                notes.append(Note(note, {"value": value, "filter": facet}))
            elif name == facet and not any(exists(facet, id) for id in ids):
                label = gazetteers.label(facet, ids[0], parameters.ui)
                notes.append(Note(UNUSED_FILTER, {"value": label, "filter": facet}))
    return replace(parameters, filters=filters), tuple(notes)


def unknown_filters(parameters: Parameters, gazetteers: Gazetteers, exists: Exists) -> Iterator[tuple[str, str]]:
    """(parameter, value) of every value that is neither an id nor a known name."""
    for facet, name, values in _given(parameters):
        yield from ((name, value) for value in values if not resolve(facet, value, gazetteers, exists))


def selections(parameters: Parameters) -> dict[str, Selection]:
    """What the visitor chose and left out in each facet."""
    chosen = {facet.name: tuple(parameters.filters.get(name, ()) for name in facet.parameters) for facet in FACET_TABLE}
    return {
        facet: Selection(frozenset(include), frozenset(exclude), facet in parameters.every and bool(include))
        for facet, (include, exclude) in chosen.items()
        if include or exclude
    }


def _given(parameters: Parameters) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(facet, parameter, values) of every filter that has values."""
    for facet in FACET_TABLE:
        for name in facet.parameters:
            if values := parameters.filters.get(name, ()):
                yield facet.name, name, values
