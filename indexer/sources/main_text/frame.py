"""The frame of a page: what stands around its article, or between its paragraphs, and is no part of it.

In: the tree of a page, and the heading of its article. Out: `Frame`. Never here: changing the tree, or choosing the
article's text among what is left (`main_text.py`).

The heading, the element whose own paragraphs are longest together, and all around these two are kept. The rest is left
out by what it is: another article, a box by its tag, role, class, id or heading, cards (`cards.py`) in a row, a line
that only leads to another story.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import pairwise

from indexer.sources.main_text import cards, other_articles
from indexer.sources.main_text.looks import BOXES, Looks
from indexer.sources.main_text.measures import HEADINGS, Element, Measures, measure

#: Boxes that never hold an article; a form may be around the whole page.
SHUT = BOXES - {"form"}
#: Elements of which no part is left out.
WHOLE = frozenset(["a", "b", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p", "pre", "span", "strong"])
#: Elements with the longest paragraphs that may hold the article, and the share of the longest that it must have.
MOST_CORES, SHARE_OF_LONGEST = 20, 0.3
#: The fewest cards in a row: with headings, or without any.
FEWEST_CARDS, FEWEST_BARE = 2, 3
#: The share of linked text that makes an element below the heading of a box one of the box.
LINKED_IN_BOX = 0.5
#: Shortest text of an article, in characters. Where less would be left, the page is a list and nothing is left out.
SHORTEST_ARTICLE = 80


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
    page = _Page(measures, Looks(measures), set(others))
    page.keep(heading)
    page.headed |= page.kept
    core = page.core()
    page.keep(core)
    page.inside |= set() if core is None else set(core.iter())
    left_out = [*others, *page.left_out(tree)]
    rest = measures[tree].running - sum(measures[one].running for one in left_out if one in measures)
    return Frame(left_out, core) if rest >= SHORTEST_ARTICLE else Frame()


@dataclass(slots=True)
class _Page:
    """A measured page, the articles that are not its own, and the elements that are kept whatever they look like; those
    around its heading are `headed`, those in its core are `inside`."""

    measures: Measures
    looks: Looks
    others: set[Element]
    kept: set[Element] = field(default_factory=set)
    headed: set[Element] = field(default_factory=set)
    inside: set[Element] = field(default_factory=set)

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
        return any(self.looks.kind(one) for one in outer)

    def left_out(self, tree: Element) -> Iterator[Element]:
        """The elements to leave out, from the root down."""
        waiting = [tree]
        while waiting:
            element = waiting.pop()
            gone = set(self._frame_of(element))
            yield from gone
            gone |= self.others
            waiting.extend(child for child in element if child not in gone and self._has_inner(child))

    def _has_inner(self, element: Element) -> bool:
        """Whether a part of an element may be left out."""
        own = self.measures.get(element)
        return own is not None and own.text > 0 and len(element) > 0 and element.tag not in WHOLE

    def _frame_of(self, element: Element) -> Iterator[Element]:
        """The children of an element that are no part of the article."""
        children = [child for child in element if child in self.measures and child not in self.others]
        children = [child for child in children if self.measures[child].text or child in self.kept]
        row = self._row(children)
        box: list[Element] = []
        above = any(child in self.headed for child in children)
        for child, following in pairwise([*children, None]):
            if child is None or child in self.kept:
                above, box = above and child not in self.headed, []
            elif box and self._goes_on(child, box, following):
                box.append(child)
                yield child
            elif self.looks.heads_a_box(child):
                box = [child]
                yield child
            else:
                box = []
                if (above and self.looks.is_kicker(child)) or child in row or self.looks.is_outside(child):
                    yield child

    def _row(self, children: Sequence[Element]) -> set[Element]:
        """Those of some siblings that are cards, if there are several."""
        headed = [child for child in children if cards.is_headed(child, self.measures)]
        if any(child in self.kept and child not in self.headed for child in headed):
            return set()  # the page is a list, and what seemed its article is one of the cards
        headed = [child for child in headed if child not in self.kept]
        free = [child for child in children if child not in self.kept and child not in self.inside]
        bare = [child for child in free if cards.is_bare(child, self.measures)]
        alone = len(headed) == 1 and self.measures[headed[0]].teasers >= FEWEST_CARDS
        found = headed if alone or len(headed) >= FEWEST_CARDS else []
        return {*found, *(bare if len(bare) >= FEWEST_BARE else ())}

    def _goes_on(self, element: Element, box: Sequence[Element], following: Element | None) -> bool:
        """Whether an element behind the heading of a box belongs to the box; so does a short text between two titles of
        other stories, and behind the last of them."""
        own = self.measures[element]
        if own.link_share >= LINKED_IN_BOX or cards.is_headed(element, self.measures):
            return True
        if own.running > cards.LONGEST_TEASER or element.tag in HEADINGS:
            return False
        if cards.opens_with_title(element, self.measures):
            return True
        titled = self.looks.is_title(box[-1])
        return titled and (self.looks.is_title(following) or any(not self.looks.is_title(one) for one in box[1:]))
