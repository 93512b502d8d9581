"""Notes as JSON values, for the archive, for `status.json`, and for programs that translate for themselves.

In: a note, or what an earlier run wrote. Out: JSON, or the note. Never here: the loss of a reason without a known
template; its text is kept.
"""

import json
from collections.abc import Callable
from typing import Any

from indexer.model.notes import Fault, Location, Note, as_it_is

TEMPLATE, VALUES = "template", "values"
#: The class of a marked value -> its key in JSON.
MARKED: dict[type[str], str] = {Location: "place", Fault: "fault"}


def note_to_json(note: Note) -> dict[str, Any]:
    """`{"template", "values"}`; among the values a location is `{"place": text}`, a fault `{"fault": text}`."""
    return {TEMPLATE: note.template, VALUES: {name: _to_json(value) for name, value in note.values.items()}}


def note_from_json(content: Any) -> Note:
    """The note that `note_to_json` gave; raises KeyError, TypeError or ValueError for anything else."""
    found = Note(str(content[TEMPLATE]), {str(name): _from_json(value) for name, value in content[VALUES].items()})
    str(found)  # raises KeyError if a placeholder has no value
    return found


def note_to_text(note: Note) -> str:
    """The note as one line of JSON, the same for the same note."""
    return json.dumps(note_to_json(note), ensure_ascii=False, sort_keys=True)


def note_from_text(text: str, recognise: Callable[[str], Note | None]) -> Note:
    """The note of such a line. What version 0.1.0 wrote is an English sentence: `recognise` finds its template, and
    without one the sentence stays as it is."""
    try:
        return note_from_json(json.loads(text))
    except (KeyError, TypeError, ValueError, AttributeError):
        return recognise(text) or as_it_is(text)


def _to_json(value: str | int | Note) -> Any:
    if isinstance(value, Note):
        return note_to_json(value)
    key = MARKED.get(type(value)) if isinstance(value, str) else None
    return value if key is None else {key: str(value)}


def _from_json(value: Any) -> str | int | Note:
    if not isinstance(value, dict):
        return value if isinstance(value, int) else str(value)
    for kind, key in MARKED.items():
        if key in value:
            return kind(value[key])
    return note_from_json(value)
