"""The digest: what came into the archive since the last one, search by search.

In: nothing. Out: frozen dataclasses, whose labels are in the reader's language. Never here: a result page, or how a
digest looks.
"""

from dataclasses import dataclass
from datetime import datetime

from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is new to the archive. `address` is its page on this site, `original` where it was published;
    either may be "". `published` is ISO 8601, cut to its precision, "" if unknown; `direction` is that of the title."""

    id: str
    title: str
    snippet: str
    direction: str
    address: str
    original: str
    published: str
    source: str
    countries: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What is new of one saved search: `total` articles, the first of them as `entries`. `title` says what is searched,
    `address` is the search on this site."""

    title: str
    address: str
    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the file that is no search. `reason` completes a sentence that begins with the place."""

    number: int
    line: str
    reason: Note


@dataclass(frozen=True, slots=True)
class Digest:
    """All that is new, and the lines that nobody was told of yet. `created` is in UTC; `file` is the name of the file
    of searches."""

    file: str
    created: datetime
    sections: tuple[Section, ...]
    wrong: tuple[Wrong, ...] = ()

    @property
    def total(self) -> int:
        """Number of new articles; one that two searches find counts twice."""
        return sum(section.total for section in self.sections)

    def __bool__(self) -> bool:
        return bool(self.sections or self.wrong)
