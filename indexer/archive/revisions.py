"""The earlier states of an article, as the archive kept them.

In: the archive's database and a live item. Out: `Revision`s, the oldest first, as a generation carries them to the
page. Never here: a comparison of wordings, or more than a page can show (the archive itself keeps every revision).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from indexer.archive.archive_file import ArchiveFile
from indexer.archive.items import Item
from indexer.model.article import FactChange, RawArticle, Revision

MOST_REVISIONS = 50
#: Of these, changes of facts alone. The limit leaves room for wordings when a URL changes at each reading.
MOST_OF_FACTS = 20
#: Titles and texts of one article's revisions are carried up to this many characters, the newest first.
MOST_CHARACTERS = 200_000
#: Facts that a source declares in addition to an article's words, and that interest a reader.
FACTS = ("published", "source", "language", "url")


def earlier_wordings(file: ArchiveFile, item: Item) -> tuple[Revision, ...]:
    """The earlier states of an item, oldest first, that differ from the next one in words or facts."""
    rows = file.execute("SELECT replaced, content FROM revisions WHERE id = ? ORDER BY rowid DESC", (item.id,))
    found: list[Revision] = []
    following = {name: getattr(item.raw, name) for name in ("title", "text", *FACTS)}
    left, of_facts = MOST_CHARACTERS, MOST_OF_FACTS
    for row in rows:
        content = json.loads(row["content"])
        revision = _revision(row["replaced"], content, following)
        following = content
        if revision.title is None:
            if not revision.facts or not of_facts:
                continue
            of_facts -= 1
        left -= len(revision.title or "") + len(revision.text or "")
        if left < 0 or len(found) == MOST_REVISIONS:
            break
        found.append(revision)
    return tuple(reversed(found))


def earlier_states(raw: RawArticle, revisions: Sequence[Revision]) -> Iterator[RawArticle]:
    """An item as it was before, the newest state first, as far as its revisions are carried."""
    for revision in reversed(revisions):
        before: dict[str, Any] = {change.fact: change.before or None for change in revision.facts}
        if "url" in before:
            before["url"] = before["url"] or ""
        if revision.text is not None:
            before |= {"title": revision.title or "", "text": revision.text}
        raw = replace(raw, **before)
        yield raw


def _revision(replaced: str, content: Mapping[str, str | None], following: Mapping[str, str | None]) -> Revision:
    facts = tuple(
        FactChange(name, content[name] or "", following[name] or "")
        for name in FACTS
        if (content[name] or "") != (following[name] or "")
    )
    if (content["title"], content["text"]) == (following["title"], following["text"]):
        return Revision(replaced, None, None, facts)
    return Revision(replaced, content["title"], content["text"], facts)
