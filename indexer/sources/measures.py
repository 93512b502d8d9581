"""How much text each element of a page holds, how much of it leads elsewhere, and where the paragraphs of the page are.

In: the tree of a page. Out: `Measures`. Never here: leaving anything out (`frame.py`), or more than one walk over the
page. Lengths are characters without the space around a piece of text.

The element whose own paragraphs are longest together holds the article on nearly every page (readability scores parents
of paragraphs in this way: https://github.com/mozilla/readability).
"""

from dataclasses import dataclass, field

from lxml import etree, html

from indexer.sources.markup import BLOCKS, SILENT

Element = html.HtmlElement
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
#: A shorter block of text is a label, a date or a link; a longer one is a paragraph.
SHORTEST_PARAGRAPH = 40
#: The share of a heading or a line that must be linked for it to lead elsewhere.
LINKED = 0.8
#: Addresses that lead to no other page.
NOWHERE = ("#", "javascript:", "mailto:", "tel:", "data:")


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
    """The measures of every element of a tree."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            walk.open(element)
        else:
            walk.close(element)
    return walk.found


@dataclass(slots=True)
class _Walk:
    """One walk over a page, with the measures of the open elements so far."""

    found: Measures = field(default_factory=dict)
    _open: list[Measure] = field(default_factory=list)
    _silent: int = 0
    _links: int = 0

    def open(self, element: Element) -> None:
        """Meet the start of an element."""
        self._silent += bool(SILENT.fullmatch(str(element.tag)))
        self._links += leads_elsewhere(element)
        self._open.append(Measure())
        self._meet(element.text, element)

    def close(self, element: Element) -> None:
        """Meet the end of an element, and the text behind it."""
        own = self._open.pop()
        over = self._open[-1] if self._open else Measure()
        if not self._silent:
            self.found[element] = own
            _count(element, own, over)
        self._silent -= bool(SILENT.fullmatch(str(element.tag)))
        self._links -= leads_elsewhere(element)
        if self._open:
            self._meet(element.tail, element.getparent())

    def _meet(self, words: str | None, element: Element | None) -> None:
        length = len(words.strip()) if words and not self._silent else 0
        if length:
            inner = self._open[-1]
            inner.text += length
            inner.opening = element if inner.opening is None else inner.opening
            if self._links:
                inner.linked += length
            else:
                inner.own += length


def leads_elsewhere(element: Element) -> bool:
    """Whether an element is a link to another page."""
    return element.tag == "a" and not element.get("href", "#").strip().lower().startswith(NOWHERE)


def _count(element: Element, own: Measure, over: Measure) -> None:
    """Complete the measures of an element at its end, and add them to those of the element around it."""
    tag = str(element.tag)
    if tag in HEADINGS and own.text:
        own.headings += 1
        own.teasers += own.link_share >= LINKED
    block = bool(BLOCKS.fullmatch(tag))
    if block and own.own >= SHORTEST_PARAGRAPH:
        own.paragraphs += own.own
        over.paragraphs += own.own
    over.text += own.text
    over.linked += own.linked
    over.own += 0 if block else own.own
    over.headings += own.headings
    over.teasers += own.teasers
    over.opening = own.opening if over.opening is None else over.opening
