"""Notes in the language of the reader, from the one catalogue.

In: the compiled translations, and notes. Out: sentences. Never here: a page; the web edge translates it.
"""

import gettext
import re
from functools import cache
from pathlib import Path

from indexer.model.notes import Note, in_a_row

TRANSLATIONS = Path(__file__).parents[2] / "translations"
DOMAIN = "messages"
PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s")
#: A template with fewer letters outside its placeholders would match any sentence.
FEWEST_LETTERS = 8
#: Between sentences in a row.
ROW = "; "
#: What a placeholder holds: anything up to the end of a sentence, or anything.
ONE_SENTENCE, ANYTHING = r"(?:(?!; ).)+", r".+"


class Words:
    """Words in `ar` or `en`."""

    def __init__(self, ui: str) -> None:
        catalogue = gettext.translation(DOMAIN, str(TRANSLATIONS), languages=[ui], fallback=True)
        self.ui = ui
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def note(self, note: Note) -> str:
        """A note as a sentence."""
        values = {name: self.note(value) if isinstance(value, Note) else value for name, value in note.values.items()}
        return note.worded(self.gettext, self.ngettext) % values


def recognised(sentence: str) -> Note | None:
    """The note of an English sentence that was stored without its template, or None. Of several templates that match,
    the one with most letters outside its placeholders is chosen. Sentences in a row are recognised one by one."""
    return _matched(sentence, ONE_SENTENCE) or _row(sentence) or _matched(sentence, ANYTHING)


def _row(sentence: str) -> Note | None:
    """The notes of sentences in a row, if each of them is recognised."""
    notes = [note for part in sentence.split(ROW) if (note := _matched(part, ONE_SENTENCE))]
    return in_a_row(notes) if 1 < len(notes) == sentence.count(ROW) + 1 else None


def _matched(sentence: str, value: str) -> Note | None:
    for pattern, template in _forms(value):
        if found := pattern.fullmatch(sentence):
            return Note(template, found.groupdict())
    return None


@cache
def _forms(value: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for the sentences of each template, those with most letters outside placeholders first; `value` is the
    pattern of what a placeholder holds."""
    catalogue = gettext.translation(DOMAIN, str(TRANSLATIONS), languages=["ar"], fallback=True)
    templates = [key for key in getattr(catalogue, "_catalog", {}) if isinstance(key, str) and key]
    bare = {template: re.sub(r"%\(\w+\)s|\W", "", template) for template in templates}
    sure = (t for t in templates if "%(" not in t or len(bare[t]) >= FEWEST_LETTERS)
    chosen = sorted(sure, key=lambda t: (-len(bare[t]), t))
    return tuple((re.compile(_form(template, value), re.DOTALL), template) for template in chosen)


def _form(template: str, value: str) -> str:
    """A pattern for the sentences of a template; a placeholder that occurs twice has the same value."""
    met: set[str] = set()

    def group(found: re.Match[str]) -> str:
        name = found[1]
        if name in met:
            return f"(?P={name})"
        met.add(name)
        return f"(?P<{name}>{value})"

    return PLACEHOLDER.sub(group, re.escape(template.replace("%%", "%")))
