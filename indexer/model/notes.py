"""A message for people as a value: a template, and the values of its placeholders.

In: nothing. Out: `Note`. Never here: translation, which the edges do (`indexer.model.translation`), or a decision
that depends on the words of a message.
`N_` marks a template for the extraction of messages and returns it unchanged. `NN_` marks one with a plural. `note`
makes a note from a literal template.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

#: Template for a `count` of one -> the template for any other.
PLURALS: dict[str, str] = {}


class Location(str):
    """Where something is: a path or a URL, with its line or its anchor. An operator sees all of it, a visitor only its
    name."""

    __slots__ = ()


class Fault(str):
    """The message of a library or of the system, in its own words, which are English."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An English template with %(name)s placeholders, and their values; a value may be a note itself.

    The template is the message id of the translations; `str()` gives the English sentence.
    """

    template: str
    values: Mapping[str, "str | int | Note"] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.worded(str, lambda one, many, count: one if count == 1 else many) % dict(self.values)

    def worded(self, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> str:
        """The template in a language, with its placeholders; if it has a plural, in the form for its `count`."""
        plural = PLURALS.get(self.template)
        return ngettext(self.template, plural, int(str(self.values["count"]))) if plural else gettext(self.template)


def N_(template: str) -> str:
    """The template itself; the name is what message extraction looks for."""
    return template


def NN_(one: str, many: str) -> str:
    """The template for one, with its plural entered in PLURALS."""
    PLURALS[one] = many
    return one


#: The placeholder of a library's message.
FAULT = "fault"
#: For a message without a template: one that an older version stored, or a library's.
AS_IT_IS = "%(text)s"
#: Several messages in a row, and a command.
IN_A_ROW = N_("%(first)s; %(rest)s")
RUN = N_("run: %(command)s")
#: A number of articles within another sentence.
ARTICLES = NN_("%(count)s article", "%(count)s articles")


def note(template: str, /, **values: object) -> Note:
    """A note of a template. A path becomes a `Location`, an exception its note or a `Fault`, a text named `fault` a
    `Fault`. Numbers and notes stay; any other value becomes its text."""
    told = {str(value) for value in values.values() if isinstance(value, str | PurePath)}
    return Note(template, {name: _value(name, value, told) for name, value in values.items()})


def articles(count: int) -> Note:
    """A number of articles."""
    return Note(ARTICLES, {"count": count})


def run(command: str) -> Note:
    """The advice to run a command."""
    return Note(RUN, {"command": command})


def as_it_is(text: str) -> Note:
    """A message without a template."""
    return Note(AS_IT_IS, {"text": text})


def in_a_row(notes: Iterable[Note]) -> Note:
    """Several messages as one; at least one is required."""
    *before, last = notes
    for one in reversed(before):
        last = Note(IN_A_ROW, {"first": one, "rest": last})
    return last


def _worded(error: BaseException, told: Collection[str]) -> str:
    """The message of a library; of a fault of the system the reason, and the file where the message names another."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    is_new = error.filename is not None and str(error.filename) not in told
    return f"{error.strerror}: {error.filename}" if is_new else error.strerror


def _value(name: str, value: object, told: Collection[str]) -> "str | int | Note":
    if name == FAULT and isinstance(value, str):
        return Fault(value)
    if isinstance(value, str | int | Note):
        return value
    if isinstance(value, PurePath):
        return Location(value)
    if isinstance(value, BaseException):
        inner = getattr(value, "note", None)
        return inner if isinstance(inner, Note) else Fault(_worded(value, told))
    return str(value)
