"""The frame of a page: what stands around its article, or between its paragraphs, and is no part of it.

In: the tree of a page, and the heading of its article. Out: `Frame`. Never here: changing the tree, or
choosing the article's text among what is left (`main_text.py`).

The heading, the element whose own paragraphs are longest together, and all around these two are kept. The rest is left
out by what it is: another article, a box by its tag, role, class, id or heading, cards (elements whose headings all lead
elsewhere) in a row, a line that only leads to another story.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import nlargest

from analyzers.folding import fold
from analyzers.shipped import path_of, rows_of
from indexer.sources import other_articles
from indexer.sources.markup import LAYOUT
from indexer.sources.measures import HEADINGS, LINKED, Element, Measure, Measures, measure
from indexer.tables import rules

TAGS = frozenset(["aside", "button", "dialog", "footer", "form", "menu", "nav", "select"])
#: Tags of boxes that never hold an article; a form may be around the whole page.
SHUT = TAGS - {"form"}
ROLES = frozenset(
    ["alert", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation", "search", "toolbar"]
)
#: The share of the longest paragraphs that others must have to be the article's.
SHARE_OF_LONGEST = 0.3
CARDS = frozenset(["a", "article", "dd", "div", "figure", "li", "section", "td", "tr"])
LINES = frozenset(["blockquote", "dl", "ol", "table", "td", "ul", "div", "h2", "h3", "h4", "h5", "h6", "li", "p"])
#: Elements of which no part is left out.
WHOLE = frozenset(["a", "b", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "pre", "span", "strong"])
PARAGRAPHS = frozenset(["div", "p", "td"])
LISTS = frozenset(["dl", "ol", "table", "ul"])
#: Elements that may be cards without a heading: nearly all their text is one title.
BARE_CARDS = frozenset(["article", "div", "li", "section"])
#: Elements with the longest paragraphs that may hold the article.
MOST_CORES = 20
FEWEST_CARDS = 2
#: Longest teaser on a card, in characters; a longer text is one of the page's own sections.
LONGEST_TEASER = 400
#: Longest heading of a box, and longest line that leads to another story, in characters.
LONGEST_HEADING, LONGEST_LINE = 60, 300
#: Shortest linked line that is the title of another story; a shorter one is the name of something.
SHORTEST_TITLE = 20
#: Longest text of a tool (share buttons, tags, a form), in characters.
LONGEST_TOOL = 250
#: A box with so much text in paragraphs of its own is a part of the article under a heading that only looks like a box's.
LONGEST_BOX_TEXT = 400
#: Shortest text of an article, in characters. Where less would be left, the page is a list and nothing is left out.
SHORTEST_ARTICLE = 80
#: Text outside links beside such a cue, in characters: the name of a site, a date.
MOST_BESIDE_CUE = 20
#: Longest section or series above the heading, in characters. One with a digit may be the date.
LONGEST_KICKER = 40
DIGIT = re.compile(r"\d")
HUMP = re.compile(r"([a-z])([A-Z])")
MARKS = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The elements of a page that are no part of its article (`left_out`), and the element whose own paragraphs are
    longest together (`core`), if any has some."""

    left_out: Sequence[Element] = ()
    core: Element | None = None


def find(tree: Element, heading: Element | None) -> Frame:
    """The frame of a page; `heading` is that of its article, if it shows one."""
    measures = measure(tree)
    others = other_articles.find(tree, heading, measures) if heading is not None else []
    page = _Page(measures, set(others))
    page.keep(heading)
    page.headed |= page.kept
    core = page.core()
    page.keep(core)
    left_out = [*others, *page.left_out(tree)]
    rest = measures[tree].running - sum(measures[one].running for one in left_out if one in measures)
    return Frame(left_out, core) if rest >= SHORTEST_ARTICLE else Frame()


