"""A source, as its list names it and as runs, fetching and reports pass it on.

In: nothing. Out: a frozen dataclass. Never here: reading the list, or the source.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

#: The beginnings of a location that is a URL, not a path.
WEB = ("http://", "https://")
#: The kind of a source whose pages a sitemap lists.
SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Source:
    """A location to read: a `path`, or a `url`. `outlet` and `language` fill in for items that declare none.
    `zone` is the name of the zone (IANA) in which it counts days, "" to take that of its country.

    For a URL: `kind` ("" to detect it), `every` (shortest time between requests), `fresh` (longest time without
    anything new), `max_items` (pages of a sitemap that one run fetches), `max_mib` (size of one
    answer; None is the setting's) and `delay` (seconds between requests to its host).
    """

    path: str = ""
    outlet: str | None = None
    language: str | None = None
    zone: str = ""
    url: str = ""
    kind: str = ""
    every: timedelta | None = None
    fresh: timedelta | None = None
    max_items: int = 50
    max_mib: int | None = None
    delay: float = 1.0

    @property
    def location(self) -> str:
        """The key of its items in the archive: the URL, or the resolved path."""
        return self.url or str(Path(self.path).resolve())
