"""Stories in the archive's file, updated incrementally.

In: facts of articles, and ids that were withdrawn. Out: `Membership` of all of them. Never here: a
transaction of its own (the caller has one), or a result that depends on the order of changes: the links of a key that
an article gained or lost are computed anew from all articles with that key.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from indexer.archive.archive_file import ArchiveFile
from indexer.stories.facts import Facts, LinkKind, Pair, copies, counterparts
from indexer.stories.grouping import related, stories
from indexer.stories.membership import Membership

SCHEMA = """
CREATE TABLE IF NOT EXISTS story_facts (
    id TEXT PRIMARY KEY, first_seen TEXT NOT NULL, signature BLOB NOT NULL, others TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS story_keys (
    key INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, kind, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS story_links (
    key INTEGER NOT NULL, kind TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
    PRIMARY KEY (key, kind, one, other)
) WITHOUT ROWID;
"""
TABLES = ("story_facts", "story_keys", "story_links")
FIND: dict[LinkKind, Callable[[Sequence[Facts]], Iterator[Pair]]] = {
    LinkKind.TEXT: copies,
    LinkKind.EVENT: counterparts,
}
#: The facts that share one column, as JSON.
OTHERS = (
    *("outlet", "day", "is_undated", "language", "countries", "agencies", "cooperating", "instruments"),
    "event_days",
)

Key = tuple[LinkKind, int]


class Stories:
    """The stories of one archive, during one build. `everything` discards the stored facts and starts anew."""

    def __init__(self, file: ArchiveFile, *, everything: bool) -> None:
        self._file = file
        self._everything = everything
        self._changed: set[Key] = set()
        for statement in SCHEMA.split(";"):
            self._file.execute(statement)
        if everything:
            for table in TABLES:
                self._file.execute(f"DELETE FROM {table}")

    def put(self, facts: Facts) -> None:
        """Take the facts of an article, new or revised."""
        self.drop(facts.id)
        others = json.dumps([getattr(facts, name) for name in OTHERS], ensure_ascii=False)
        row = (facts.id, facts.first_seen, facts.signature, others)
        self._file.execute("INSERT INTO story_facts VALUES (?, ?, ?, ?)", row)
        keys = [(key, kind, facts.id) for kind, key in facts.find_keys()]
        self._file.executemany("INSERT OR IGNORE INTO story_keys VALUES (?, ?, ?)", keys)
        self._note(facts)

    def drop(self, id: str) -> None:
        """Forget an article, if it is known."""
        facts = self._facts(id)
        if facts is None:
            return
        self._file.executemany(
            "DELETE FROM story_keys WHERE key = ? AND kind = ? AND id = ?",
            [(key, kind, id) for kind, key in facts.find_keys()],
        )
        self._file.execute("DELETE FROM story_facts WHERE id = ?", (id,))
        self._note(facts)

    def membership(self) -> Membership:
        """The stories as they are now, and the pairs of them that report one event."""
        for key in self._shared() if self._everything else sorted(self._changed):
            self._link(key)
        self._changed.clear()
        text, event = self._pairs(LinkKind.TEXT), self._pairs(LinkKind.EVENT)
        found = stories(text, self._first_seen(text))
        story_of = {id: story for story, members in found.items() for id in members}
        return Membership(found, related(event, story_of))

    def _note(self, facts: Facts) -> None:
        if not self._everything:
            self._changed.update(facts.find_keys())

    def _shared(self) -> list[Key]:
        """The keys that several articles have."""
        rows = self._file.execute("SELECT kind, key FROM story_keys GROUP BY key, kind HAVING count(*) > 1")
        return [(LinkKind(kind), key) for kind, key in rows]

    def _link(self, key: Key) -> None:
        kind, number = key
        self._file.execute("DELETE FROM story_links WHERE key = ? AND kind = ?", (number, kind))
        rows = self._file.execute("SELECT id FROM story_keys WHERE key = ? AND kind = ?", (number, kind)).fetchall()
        if len(rows) < 2:
            return
        holders = [facts for (id,) in rows if (facts := self._facts(id))]
        links = [(number, kind, one, other) for one, other in FIND[kind](holders)]
        self._file.executemany("INSERT INTO story_links VALUES (?, ?, ?, ?)", links)

    def _pairs(self, kind: LinkKind) -> list[Pair]:
        rows = self._file.execute("SELECT DISTINCT one, other FROM story_links WHERE kind = ? ORDER BY 1, 2", (kind,))
        return [(one, other) for one, other in rows]

    def _first_seen(self, pairs: Iterable[Pair]) -> dict[str, str]:
        ids = {id for pair in pairs for id in pair}
        return {id: facts.first_seen for id in ids if (facts := self._facts(id))}

    def _facts(self, id: str) -> Facts | None:
        row = self._file.execute("SELECT * FROM story_facts WHERE id = ?", (id,)).fetchone()
        if row is None:
            return None
        others = dict(zip(OTHERS, json.loads(row["others"]), strict=True))
        lists = {name: tuple(value) for name, value in others.items() if isinstance(value, list)}
        return Facts(**{"id": id, "first_seen": row["first_seen"], "signature": row["signature"], **others, **lists})
