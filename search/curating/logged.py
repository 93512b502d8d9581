"""One line of the log of queries.

In: a query with its answer, or a line. Out: `LoggedQuery`, or JSON on one line. Never here: who asked, or at what time
of the day; a line has neither a field for that nor room for an address.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

#: Most characters of a query and of a word, and most words and ids, that a line keeps.
MOST_CHARACTERS, MOST_OF_WORD, MOST_WORDS = 500, 60, 16
#: In place of the ids of additions: the reader took all of them out (`expand=0`).
ALL = "*"


@dataclass(frozen=True, slots=True)
class LoggedQuery:
    """A query as typed on a day, in which language of the page, and how many articles it found. `filtered`: filters
    narrowed the search. `untranslated` are its words that no table knows, `removed` the ids of the additions that the
    reader took out."""

    day: date
    query: str
    ui: str
    total: int
    filtered: bool = False
    untranslated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def as_line(self) -> bytes:
        """The line, with its end."""
        kept = {
            "day": self.day.isoformat(),
            "query": self.query[:MOST_CHARACTERS],
            "ui": self.ui,
            "total": self.total,
            "filtered": self.filtered,
            "untranslated": _cut(self.untranslated),
            "removed": _cut(self.removed),
        }
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace") + b"\n"


def read_line(line: bytes) -> LoggedQuery | None:
    """What a line holds, or None if it is damaged."""
    try:
        given = json.loads(line)
        return LoggedQuery(**{name: read(given, name) for name, read in FIELDS.items()})
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _day(given: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(given[name])


def _of(kind: type) -> Callable[[Mapping[str, Any], str], Any]:
    def read(given: Mapping[str, Any], name: str) -> Any:
        if type(given[name]) is not kind:
            raise TypeError(name)
        return given[name]

    return read


def _texts(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    if not isinstance(given[name], list) or not all(isinstance(one, str) for one in given[name]):
        raise TypeError(name)
    return tuple(given[name])


#: Each field of a line, and how it is read.
FIELDS: dict[str, Callable[[Mapping[str, Any], str], Any]] = {
    "day": _day,
    "query": _of(str),
    "ui": _of(str),
    "total": _of(int),
    "filtered": _of(bool),
    "untranslated": _texts,
    "removed": _texts,
}


def _cut(words: tuple[str, ...]) -> list[str]:
    return [word[:MOST_OF_WORD] for word in words[:MOST_WORDS]]
