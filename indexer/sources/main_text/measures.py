"""How much text each element of a page holds, how much of it leads elsewhere, and where the paragraphs of the page are.

In: the tree of a page. Out: `Measures`. Never here: leaving anything out (`frame.py`), or more than one walk over the
page. Lengths are characters without the space around a piece of text.

The element whose own paragraphs are longest together holds the article on nearly every page (readability scores parents
of paragraphs in this way: https://github.com/mozilla/readability).
"""

from dataclasses import dataclass
from typing import TypeAlias

from lxml import html

from indexer.sources.markup.markup import BLOCK_TAGS, SILENT_TAGS

Element: TypeAlias = html.HtmlElement
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: A shorter block of text is a label, a date or a link; a longer one is a paragraph.
SHORTEST_PARAGRAPH = 40
#: The share of a heading or a line that must be linked for it to lead elsewhere.
LINKED = 0.8
#: How addresses begin that lead to a note on the page, or to a person. A bare `#` is that of a button.
NOWHERE = ("#", "mailto:", "tel:", "data:")
BUTTON = "#"


@dataclass(slots=True)
class Measure:
    """The measures of one element.

    `text` is the length of all its text and `linked` of what is in links; `own` is what stands outside links and in no
    block inside it; `paragraphs` is what its own paragraphs and those right below it have together. `headings` counts
    the headings in it and `teasers` those that lead elsewhere. `opening` is the element with its first text.
    """

    text: int = 0
    linked: int = 0
    own: int = 0
    paragraphs: int = 0
    headings: int = 0
    teasers: int = 0
    opening: Element | None = None

    def meet(self, words: str | None, linked: bool, element: Element) -> None:
        """Add a piece of text that stands in `element`."""
        length = len(words.strip()) if words else 0
        if length:
            self.text += length
            if linked:
                self.linked += length
            else:
                self.own += length
            if self.opening is None:
                self.opening = element

    @property
    def running(self) -> int:
        """The length of its text outside links."""
        return self.text - self.linked

    @property
    def link_share(self) -> float:
        """The share of its text that is linked; 0 for one without text."""
        return self.linked / max(1, self.text)


#: The measures of the elements of a page. Silent elements, such as scripts, have none.
Measures = dict[Element, Measure]


def measure(tree: Element) -> Measures:
    """The measures of every element of a tree, which libxml2 holds to a depth of 256."""
    found: Measures = {}
    _measure(tree, leads_elsewhere(tree), found)
    return found


def _measure(element: Element, linked: bool, found: Measures) -> Measure:
    own = Measure()
    own.meet(element.text, linked, element)
    for child in element:
        tag = child.tag
        if tag not in SILENT_TAGS:
            _count(tag, _measure(child, linked or (tag == "a" and leads_elsewhere(child)), found), own)
        own.meet(child.tail, linked, element)
    if element.tag in BLOCK_TAGS and own.own >= SHORTEST_PARAGRAPH:
        own.paragraphs += own.own
    found[element] = own
    return own


def leads_elsewhere(element: Element) -> bool:
    """Whether an element is a link to another page, or a button."""
    href = element.get("href", "").strip() if element.tag == "a" else ""
    return href == BUTTON or (bool(href) and not href.lower().startswith(NOWHERE))


def _count(tag: str, inner: Measure, over: Measure) -> None:
    """Add the measures of an element to those of the element around it."""
    if not inner.text:
        return
    if tag in HEADINGS:
        inner.headings += 1
        inner.teasers += inner.link_share >= LINKED
    over.text += inner.text
    over.linked += inner.linked
    over.headings += inner.headings
    over.teasers += inner.teasers
    if tag not in BLOCK_TAGS:
        over.own += inner.own
    elif inner.own >= SHORTEST_PARAGRAPH:
        over.paragraphs += inner.own
    if over.opening is None:
        over.opening = inner.opening
