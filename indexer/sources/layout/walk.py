"""One walk over a page that finds its elements of one layout.

In: elements as they begin and end. Out: `Shape`s and `Alike`s. Never here: a second look at any element.
"""

import re
from collections.abc import Iterable
from functools import cache

from lxml import html

from analyzers.shipped import lines_of, path_of
from indexer.sources.layout.items import is_entry, is_marked_title, is_moment
from indexer.sources.layout.shapes import MARKED_RANK, Alike, Shape
from indexer.sources.markup.markup import SILENT_TAGS, tree_text

CANDIDATES = frozenset(["article", "section", "div", "li"])
BOXES = frozenset(["aside", "dialog", "footer", "form", "nav"])
#: Elements that hold the page, whatever their class.
NEVER_BOXES = frozenset(["html", "body", "main"])
#: Headings rank by their number; a title that is no heading ranks last.
RANKS = {f"h{number}": number for number in range(1, 7)}
#: A shorter piece of text is a label or a link; a longer one is running text.
SHORTEST_RUNNING = 20
SHORTEST_TEXT = 80


class Walk:
    """One walk over a page. It finds the elements that are `alike`, the element with most rules among its children
    (`ruled`), the page itself, and the running text that each article of the markup has of its `own`."""

    def __init__(self) -> None:
        self.ruled: Shape | None = None
        self.page: Shape | None = None
        self.own: dict[html.HtmlElement, int] = {}
        self._alike: dict[tuple[int, int], Alike] = {}
        self._paths: dict[tuple[int, str], int] = {}
        self._open: list[Shape] = []
        self._heading = ""

    @property
    def alike(self) -> Iterable[Alike]:
        """The groups of elements with one path and one rank of heading."""
        return self._alike.values()

    def open(self, element: html.HtmlElement) -> bool:
        """Meet the start of an element; False if nothing in it counts."""
        over = self._open[-1] if self._open else None
        shape = Shape(
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

    def _meet_entry(self, shape: Shape) -> None:
        own = shape.running - shape.entered
        shape.entered = shape.running
        if own >= SHORTEST_TEXT:
            shape.entries += 1
            self.own[shape.element] = own

    def _note(self, shape: Shape) -> None:
        """Keep an element that may be an item, and the one with most rules."""
        if shape.rules > (self.ruled.rules if self.ruled else 0):
            self.ruled = shape
        declared = is_entry(shape.element)
        if shape.title is None or not (declared or shape.element.tag in CANDIDATES) or not shape.is_item(declared):
            return
        name = f"<{shape.element.tag}>"
        alike = self._alike.setdefault(
            (shape.path, shape.rank), Alike(name, shape.above, declared, depth=len(self._open))
        )
        alike.members.append((shape.element, shape.title))
        alike.declared &= declared
        alike.with_text += shape.text >= SHORTEST_TEXT
        alike.running += shape.running
        alike.moments += shape.moments
        alike.entries += shape.entries


def _meet_text(shape: Shape, words: str | None) -> None:
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
