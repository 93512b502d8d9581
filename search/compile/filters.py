"""What a visitor chose and left out in each facet.

In: `Parameters`, whose values are ids or names in either language. Out: the engine's selections, and notes on values
that no article has. Never here: counting.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from indexer.engines.port.port import Selection
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.notes import Note
from search.model.notes import UNKNOWN_EXCLUSION, UNKNOWN_FILTER, UNUSED_FILTER
from search.model.results import Parameters
from search.query.field_values import resolve

#: Facet -> (parameter that includes, parameter that excludes).
SELECTING: dict[str, tuple[str, str]] = {
    "country": ("country", "not_country"),
    "agency": ("agency", "not_agency"),
    "source": ("source", "not_source"),
    "language": ("language", "not_language"),
    "instrument": ("instrument", "not_instrument"),
    "year": ("year", "not_year"),
}

Exists = Callable[[str, str], bool]


def known_filters(
    parameters: Parameters, gazetteers: Gazetteers, exists: Exists
) -> tuple[Parameters, tuple[Note, ...]]:
    """The parameters with ids for the names of values, and a note on each value that no article has. Such a value
    stays: it lets nothing through, and leaves nothing out."""
    notes: list[Note] = []
    changed: dict[str, Any] = {}
    for facet, names in SELECTING.items():
        for name in names:
            values: tuple[str, ...] = getattr(parameters, name)
            found = {value: resolve(facet, value, gazetteers, exists) for value in values}
            changed[name] = tuple(dict.fromkeys(id for value in values for id in found[value] or (value,)))
            note = UNKNOWN_FILTER if name == facet else UNKNOWN_EXCLUSION
            for value, ids in found.items():
                if not ids:
                    notes.append(Note(note, {"value": value, "filter": facet}))
                elif name == facet and not any(exists(facet, id) for id in ids):
                    label = gazetteers.label(facet, ids[0], parameters.ui)
                    notes.append(Note(UNUSED_FILTER, {"value": label, "filter": facet}))
    return replace(parameters, **changed), tuple(notes)


def unknown_filters(parameters: Parameters, gazetteers: Gazetteers, exists: Exists) -> Iterator[tuple[str, str]]:
    """(parameter, value) of every value that there is not."""
    for facet, names in SELECTING.items():
        for name in names:
            yield from ((name, v) for v in getattr(parameters, name) if not resolve(facet, v, gazetteers, exists))


def selections(parameters: Parameters) -> dict[str, Selection]:
    """What the visitor chose and left out in each facet."""
    chosen = {
        facet: Selection(frozenset(getattr(parameters, include)), frozenset(getattr(parameters, exclude)))
        for facet, (include, exclude) in SELECTING.items()
    }
    return {facet: selection for facet, selection in chosen.items() if selection.include or selection.exclude}
