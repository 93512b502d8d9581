"""The repeated layout of a page: which elements are laid out alike, and their text.

In: the tree of a page. Out: `PageLayout`. Never here: deciding whether the elements are items
(`indexer/extract/pages/layouts.py`), or more than a few passes over a page, however it is built.

Elements are alike when they have the same path of tags from the root and a heading of the same rank near their top.
XPath-like wrappers for lists of records are learnt in this way (Liu, Grossman, Zhai: Mining Data Records in Web Pages,
KDD 2003), without comparing trees. Boxes around the articles (navigation, comments, related news) are left out by tag
and class.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from lxml import etree, html

from analyzers.shipped import lines_of, path_of
from indexer.model.page_layout import PageLayout, Repetition
from indexer.sources.layout.items import is_entry, is_marked_title, is_moment, read_part
from indexer.sources.markup.markup import SILENT_TAGS, tree_text

FEWEST = 2
#: Repetitions whose texts are read: those with most elements that have text.
MOST_REPETITIONS = 3
CANDIDATES = frozenset(["article", "section", "div", "li"])
BOXES = frozenset(["aside", "dialog", "footer", "form", "nav"])
#: Elements that hold the page, whatever their class.
NEVER_BOXES = frozenset(["html", "body", "main"])
#: Headings rank by their number; a title that is no heading ranks last.
RANKS = {f"h{number}": number for number in range(1, 7)}
MARKED_RANK = 7
NO_RANKS = (0,) * (MARKED_RANK + 1)
#: A shorter piece of text is a label or a link; a longer one is running text.
SHORTEST_RUNNING = 20
SHORTEST_TEXT = 80
#: Room for a date, a section and an author above an item's title, in characters.
LONGEST_BEFORE_TITLE = 200
RULE = "* * *"


@dataclass(slots=True)
class _Shape:
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

    def take(self, inner: "_Shape") -> None:
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
class _Alike:
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


def find(tree: html.HtmlElement, base: str) -> PageLayout:
    """The repeated layout of a page; `base` is the address that its relative links start from, or ""."""
    walk = _Walk()
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if not walk.open(element):
                events.skip_subtree()
        else:
            walk.close(element)
    page, ruled = walk.page, walk.ruled
    if page is None:
        return PageLayout()
    return PageLayout(
        repetitions=tuple(_repetition(alike, page, walk.own, base) for alike in _chosen(walk.alike)),
        ruled="" if ruled is None else tree_text(ruled.element, rule=RULE),
        ruled_outside=0 if ruled is None else page.running - ruled.running,
    )


class _Walk:
    """One walk over a page. It finds the elements that are `alike`, the element with most rules among its children
    (`ruled`), the page itself, and the running text that each article of the markup has of its `own`."""

    def __init__(self) -> None:
        self.ruled: _Shape | None = None
        self.page: _Shape | None = None
        self.own: dict[html.HtmlElement, int] = {}
        self._alike: dict[tuple[int, int], _Alike] = {}
        self._paths: dict[tuple[int, str], int] = {}
        self._open: list[_Shape] = []
        self._heading = ""

    @property
    def alike(self) -> Iterable[_Alike]:
        """The groups of elements with one path and one rank of heading."""
        return self._alike.values()

    def open(self, element: html.HtmlElement) -> bool:
        """Meet the start of an element; False if nothing in it counts."""
        over = self._open[-1] if self._open else None
        shape = _Shape(
            element,
            path=self._paths.setdefault((over.path if over else 0, str(element.tag)), len(self._paths) + 1),
            boxed=(over is not None and over.boxed) or _is_box(element),
            linked=(over is not None and over.linked) or element.tag == "a",
            titled=over is not None and over.titled,
            above=self._heading,
        )
        rank = 0 if shape.boxed or shape.titled else _rank(element)
        if rank:
            shape.titled, shape.title, shape.rank = True, element, rank
            shape.ranks = [int(number == rank) for number in range(MARKED_RANK + 1)]
        self._open.append(shape)
        _meet_text(shape, element.text)
        return not shape.boxed

    def close(self, element: html.HtmlElement) -> None:
        """Meet the end of an element, and the text behind it."""
        shape = self._open.pop()
        if shape.title is element:
            self._heading = tree_text(element)
        elif not shape.boxed:
            shape.moments += is_moment(element)
            if is_entry(element):
                self._meet_entry(shape)
            self._note(shape)
        if not self._open:
            self.page = shape
            return
        over = self._open[-1]
        over.take(shape)
        over.rules += element.tag == "hr" and not over.boxed
        _meet_text(over, element.tail)

    def _meet_entry(self, shape: _Shape) -> None:
        own = shape.running - shape.entered
        shape.entered = shape.running
        if own >= SHORTEST_TEXT:
            shape.entries += 1
            self.own[shape.element] = own

    def _note(self, shape: _Shape) -> None:
        """Keep an element that may be an item, and the one with most rules."""
        if shape.rules > (self.ruled.rules if self.ruled else 0):
            self.ruled = shape
        declared = is_entry(shape.element)
        if shape.title is None or not (declared or shape.element.tag in CANDIDATES) or not shape.is_item(declared):
            return
        name = f"<{shape.element.tag}>"
        alike = self._alike.setdefault(
            (shape.path, shape.rank), _Alike(name, shape.above, declared, depth=len(self._open))
        )
        alike.members.append((shape.element, shape.title))
        alike.declared &= declared
        alike.with_text += shape.text >= SHORTEST_TEXT
        alike.running += shape.running
        alike.moments += shape.moments
        alike.entries += shape.entries


def _meet_text(shape: _Shape, words: str | None) -> None:
    length = len(words.strip()) if words and not shape.boxed else 0
    shape.characters += length
    if length >= SHORTEST_RUNNING and not shape.titled:
        shape.text += length
        shape.running += 0 if shape.linked else length


def _rank(element: html.HtmlElement) -> int:
    return RANKS.get(element.tag, MARKED_RANK if is_marked_title(element) else 0)


def _is_box(element: html.HtmlElement) -> bool:
    if element.tag in NEVER_BOXES:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in BOXES or element.tag in SILENT_TAGS or (names != " " and bool(_box_names().search(names)))


@cache
def _box_names() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lines_of(path_of("indexer.sources.layout", "boxes.txt"))))
    return re.compile(rf"(?<!\S)(?:{words})(?![^\s_-])", re.IGNORECASE)


def _chosen(found: Iterable[_Alike]) -> list[_Alike]:
    """The groups with most elements that have text. Of groups that wrap each other, the articles of the markup are
    chosen, or the outermost."""
    outermost: dict[tuple[int, int, int], _Alike] = {}
    for alike in sorted(found, key=lambda one: (not one.declared, one.depth)):
        if len(alike.members) >= FEWEST:
            outermost.setdefault(alike.titles(), alike)
    ranked = sorted(outermost.values(), key=lambda one: (-one.with_text, -len(one.members)))
    return ranked[:MOST_REPETITIONS]


def _repetition(alike: _Alike, page: _Shape, own: dict[html.HtmlElement, int], base: str) -> Repetition:
    parts = tuple(read_part(element, title, base) for element, title in alike.members)
    outside = page.running - alike.running
    entries = page.entries - alike.entries - _wrappers(alike, own)
    rival = entries > 0 or (page.moments > alike.moments and outside >= SHORTEST_TEXT)
    return Repetition(alike.name, parts, alike.declared, alike.above, outside, rival)


def _wrappers(alike: _Alike, own: dict[html.HtmlElement, int]) -> int:
    """Number of articles of the markup that only wrap: nearly all their running text is in the elements in them."""
    inside = 0 if alike.declared else alike.running
    met: set[html.HtmlElement] = set()
    for element, _ in alike.members:
        around = element.getparent()
        while around is not None and around not in met:
            met.add(around)
            around = around.getparent()
    return sum(own[element] - inside < SHORTEST_TEXT for element in met if element in own)
