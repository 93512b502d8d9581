"""Notes in the language of whoever reads them, from the one catalogue.

In: the compiled translations, and notes. Out: sentences. Never here: a page, whose edge translates for itself.
"""

import gettext
from pathlib import Path

from indexer.model.notes import Note

TRANSLATIONS = Path(__file__).parents[2] / "translations"
DOMAIN = "messages"


class Words:
    """Words in `ar` or `en`."""

    def __init__(self, ui: str) -> None:
        catalogue = gettext.translation(DOMAIN, str(TRANSLATIONS), languages=[ui], fallback=True)
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def note(self, note: Note) -> str:
        """A note as a sentence."""
        values = {name: self.note(value) if isinstance(value, Note) else value for name, value in note.values.items()}
        return note.worded(self.gettext, self.ngettext) % values
