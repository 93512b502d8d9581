"""The sentences on what to leave out of a search that finds nothing.

In: `Fewer`. Out: notes. Never here: which choices there are (`search.rank.fewer`).
"""

from indexer.model.facets import BY_NAME
from indexer.model.notes import Note
from search.model.notes import DATE, WITHOUT_FILTER, WITHOUT_WORD
from search.model.results import Fewer


def without(choice: Fewer) -> Note:
    """How many articles a search finds without a filter or a word."""
    values = {"count": str(choice.total)}
    if choice.label:
        return Note(WITHOUT_WORD, values | {"word": choice.label})
    title = Note(BY_NAME[choice.filter].title) if choice.filter in BY_NAME else Note(DATE)
    return Note(WITHOUT_FILTER, values | {"filter": title})
