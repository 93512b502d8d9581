"""One item of a page before it becomes an article, and the text that every item must have.

In: the text between two borders. Out: `PageItem`. Never here: where the borders are.
"""

from dataclasses import dataclass
from functools import cache

from analyzers.folding import fold
from indexer.extract.pages.titles import find_title
from indexer.tables import rules

SHORTEST_BODY = 80


@dataclass(frozen=True, slots=True)
class PageItem:
    """An item of a page; a field is "" if the page has nothing for it. `published` is its date, as written or as the
    markup declares it; `published_from` is the origin of that; `date` is the same date in ISO 8601. `anchor` is its id
    on the page, and `link` the address of its own page."""

    title: str
    text: str
    date: str = ""
    published: str = ""
    published_from: str = ""
    anchor: str = ""
    link: str = ""

    def has_text(self) -> bool:
        """Whether its text is longer than a caption."""
        return len(self.text) >= SHORTEST_BODY


def piece_of(text: str) -> PageItem:
    """A text as an item; its first line is the title if it looks like one."""
    split = find_title(text)
    if split is None:
        return PageItem("", text.strip())
    return PageItem(text[split.start : split.end], text[split.text_start :].strip())


def is_note(piece: PageItem) -> bool:
    """Whether it is a note on the text before it or on its publisher: `Notes to editors`, `About the ministry`."""
    first = piece.title or piece.text.split("\n", 1)[0]
    return bool(first) and fold(first.strip(" *:-–—[(")).startswith(_note_beginnings())


@cache
def _note_beginnings() -> tuple[str, ...]:
    return tuple(fold(line) for line in rules.lines("note_beginnings.txt"))
