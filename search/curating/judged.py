"""Queries whose right answers are known: a table that an operator keeps, or one that comes with a test collection.

In: lines of a query, a tab, and the ids of the articles that answer it; what stands behind a further tab is not read.
Out: `Judged`, and a note for each line that is none. Never here: a search.
"""

from dataclasses import dataclass
from pathlib import Path

from indexer.model.errors import MithaqError
from indexer.model.notes import Note, note

COLUMN, COMMENT = "\t", "# "
#: The table in the seeds directory, where an operator keeps one.
JUDGED = "judged.tsv"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the ids of the articles that answer it."""

    query: str
    relevant: frozenset[str]


def read_judged(path: Path) -> tuple[list[Judged], list[Note]]:
    """The judged queries of a table, and what is wrong with its other lines. Raises MithaqError if it is unreadable."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MithaqError(note("%(path)s: cannot be read: %(fault)s", path=path, fault=error)) from error
    found: list[Judged] = []
    faults: list[Note] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(COMMENT):
            continue
        query, _, rest = line.partition(COLUMN)
        ids = frozenset(rest.split(COLUMN)[0].split())
        if query.strip() and ids:
            found.append(Judged(query.strip(), ids))
        else:
            what = note("a line needs a query, a tab, and the ids of the articles that answer it")
            faults.append(note("%(path)s:%(line)s: %(what)s", path=path, line=number, what=what))
    return found, faults


def reciprocal_rank(ids: tuple[str, ...], relevant: frozenset[str]) -> float:
    """1 divided by the rank of the first relevant article, 0 without one (Voorhees 1999, TREC-8)."""
    return next((1 / rank for rank, id in enumerate(ids, 1) if id in relevant), 0.0)
