"""Whether bytes are well-formed XML, and refusal of hostile XML.

In: bytes. Out: nothing, the line of the first fault, or Unreadable. Never here: the meaning of the elements.
With entities that a document declares, a few lines expand to gigabytes ("billion laughs"); no feed needs one.
"""

import re
from dataclasses import dataclass
from xml.parsers import expat

from indexer.model.notes import note
from indexer.sources.found.origin import Unreadable

MAX_DEPTH = 256
MAX_ELEMENTS = 1_000_000
ENTITY_DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)
JUNK = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
FIRST_ELEMENT = re.compile(rb"<\w")


@dataclass(frozen=True, slots=True)
class XmlFault:
    """The line where XML stops being well-formed, and the reason in expat's words. `end` is the number of bytes up to
    the end of the outermost element, if the fault is that something follows it."""

    line: int
    reason: str
    end: int | None = None


def check(data: bytes) -> XmlFault | None:
    """The first fault of the XML, None when it has none; raises Unreadable for entities, too much depth or too many
    elements."""
    flat = data.replace(b"\0", b"")
    first = FIRST_ELEMENT.search(flat)
    if ENTITY_DECLARATION.search(flat, 0, first.start() if first else len(flat)):
        raise Unreadable(note("declares XML entities, which may expand without end"))
    parser = expat.ParserCreate()
    counter = _Counter()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        is_junk = error.code == JUNK
        return XmlFault(error.lineno, expat.errors.messages[error.code], parser.ErrorByteIndex if is_junk else None)
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        return XmlFault(1, str(error))
    return None


class _Counter:
    """Counts open and all elements, and stops the parser at the limits."""

    def __init__(self) -> None:
        self._depth = self._elements = 0

    def start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(note("has XML elements nested deeper than %(number)s", number=MAX_DEPTH))
        if self._elements > MAX_ELEMENTS:
            raise Unreadable(note("has more than %(number)s XML elements", number=MAX_ELEMENTS))

    def end(self, _name: str) -> None:
        self._depth -= 1
