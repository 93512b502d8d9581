"""Rejections as the archive keeps them.

In: rows of the archive, those of version 0.1.0 too. Out: `KeptRejection`. Never here: skipping a row because of its
form.

Version 0.1.0 kept no URI, and a reason in English; `rejection_of` finds the URI in the location kept for
people.
"""

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from indexer.model.article import Rejected, name_of
from indexer.model.note_json import note_from_text
from indexer.model.source import WEB
from indexer.model.translation import recognised

#: A location as 0.1.0 kept it: a path or a URL, then a line or an anchor.
KEPT_LOCATION = re.compile(r"(.+?)(:\d+|#.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class KeptRejection:
    """A rejection at a location, and the moment when it was first met, ISO 8601 in UTC."""

    location: str
    item: Rejected
    since: str


def rejection_of(row: sqlite3.Row) -> KeptRejection:
    """The rejection that a row of the archive holds."""
    uri, where = row["uri"], row["place"]
    if uri:
        part = where.removeprefix(name_of(uri))
    else:
        uri, part = _divided(where)
    return KeptRejection(row["location"], Rejected(uri, part, note_from_text(row["reason"], recognised)), row["since"])


def item_aside(row: sqlite3.Row) -> KeptRejection:
    """The rejection of an item that was read and cannot be indexed."""
    part = f"#{row['anchor']}" if row["anchor"] else ""
    rejected = Rejected(row["uri"], part, note_from_text(row["reason"], recognised))
    return KeptRejection(row["location"], rejected, row["since"])


def _divided(where: str) -> tuple[str, str]:
    """The URI of a file or document, and the part of it (`:line` or `#anchor`) that was rejected."""
    found = KEPT_LOCATION.fullmatch(where)
    name, part = (found[1], found[2] or "") if found and not Path(where).exists() else (where, "")
    return name if name.startswith(WEB) or not Path(name).is_absolute() else Path(name).as_uri(), part
