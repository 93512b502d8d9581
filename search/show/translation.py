"""The sentences of a search in the language of whoever reads them on a terminal.

In: the compiled translations, and notes. Out: words. Never here: a page, whose edge translates for itself.
"""

import gettext
from pathlib import Path

from search.model.results import Note

TRANSLATIONS = Path(__file__).parents[2] / "translations"
DOMAIN = "messages"


class Words:
    """Words in `ar` or `en`."""

    def __init__(self, ui: str) -> None:
        self._catalog = gettext.translation(DOMAIN, str(TRANSLATIONS), languages=[ui], fallback=True)
        self.gettext = self._catalog.gettext
        self.ngettext = self._catalog.ngettext

    def note(self, note: Note) -> str:
        """A note as a sentence."""
        return note.worded(self.gettext, self.ngettext) % dict(note.values)
