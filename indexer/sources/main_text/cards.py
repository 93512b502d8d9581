"""The cards of a page: elements that announce another story, with its title as a link and perhaps a few words of it.

In: a measured element. Out: yes or no. Never here: whether other cards stand beside it, which is what makes it no part
of an article (`frame.py`).
"""

from indexer.sources.main_text.measures import LINKED, Element, Measures

TAGS = frozenset(["a", "article", "dd", "div", "dl", "dt", "figure", "li", "section", "td", "tr", "ul"])
#: Elements that may be cards without a heading.
BARE_TAGS = frozenset(["article", "dl", "div", "figure", "li", "section", "td", "tr"])
#: Longest teaser, in characters; a longer text is one of the page's own sections.
LONGEST_TEASER = 400
#: Shortest linked line that is the title of another story; a shorter one is the name of something.
SHORTEST_TITLE = 20


def is_headed(element: Element, measures: Measures) -> bool:
    """Whether all headings of an element lead elsewhere, with short texts, or nearly all of its text does."""
    own = measures[element]
    if element.tag not in TAGS:
        return False
    if own.headings:
        return own.teasers == own.headings and own.running <= LONGEST_TEASER * own.teasers
    return element.tag in BARE_TAGS and own.link_share >= LINKED and own.text >= SHORTEST_TITLE


def is_bare(element: Element, measures: Measures) -> bool:
    """Whether an element has a short text behind a link as long as a title, or between a heading and a short link such
    as `More`."""
    own = measures[element]
    if element.tag not in BARE_TAGS or own.running > LONGEST_TEASER:
        return False
    if own.headings:
        return own.headings == 1 and not own.teasers and 0 < own.linked <= SHORTEST_TITLE
    return opens_with_title(element, measures)


def opens_with_title(element: Element, measures: Measures) -> bool:
    """Whether the first words of an element are a link as long as a title."""
    inner = measures[element].opening
    while inner is not None and inner is not element:
        own = measures[inner]
        if inner.tag == "a":
            return own.linked >= SHORTEST_TITLE
        inner = inner.getparent()
    return False
