"""The heading of the article on a page.

In: the element tree of a page. Out: its titles, and the element of the heading with the part around it.
Never here: the title of the article.
"""

import re

from lxml import html

TITLES = ('//meta[@property="og:title"]/@content', "string(//head/title)", "string(//title)")
LEVELS = ("h1", "h2")
#: The part of the page around a heading is so many levels up.
LEVELS_UP = 3
#: Characters of a title or heading that are compared at least and at most.
SHORTEST, LONGEST = 8, 400
ARABIC_LETTER = re.compile("[\u0620-\u064a]")


def titles_of(tree: html.HtmlElement) -> list[str]:
    """The titles that a page declares, in one case, for comparing."""
    found = (tree.xpath(path) for path in TITLES)
    return [
        _plain(str(one)[:LONGEST])
        for some in found
        for one in (some if isinstance(some, list) else [some])
        if one.strip()
    ]


def find_heading(tree: html.HtmlElement, titles: list[str]) -> html.HtmlElement | None:
    """The heading whose words are in a title of the page; otherwise the first of the highest level, or None."""
    for level in LEVELS:
        for heading in tree.iter(level):
            words = _plain(short_text(heading, LONGEST))
            if len(words) >= SHORTEST and any(title.startswith(words) for title in titles):
                return heading
    return next(iter(tree.iter("h1")), None)


def is_arabic(tree: html.HtmlElement) -> bool:
    """Whether a page declares that it is in Arabic, or its title is."""
    declared = tree.get("lang") or tree.get("xml:lang") or ""
    return declared.lower().startswith("ar") or bool(ARABIC_LETTER.search(str(tree.xpath("string(//title)"))))


def part_of(heading: html.HtmlElement) -> html.HtmlElement:
    """The part of the page around a heading: its article, or what holds it a few levels up. What stands above that is
    the page's head, with the day of today."""
    around = [one for one in heading.iterancestors() if one.tag not in ("html", "body")][:LEVELS_UP]
    article = next((one for one in around if one.tag == "article"), None)
    return article if article is not None else around[-1] if around else heading


def short_text(element: html.HtmlElement, longest: int) -> str:
    """The text of an element, with single spaces; "" when it is longer."""
    words: list[str] = []
    length = 0
    for piece in element.itertext():
        words += piece.split()[: longest + 1]
        length += len(piece.strip())
        if length > longest:
            return ""
    return " ".join(words)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
