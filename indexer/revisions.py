"""The earlier wordings of an article, as the archive kept them.

In: the archive's database and a live item. Out: `Revision`s, the oldest first, as a generation carries them to the
page. Never here: a comparison of wordings, or more than a page can show; the archive itself keeps every revision.
"""

import json
import sqlite3

from indexer.archive import Item
from indexer.article import Revision

MOST_REVISIONS = 50
#: Titles and texts of one article's revisions are carried up to this many characters, the newest first.
MOST_CHARACTERS = 200_000


def earlier_wordings(database: sqlite3.Connection, item: Item) -> tuple[Revision, ...]:
    """The wordings that an item had before its present one; a change of other facts is no change of wording."""
    rows = database.execute("SELECT replaced, content FROM revisions WHERE id = ? ORDER BY rowid DESC", (item.id,))
    found: list[Revision] = []
    following, left = (item.raw.title, item.raw.text), MOST_CHARACTERS
    for row in rows:
        content = json.loads(row["content"])
        wording = (content["title"], content["text"])
        if wording == following:
            continue
        left -= len(wording[0]) + len(wording[1])
        if left < 0 or len(found) == MOST_REVISIONS:
            break
        found.append(Revision(row["replaced"], *wording))
        following = wording
    return tuple(reversed(found))
