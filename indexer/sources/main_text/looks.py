"""What an element of a page looks like: a box, a line that leads to another story, a section above the heading.

In: an element and the measures of its page. Out: whether it looks like one of these. Never here: what stands around it
(`frame.py`).
"""

import re
from dataclasses import dataclass, field

from indexer.sources.main_text import boxes, cards
from indexer.sources.main_text.measures import HEADINGS, LINKED, Element, Measure, Measures

BOXES = frozenset(["aside", "button", "dialog", "footer", "form", "menu", "nav", "select"])
ROLES = frozenset(
    ["alert", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation", "search", "toolbar"]
)
LINES = frozenset(["blockquote", "div", "dl", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "table", "td", "ul"])
PARAGRAPHS = frozenset(["blockquote", "div", "p", "td"])
CELLS = frozenset(["td", "th"])
LISTS = frozenset(["dl", "ol", "table", "ul"])
#: Longest heading of a box, and longest line that leads to another story, in characters.
LONGEST_HEADING, LONGEST_LINE = 60, 300
#: Text outside links beside the cue of such a line, in characters: the name of a site, a date.
MOST_BESIDE_CUE = 20
#: Longest text of a tool (share buttons, tags, a form), in characters.
LONGEST_TOOL = 250
#: A longer text in paragraphs of its own is a part of the article under a heading that only looks like a box's.
LONGEST_BOX_TEXT = 400
#: Longest section or series above the heading of the article, in characters. One with a digit may be the date.
LONGEST_KICKER = 40
DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Looks:
    """The elements of a measured page, by their looks. The kind of each class and id is looked up once."""

    measures: Measures
    _names: dict[str, str] = field(default_factory=dict)

    def is_kicker(self, element: Element) -> bool:
        """Whether an element above the heading is a section or a series."""
        return self.measures[element].text <= LONGEST_KICKER and not DIGIT.search("".join(element.itertext()))

    def is_outside(self, element: Element) -> bool:
        """Whether an element is a box, or a line that leads to other stories."""
        return self.is_box(element) or self.is_line(element)

    def is_box(self, element: Element) -> bool:
        """Whether an element is a box by its tag, role, class, id, label or heading."""
        own = self.measures[element]
        if element.tag in BOXES or element.get("role") in ROLES:
            return True
        kind = "" if element.tag in CELLS else self.kind(element)
        if kind == boxes.OTHER or (kind == boxes.TOOL and own.running <= LONGEST_TOOL):
            return True
        label = element.get("aria-label", "")
        if label and boxes.heads_a_box(label, exact=False):
            return True
        return own.paragraphs <= LONGEST_BOX_TEXT and self._opens_as_box(element, own)

    def _opens_as_box(self, element: Element, own: Measure) -> bool:
        """Whether the first words of an element are the heading of a box, with something below it."""
        block = own.opening
        while block is not None and block is not element:
            above = block.getparent()
            if above is element or above is None or self.measures[above].text != self.measures[block].text:
                return self.heads_a_box(block)
            block = above
        return False

    def heads_a_box(self, element: Element) -> bool:
        """Whether an element is the heading of a box."""
        if not 0 < self.measures[element].text <= LONGEST_HEADING:
            return False
        return boxes.heads_a_box("".join(element.itertext()), exact=element.tag not in HEADINGS)

    def is_title(self, element: Element | None) -> bool:
        """Whether an element is a heading that leads elsewhere."""
        return element is not None and element.tag in HEADINGS and self.measures[element].teasers > 0

    def is_line(self, element: Element) -> bool:
        """Whether an element is a line or a list that only leads to other stories."""
        own = self.measures[element]
        if element.tag not in LINES or not own.linked:
            return False
        if element.tag in LISTS and own.link_share >= LINKED:
            return True
        if element.tag == "dl" and cards.opens_with_title(element, self.measures):
            return True
        if element.tag in CELLS and len(element.getparent()) > 1:
            return False  # a cell of a table of figures
        if element.tag in PARAGRAPHS and own.link_share >= LINKED:
            return own.text >= cards.SHORTEST_TITLE or (own.running == 0 and element.tag != "div")
        if own.text > LONGEST_LINE:
            return False
        cue = boxes.cue_of("".join(element.itertext()))
        return bool(cue) and own.running <= len(cue) + MOST_BESIDE_CUE

    def kind(self, element: Element) -> str:
        """The kind of box that the class or id of an element names, or ""."""
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if names not in self._names:
            self._names[names] = boxes.kind_of(names)
        return self._names[names]
