"""What a walk over a page keeps of its elements: the counts of each, and the groups that are alike.

In: lxml elements and the counts of the elements in them. Out: `Shape` and `Alike`. Never here: the walk (`walk.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import html

MARKED_RANK = 7
NO_RANKS = (0,) * (MARKED_RANK + 1)
#: Room for a date, a section and an author above an item's title, in characters.
LONGEST_BEFORE_TITLE = 200


@dataclass(slots=True)
class Shape:
    """An open element: its path of tags as a number, the state it inherits, and counts of its content so far.

    `above` is the heading before it, `title` the first heading in it, `before` the characters in it before the title,
    `ranks` the number of headings of each rank. `running` counts characters of running text outside links, `text` also
    those inside. `moments` counts the dates that its markup declares. `entries` counts the articles of its markup that
    have running text outside the articles in them; `entered` counts the running text in all articles of its markup.
    """

    element: html.HtmlElement
    path: int
    boxed: bool
    linked: bool
    titled: bool
    above: str
    title: html.HtmlElement | None = None
    rank: int = 0
    before: int = 0
    ranks: Sequence[int] = NO_RANKS
    characters: int = 0
    running: int = 0
    text: int = 0
    rules: int = 0
    moments: int = 0
    entries: int = 0
    entered: int = 0

    def take(self, inner: "Shape") -> None:
        """Add the counts of an element inside this one."""
        if self.title is None and inner.title is not None:
            self.title, self.rank, self.before = inner.title, inner.rank, self.characters + inner.before
        if inner.title is not None:
            self.ranks = [own + other for own, other in zip(self.ranks, inner.ranks, strict=True)]
        self.characters += inner.characters
        self.running += inner.running
        self.text += inner.text
        self.moments += inner.moments
        self.entries += inner.entries
        self.entered += inner.entered

    def is_item(self, declared: bool) -> bool:
        """Whether it has one title, near its top; an article of the markup (`declared`) may have further headings."""
        alone = declared or sum(self.ranks[: self.rank + 1]) == 1
        return self.title is not None and alone and self.before <= LONGEST_BEFORE_TITLE


@dataclass(slots=True)
class Alike:
    """The elements of one path and one rank of heading: each with its title."""

    name: str
    above: str
    declared: bool
    depth: int
    members: list[tuple[html.HtmlElement, html.HtmlElement]] = field(default_factory=list)
    with_text: int = 0
    running: int = 0
    moments: int = 0
    entries: int = 0

    def titles(self) -> tuple[int, int, int]:
        """A key that is the same for elements that only wrap the same items."""
        return len(self.members), id(self.members[0][1]), id(self.members[-1][1])
