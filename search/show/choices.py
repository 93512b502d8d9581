"""The sentences on what to leave out of a search that finds nothing.

In: `Fewer`. Out: notes. Never here: which choices there are (`search.rank.fewer`).
"""

from indexer.model.facets import BY_NAME
from indexer.model.notes import Note
from search.model.notes import DATE, WITHOUT_FILTER, WITHOUT_FILTERS, WITHOUT_WORD
from search.model.results import ALL_FILTERS, Fewer


def without(choice: Fewer) -> Note:
    """How many articles a search finds without a filter, all of them, or a word."""
    values = {"count": str(choice.total)}
    if choice.label:
        return Note(WITHOUT_WORD, values | {"word": choice.label})
    if choice.filter == ALL_FILTERS:
        return Note(WITHOUT_FILTERS, values)
    title = Note(BY_NAME[choice.filter].title) if choice.filter in BY_NAME else Note(DATE)
    return Note(WITHOUT_FILTER, values | {"filter": title})
