"""The other articles of a page, below or beside its own: the next story of an endless page, the briefs of a portal.

In: the measured tree of a page, and the heading of its article. Out: the elements that hold another article. Never
here: teasers without markup of their own (`frame.py`).
"""

from collections.abc import Iterator

from indexer.sources.layout.items import entries_in
from indexer.sources.main_text.measures import HEADINGS, Element, Measures
from indexer.sources.titles.headings import is_brand

#: An article has at least so much running text, in characters.
SHORTEST_ARTICLE = 80
#: The share of the longest paragraphs of other articles that the page's own must have; less is a standfirst.
SHORTEST_SHARE = 0.1
#: Room for a date, a section and an author above the heading of an article.
LONGEST_ABOVE_HEADING = 200


def find(tree: Element, heading: Element, measures: Measures) -> list[Element]:
    """The elements with other articles; none when hardly any text would be left without them."""
    around = {heading, *heading.iterancestors()}
    found = [*_entries(tree, around, measures), *_first_ranks(tree, heading, around, measures)]
    outside = outermost(found)
    if not outside:
        return []
    inside = {one for other in outside for one in other.iter()}
    longest = max((own.paragraphs for one, own in measures.items() if one in inside), default=0)
    left = max((own.paragraphs for one, own in measures.items() if one not in inside), default=0)
    return outside if left >= max(SHORTEST_ARTICLE, SHORTEST_SHARE * longest) else []


def outermost(elements: list[Element]) -> list[Element]:
    """The elements without those inside another of them."""
    every = set(elements)
    return [one for one in dict.fromkeys(elements) if not any(above in every for above in one.iterancestors())]


def _entries(tree: Element, around: set[Element], measures: Measures) -> Iterator[Element]:
    """The articles of the markup beside the one around the heading."""
    entries = [one for one in entries_in(tree) if one in measures]
    own = [one for one in entries if one in around and measures[one].running >= SHORTEST_ARTICLE]
    if not own:
        return
    inside = set(own[-1].iter())
    for one in entries:
        if one not in around and one not in inside and _opens_with_heading(one):
            yield one


def _opens_with_heading(entry: Element) -> bool:
    before = 0
    for element in entry.iter():
        if element.tag in HEADINGS:
            return before <= LONGEST_ABOVE_HEADING
        before += len((element.text or "").strip())
    return False


def _first_ranks(tree: Element, heading: Element, around: set[Element], measures: Measures) -> Iterator[Element]:
    """What stands around each further `<h1>` of a page whose heading is one, up to what is also around the heading."""
    if heading.tag != "h1":
        return
    for other in tree.iter("h1"):
        if other in around or other not in measures or is_brand(other) or measures[other].text == 0:
            continue
        outer, own = _apart(other, around), _apart(heading, {other, *other.iterancestors()})
        if min(measures[outer].running, measures[own].running) >= SHORTEST_ARTICLE:
            yield outer


def _apart(element: Element, around: set[Element]) -> Element:
    """The largest element around one that is not also around another."""
    for above in element.iterancestors():
        if above in around:
            break
        element = above
    return element
