"""Which articles of a generation belong together: a file of the generation, of which a page reads only what it shows.

In: stories and pairs; then ids. Out: the file; the story, the copies and the counterparts of an article. Never here: an
article itself, or all stories in memory.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from indexer.model.errors import GenerationError
from indexer.model.notes import note, run

STORIES_FILE = "stories.sqlite"
TABLES = """
CREATE TABLE story_of (id BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members (id BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE related (id BLOB PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
STORY_OF, MEMBERS, RELATED = (
    f"SELECT id, value FROM {table} WHERE id IN " for table in ("story_of", "members", "related")
)
#: The names of all related stories and articles, and the articles of all of these stories.
EVERY_RELATED = "SELECT id FROM related LIMIT ?"
EVERY_MEMBER = "SELECT value FROM members WHERE id IN (SELECT id FROM related)"
#: The names are kept in memory up to so many; of a larger collection, the file is asked each time.
MOST_RELATED = 100_000
#: Ids in one question; SQLite takes at least 999.
AT_ONCE = 500


@dataclass(frozen=True)
class Membership:
    """`stories`: story id -> its articles, the earliest first. `related`: story, or single article -> the one in the
    other language that probably reports the same event."""

    stories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    related: Mapping[str, str] = field(default_factory=dict)


class KeptMembership:
    """The membership that a generation keeps. Safe for threads."""

    def __init__(self, file: sqlite3.Connection | None, path: Path) -> None:
        self._file = file
        self._path = path
        self._lock = Lock()

    def story(self, id: str) -> str | None:
        """The story of an article, or None when there is no copy of it."""
        return self._asked(STORY_OF, [id]).get(id)

    def copies(self, id: str) -> tuple[str, ...]:
        """The other articles of its story."""
        return self.stories_of([id]).get(id, ("", ()))[1]

    def stories_of(self, ids: Sequence[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
        """The stories of those of some articles that have copies, each with its other articles."""
        stories = self._asked(STORY_OF, ids)
        members = self._asked(MEMBERS, list(dict.fromkeys(stories.values())))
        return {
            id: (story, tuple(member for member in members.get(story, ()) if member != id))
            for id, story in stories.items()
        }

    def counterparts(self, id: str) -> tuple[str, ...]:
        """The articles in the other language that probably report the same event."""
        return self.counterparts_of([id]).get(id, ())

    def counterparts_of(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The counterparts of those of some articles that have any."""
        having = self._having_counterparts
        ids = ids if having is None else [id for id in ids if id in having]
        stories = self._asked(STORY_OF, ids)
        known = {id: stories.get(id, id) for id in ids}
        related = self._asked(RELATED, list(dict.fromkeys(known.values())))
        members = self._asked(MEMBERS, list(dict.fromkeys(related.values())))
        pairs = ((id, related[name]) for id, name in known.items() if name in related)
        return {id: tuple(members.get(other, ())) or (other,) for id, other in pairs}

    def event(self, id: str) -> str:
        """One name for all articles that report an event: the lesser of the stories in the two languages."""
        story = self.story(id) or id
        return str(min(story, self._asked(RELATED, [story]).get(story, story)))

    @cached_property
    def _having_counterparts(self) -> frozenset[str] | None:
        """The articles that have counterparts: few, so that most searches need not ask the file for any. None if they
        are too many to be kept."""
        if self._file is None:
            return frozenset()
        with self._reading() as file:
            related = [_id(key) for (key,) in file.execute(EVERY_RELATED, [MOST_RELATED + 1])]
            if len(related) > MOST_RELATED:
                return None
            members = [json.loads(value) for (value,) in file.execute(EVERY_MEMBER)]
        return frozenset([*related, *(id for story in members for id in story)])

    def close(self) -> None:
        """Release the file."""
        if self._file is not None:
            self._file.close()

    def _asked(self, query: str, ids: Sequence[str]) -> dict[str, Any]:
        """The values of those of some ids that have any."""
        return {} if self._file is None or not ids else dict(self._rows(query, ids))

    def _rows(self, query: str, ids: Sequence[str]) -> Iterator[tuple[str, Any]]:
        for start in range(0, len(ids), AT_ONCE):
            keys = {_key(id): id for id in ids[start : start + AT_ONCE]}
            with self._reading() as file:
                found = file.execute(f"{query}({','.join('?' * len(keys))})", list(keys)).fetchall()
                rows = [(keys[key], json.loads(value)) for key, value in found]
            yield from rows

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The file, for one thread; its errors are those of a damaged generation."""
        assert self._file is not None
        try:
            with self._lock:
                yield self._file
        except (sqlite3.Error, ValueError) as error:
            raise _damaged(self._path, error) from error


def save(membership: Membership, generation: Path) -> None:
    """Write the file into a generation's directory; the same membership is always the same file."""
    stories, related = membership.stories, membership.related
    (generation / STORIES_FILE).unlink(missing_ok=True)
    with closing(sqlite3.connect(generation / STORIES_FILE)) as file, file:
        file.execute("PRAGMA journal_mode=OFF")
        file.executescript(TABLES)
        story_of = ((id, story) for story, members in stories.items() for id in members)
        file.executemany("INSERT INTO story_of VALUES (?, ?)", _rows(story_of))
        file.executemany("INSERT INTO members VALUES (?, ?)", _rows(stories.items()))
        file.executemany("INSERT INTO related VALUES (?, ?)", _rows(related.items()))


def load(generation: Path) -> KeptMembership:
    """The membership of a generation; empty if it has no file. Raises GenerationError when the file is damaged."""
    path = generation / STORIES_FILE
    if not path.exists():
        return KeptMembership(None, path)
    try:
        file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise _damaged(path, error) from error
    kept = KeptMembership(file, path)
    try:
        kept.copies("")
        kept.counterparts("")
    except GenerationError:
        file.close()
        raise
    return kept


def _rows(values: Iterable[tuple[str, str | tuple[str, ...]]]) -> list[tuple[bytes, str]]:
    """Ids as keys, in their order, with their values; an id may hold what no UTF-8 does."""
    return sorted((_key(id), json.dumps(value)) for id, value in values)


def _key(id: str) -> bytes:
    return id.encode("utf-8", "surrogatepass")


def _id(key: bytes) -> str:
    return key.decode("utf-8", "surrogatepass")


def _damaged(path: Path, error: sqlite3.Error | ValueError) -> GenerationError:
    fault = f"{type(error).__name__}: {error}"
    return GenerationError(
        note("%(path)s: is damaged (%(fault)s)", path=path, fault=fault), run("python -m indexer reindex")
    )
