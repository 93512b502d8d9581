"""Notes in the language of the reader, from the one catalogue.

In: the compiled translations, and notes. Out: sentences. Never here: a page; the web edge translates it.
"""

import gettext
import re
from functools import cache
from pathlib import Path

from indexer.model.notes import Note

TRANSLATIONS = Path(__file__).parents[2] / "translations"
DOMAIN = "messages"
PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s")
#: A template with fewer letters outside its placeholders would match any sentence.
FEWEST_LETTERS = 8


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


def recognised(sentence: str) -> Note | None:
    """The note of an English sentence that version 0.1.0 stored, or None. Of several templates that match, the one with
    most letters outside its placeholders is chosen."""
    for pattern, template in _forms():
        if found := pattern.fullmatch(sentence):
            return Note(template, found.groupdict())
    return None


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for the sentences of each template, those with most letters outside placeholders first."""
    catalogue = gettext.translation(DOMAIN, str(TRANSLATIONS), languages=["ar"], fallback=True)
    templates = [key for key in getattr(catalogue, "_catalog", {}) if isinstance(key, str) and key]
    bare = {template: re.sub(r"%\(\w+\)s|\W", "", template) for template in templates}
    chosen = sorted((t for t in templates if len(bare[t]) >= FEWEST_LETTERS), key=lambda t: (-len(bare[t]), t))
    return tuple((re.compile(_form(template), re.DOTALL), template) for template in chosen)


def _form(template: str) -> str:
    """A pattern for the sentences of a template; a placeholder that occurs twice has the same value."""
    met: set[str] = set()

    def group(found: re.Match[str]) -> str:
        name = found[1]
        if name in met:
            return f"(?P={name})"
        met.add(name)
        return f"(?P<{name}>.+)"

    return PLACEHOLDER.sub(group, re.escape(template.replace("%%", "%")))