@dataclass(slots=True)
class _Page:
    """A measured page, the articles that are not its own, and the elements that are kept whatever they look like."""

    measures: Measures
    others: set[Element]
    kept: set[Element] = field(default_factory=set)
    headed: set[Element] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)

    def keep(self, element: Element | None) -> None:
        """Keep an element and all around it."""
        if element is not None:
            self.kept |= {element, *element.iterancestors()}

    def core(self) -> Element | None:
        """The element whose own paragraphs are longest together. One in a box by its name counts only where the others
        are far shorter: names of boxes are also those of layouts (`with-sidebar`)."""
        longest = nlargest(MOST_CORES, self.measures.items(), key=lambda row: row[1].paragraphs)
        found = [(one, own.paragraphs) for one, own in longest if own.paragraphs and not self._is_shut(one)]
        if not found:
            return None
        enough = SHARE_OF_LONGEST * found[0][1]
        return next((one for one, length in found if length >= enough and not self._is_boxed(one)), found[0][0])

    def _is_shut(self, element: Element) -> bool:
        return any(one in self.others or one.tag in SHUT for one in (element, *element.iterancestors()))

    def _is_boxed(self, element: Element) -> bool:
        outer = (one for one in (element, *element.iterancestors()) if one not in self.kept)
        return any(self._kind(one) for one in outer)

    def left_out(self, tree: Element) -> Iterator[Element]:
        """The elements to leave out, from the root down."""
        waiting = [tree]
        while waiting:
            element = waiting.pop()
            gone = set(self.others)
            for child in self._frame_of(element):
                gone.add(child)
                yield child
            waiting.extend(child for child in element if child not in gone and self._has_inner(child))

    def _has_inner(self, element: Element) -> bool:
        """Whether a part of an element may be left out."""
        own = self.measures.get(element)
        return own is not None and own.text > 0 and len(element) > 0 and element.tag not in WHOLE

    def _frame_of(self, element: Element) -> Iterator[Element]:
        """The children of an element that are no part of the article."""
        children = [child for child in element if child in self.measures and child not in self.others]
        children = [child for child in children if self.measures[child].text or child in self.kept]
        cards = self._cards(children)
        in_box = False
        above = any(child in self.headed for child in children)
        for child in children:
            if child in self.kept:
                above, in_box = above and child not in self.headed, False
                continue
            own = self.measures[child]
            if in_box and self._goes_on(child, own, child in cards):
                yield child
                continue
            in_box = False
            kicker = above and own.text <= LONGEST_KICKER and not DIGIT.search("".join(child.itertext()))
            if kicker or child in cards or self._is_box(child, own) or self._is_line(child, own):
                yield child
            elif self._heads_a_box(child, own):
                yield child
                in_box = True

    def _cards(self, children: list[Element]) -> set[Element]:
        """Those of some siblings that are cards, if there are several."""
        found = [child for child in children if child.tag in CARDS and _is_card(child, self.measures[child])]
        if any(child in self.kept and child not in self.headed for child in found):
            return set()  # the page is a list, and what seemed its article is one of the cards
        found = [child for child in found if child not in self.kept]
        alone = len(found) == 1 and self.measures[found[0]].teasers >= FEWEST_CARDS
        return set(found) if alone or len(found) >= FEWEST_CARDS else set()

    def _is_box(self, element: Element, own: Measure) -> bool:
        if element.tag in TAGS or element.get("role") in ROLES:
            return True
        kind = self._kind(element)
        if kind == "other" or (kind == "tool" and (own.running <= LONGEST_TOOL)):
            return True
        label = element.get("aria-label") or element.get("data-title") or ""
        if label and _is_box_heading(label, exact=False):
            return True
        return own.paragraphs <= LONGEST_BOX_TEXT and self._opens_as_box(element, own)

    def _opens_as_box(self, element: Element, own: Measure) -> bool:
        """Whether the first words of an element are the heading of a box, with something below it."""
        block = own.opening
        while block is not None and block is not element:
            above = block.getparent()
            if above is element or above is None or self.measures[above].text != self.measures[block].text:
                return self._heads_a_box(block, self.measures[block])
            block = above
        return False

    def _heads_a_box(self, element: Element, own: Measure) -> bool:
        if not 0 < own.text <= LONGEST_HEADING:
            return False
        return _is_box_heading("".join(element.itertext()), exact=element.tag not in HEADINGS)

    def _goes_on(self, element: Element, own: Measure, is_card: bool) -> bool:
        """Whether an element behind the heading of a box belongs to the box."""
        if element.tag in HEADINGS and not own.teasers:
            return False
        return is_card or own.text == 0 or own.link_share >= 0.5 or (own.teasers > 0 and own.teasers == own.headings)

    def _is_line(self, element: Element, own: Measure) -> bool:
        """Whether an element is a line that only leads to another story."""
        if element.tag not in LINES or not own.linked:
            return False
        if element.tag == "td" and len(element.getparent()) > 1:
            return False  # a cell of a table of figures
        if element.tag in PARAGRAPHS and (own.running == 0 or (own.link_share >= LINKED and own.text >= SHORTEST_TITLE)):
            return True
        if element.tag in LISTS and own.link_share >= LINKED:
            return True
        if own.text > LONGEST_LINE:
            return False
        cue = _cue_of("".join(element.itertext()))
        return bool(cue) and own.running <= len(cue) + MOST_BESIDE_CUE

    def _kind(self, element: Element) -> str:
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if names not in self._names:
            self._names[names] = _kind_of(names)
        return self._names[names]


def _is_card(element: Element, own: Measure) -> bool:
    """Whether all headings of an element lead elsewhere, or nearly all of its text does."""
    if own.headings:
        return own.teasers == own.headings and own.running <= LONGEST_TEASER * own.teasers
    return element.tag in BARE_CARDS and own.link_share >= LINKED and own.text >= SHORTEST_TITLE


def _kind_of(names: str) -> str:
    words = HUMP.sub(r"\1-\2", names).lower().replace("_", "-").replace("--", "-")
    found = {kind for kind, pattern in _name_patterns().items() if pattern.search(words)}
    return "other" if "other" in found else next(iter(found), "")


@cache
def _name_patterns() -> dict[str, re.Pattern[str]]:
    rows = rows_of(path_of("indexer.sources", "frame_names.tsv"))
    kinds = {kind: "|".join(re.escape(name) for name, of in rows if of == kind) for kind in {row[1] for row in rows}}
    return {kind: re.compile(rf"(?<![^\s-])(?:{names})(?![^\s-])") for kind, names in kinds.items()}


def _is_box_heading(words: str, exact: bool) -> bool:
    key = _key(words)
    return key in _box_headings() if exact else key.startswith(_box_headings())


def _cue_of(words: str) -> str:
    """The words at the head of a line that announce another story, or ""."""
    found = _cues().match(_key(words))
    return found[0] if found else ""


def _key(words: str) -> str:
    return MARKS.sub("", fold(LAYOUT.sub(" ", words.replace("\n", " "))))


@cache
def _box_headings() -> tuple[str, ...]:
    return tuple(_key(line) for line in rules.lines("box_headings.txt"))


@cache
def _cues() -> re.Pattern[str]:
    words = "|".join(re.escape(_key(line)) for line in rules.lines("read_also_cues.txt"))
    return re.compile(rf"(?:{words})(?!\w)")
