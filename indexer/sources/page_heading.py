"""The heading of the article on a page.

In: the element tree of a page. Out: its titles, and the element of the heading. Never here: the title of the article.
"""

from lxml import html

TITLES = ('//meta[@property="og:title"]/@content', "string(//head/title)", "string(//title)")
LEVELS = ("h1", "h2")
SHORTEST = 8


def titles_of(tree: html.HtmlElement) -> list[str]:
    """The titles that a page declares, in one case, for comparing."""
    found = (tree.xpath(path) for path in TITLES)
    return [_plain(str(one)) for some in found for one in (some if isinstance(some, list) else [some]) if one.strip()]


def find_heading(tree: html.HtmlElement, titles: list[str]) -> html.HtmlElement | None:
    """The heading whose words are in a title of the page; otherwise the first of the highest level, or None."""
    for level in LEVELS:
        for heading in tree.iter(level):
            words = _plain(heading.text_content())
            if len(words) >= SHORTEST and any(title.startswith(words) for title in titles):
                return heading
    return next(iter(tree.iter("h1")), None)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
