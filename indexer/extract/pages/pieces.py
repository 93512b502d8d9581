"""One item of a page before it is an article, and what every item of a page must have.

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
    """An item: `published` is its date as written or as its markup declares it, `published_from` which of them, `date`
    the same in ISO 8601, each "" when the page gives none. `anchor` is the id by which the page calls it, and `link`
    the address of its own page, "" for none."""

    title: str
    text: str
    date: str = ""
    published: str = ""
    published_from: str = ""
    anchor: str = ""
    link: str = ""

    def has_text(self) -> bool:
        """Whether it says more than a caption does."""
        return len(self.text) >= SHORTEST_BODY


def piece_of(text: str) -> PageItem:
    """The item that a text is, with the title on its first line where that is one."""
    split = find_title(text)
    if split is None:
        return PageItem("", text.strip())
    return PageItem(text[split.start : split.end], text[split.text_start :].strip())


def is_note(piece: PageItem) -> bool:
    """Whether it speaks of the text before it or of its publisher: `Notes to editors`, `About the ministry`."""
    first = piece.title or piece.text.split("\n", 1)[0]
    return bool(first) and fold(first.strip(" *:-–—[(")).startswith(_note_beginnings())


@cache
def _note_beginnings() -> tuple[str, ...]:
    return tuple(fold(line) for line in rules.lines("note_beginnings.txt"))
