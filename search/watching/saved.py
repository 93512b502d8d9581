"""Saved searches: a file with one search on a line, a name and the address of its page.

In: the text of the file. Out: `Saved`, or a `Wrong` line with its reason. Never here: an exception for a wrong line, or
anything about who watches.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from indexer.model.facets import BY_MATCHING, BY_PARAMETER
from indexer.model.notes import Note, note

#: What a search on the page reads of its address; anything else on a line is a slip that should be told.
READ = frozenset(
    {"q", *BY_PARAMETER, *BY_MATCHING, "from", "to", "when", "sort", "page", "expand", "not_expand", "match", "ui"}
)
COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search: its name, the address of the site, "" if the line has none, and its HTTP parameters."""

    name: str
    site: str
    query: str
    values: Mapping[str, list[str]]

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"{self.site}/?{self.query}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that is no saved search: its number, and why."""

    number: int
    reason: Note


def read_saved(text: str) -> Iterator[Saved | Wrong]:
    """The saved searches of a file, and its wrong lines, in order."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare and not bare.startswith(COMMENT):
            found = _saved(bare)
            yield found if isinstance(found, Saved) else Wrong(number, found)


def _saved(line: str) -> Saved | Note:
    name, _, address = line.rpartition(" ") if " " in line else ("", "", line)
    name, _, address = line.rpartition("\t") if "\t" in line else (name, "", address)
    try:
        parts = urlsplit(address)
        values = parse_qs(parts.query, strict_parsing=True, errors="strict", max_num_fields=200)
    except ValueError:
        values = {}
    if not values:
        return note("the address of a search ends with ? and what is searched; “%(address)s” does not", address=address)
    if parts.scheme not in {"", "http", "https"} or bool(parts.scheme) != bool(parts.netloc):
        return note("“%(address)s” is not the address of a page", address=address)
    unknown = sorted(set(values) - READ)
    if unknown:
        return note("a search does not read “%(name)s”", name=unknown[0])
    site = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}" if parts.netloc else ""
    return Saved(name.strip() or (values.get("q") or [parts.query])[0], site, parts.query, values)
