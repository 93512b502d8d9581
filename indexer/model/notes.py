"""A message for people as a value: a template, and what stands in its places.

In: nothing. Out: `Note`. Never here: translation, which is the edge's (`indexer.model.translation`), or a decision that
is made on the words of a message.
`N_` marks a template for the extraction of messages and gives it back as it is; `NN_` one that has a plural; `note`
makes a note of a template that is written there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

#: Template for a `count` of one -> the template for any other.
PLURALS: dict[str, str] = {}


class Location(str):
    """Where something is: a path or a URL, with its line or its anchor. Its operator sees all of it, a visitor its
    name."""

    __slots__ = ()


class Fault(str):
    """What a library or the system says is wrong, in its own words, which are English."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An English template with %(name)s places, and their values; a value may be a note of its own.

    The template is the message id of the translations; `str()` gives the English sentence.
    """

    template: str
    values: Mapping[str, "str | int | Note"] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.worded(str, lambda one, many, count: one if count == 1 else many) % dict(self.values)

    def worded(self, gettext: Callable[[str], str], ngettext: Callable[[str, str, int], str]) -> str:
        """The template in a language, with its places; in the form for its `count` where it has a plural."""
        plural = PLURALS.get(self.template)
        return ngettext(self.template, plural, int(str(self.values["count"]))) if plural else gettext(self.template)


def N_(template: str) -> str:
    """The template itself; the name is what message extraction looks for."""
    return template


def NN_(one: str, many: str) -> str:
    """The template for one, with its plural entered in PLURALS."""
    PLURALS[one] = many
    return one


#: The place of what a library says.
FAULT = "fault"
#: A message that is no template: what an older version wrote down, or what a library says.
AS_IT_IS = "%(text)s"
#: Several messages, and a command; both read the same in every language but for what stands in them.
IN_A_ROW = N_("%(first)s; %(rest)s")
RUN = N_("run: %(command)s")


def note(template: str, /, **values: object) -> Note:
    """A note of a template. Paths become places, exceptions what they say, a text named `fault` a fault; what is no
    number and no note, its text."""
    return Note(template, {name: _value(name, value) for name, value in values.items()})


def run(command: str) -> Note:
    """The advice to run a command."""
    return Note(RUN, {"command": command})


def as_it_is(text: str) -> Note:
    """A message without a template."""
    return Note(AS_IT_IS, {"text": text})


def in_a_row(notes: Iterable[Note]) -> Note:
    """Several messages as one; there has to be one at least."""
    *before, last = notes
    for one in reversed(before):
        last = Note(IN_A_ROW, {"first": one, "rest": last})
    return last


def _value(name: str, value: object) -> "str | int | Note":
    if name == FAULT and isinstance(value, str):
        return Fault(value)
    if isinstance(value, str | int | Note):
        return value
    if isinstance(value, PurePath):
        return Location(value)
    if isinstance(value, BaseException):
        said = getattr(value, "note", None)
        return said if isinstance(said, Note) else Fault(value)
    return str(value)
