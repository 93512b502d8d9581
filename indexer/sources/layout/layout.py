"""The repeated layout of a page: which elements are laid out alike, and their text.

In: the tree of a page. Out: `PageLayout`. Never here: deciding whether the elements are items
(`indexer/extract/pages/layouts.py`), or more than a few passes over a page, however it is built.

Elements are alike when they have the same path of tags from the root and a heading of the same rank near their top.
XPath-like wrappers for lists of records are learnt in this way (Liu, Grossman, Zhai: Mining Data Records in Web Pages,
KDD 2003), without comparing trees. Boxes around the articles (navigation, comments, related news) are left out by tag
and class.
"""

from collections.abc import Iterable

from lxml import etree, html

from indexer.model.page_layout import PageLayout, Repetition
from indexer.sources.layout.items import read_part
from indexer.sources.layout.shapes import Alike, Shape
from indexer.sources.layout.walk import SHORTEST_TEXT, Walk
from indexer.sources.markup.markup import tree_text

FEWEST = 2
#: Repetitions whose texts are read: those with most elements that have text.
MOST_REPETITIONS = 3
RULE = "* * *"


def find(tree: html.HtmlElement, base: str) -> PageLayout:
    """The repeated layout of a page; `base` is the address that its relative links start from, or ""."""
    walk = Walk()
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


def _chosen(found: Iterable[Alike]) -> list[Alike]:
    """The groups with most elements that have text. Of groups that wrap each other, the articles of the markup are
    chosen, or the outermost."""
    outermost: dict[tuple[int, int, int], Alike] = {}
    for alike in sorted(found, key=lambda one: (not one.declared, one.depth)):
        if len(alike.members) >= FEWEST:
            outermost.setdefault(alike.titles(), alike)
    ranked = sorted(outermost.values(), key=lambda one: (-one.with_text, -len(one.members)))
    return ranked[:MOST_REPETITIONS]


def _repetition(alike: Alike, page: Shape, own: dict[html.HtmlElement, int], base: str) -> Repetition:
    parts = tuple(read_part(element, title, base) for element, title in alike.members)
    outside = page.running - alike.running
    entries = page.entries - alike.entries - _wrappers(alike, own)
    rival = entries > 0 or (page.moments > alike.moments and outside >= SHORTEST_TEXT)
    return Repetition(alike.name, parts, alike.declared, alike.above, outside, rival)


def _wrappers(alike: Alike, own: dict[html.HtmlElement, int]) -> int:
    """Number of articles of the markup that only wrap: nearly all their running text is in the elements in them."""
    inside = 0 if alike.declared else alike.running
    met: set[html.HtmlElement] = set()
    for element, _ in alike.members:
        around = element.getparent()
        while around is not None and around not in met:
            met.add(around)
            around = around.getparent()
    return sum(own[element] - inside < SHORTEST_TEXT for element in met if element in own)
