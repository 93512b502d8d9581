"""What a visitor chose and left out in each facet.

In: `Parameters`. Out: the engine's selections, and notes on values that do not exist. Never here: counting.
"""

from dataclasses import replace

from indexer.article import Language
from indexer.engines.port import Selection
from indexer.gazetteers import Gazetteers
from search.notes import UNKNOWN_FILTER
from search.results import Note, Parameters

#: Facet -> (parameter that includes, parameter that excludes).
SELECTING: dict[str, tuple[str, str]] = {
    "country": ("country", "not_country"),
    "agency": ("agency", "not_agency"),
    "source": ("source", "not_source"),
    "language": ("language", "not_language"),
    "instrument": ("instrument", "not_instrument"),
    "year": ("year", "not_year"),
}

#: Parameter -> facet whose values are a closed list. An outlet outside the gazetteer is a source of its own.
CLOSED = {
    "country": "country",
    "not_country": "country",
    "agency": "agency",
    "not_agency": "agency",
    "language": "language",
    "not_language": "language",
}
LANGUAGES = frozenset(Language)


def known_filters(parameters: Parameters, gazetteers: Gazetteers) -> tuple[Parameters, tuple[Note, ...]]:
    """The parameters without the filter values that do not exist, and a note on each of those."""
    notes: list[Note] = []

    def known(name: str) -> tuple[str, ...]:
        values: tuple[str, ...] = getattr(parameters, name)
        kept = tuple(value for value in values if _exists(CLOSED[name], value, gazetteers))
        notes.extend(Note(UNKNOWN_FILTER, {"value": v, "filter": name}) for v in values if v not in kept)
        return kept

    cleaned = replace(
        parameters,
        country=known("country"),
        not_country=known("not_country"),
        agency=known("agency"),
        not_agency=known("not_agency"),
        language=known("language"),
        not_language=known("not_language"),
    )
    return cleaned, tuple(notes)


def _exists(facet: str, value: str, gazetteers: Gazetteers) -> bool:
    return value in LANGUAGES if facet == "language" else gazetteers.known(facet, value)


def selections(parameters: Parameters) -> dict[str, Selection]:
    """What the visitor chose and left out in each facet."""
    chosen = {
        facet: Selection(frozenset(getattr(parameters, include)), frozenset(getattr(parameters, exclude)))
        for facet, (include, exclude) in SELECTING.items()
    }
    return {facet: selection for facet, selection in chosen.items() if selection.include or selection.exclude}
