"""The titles that a page declares, without the name of its site, and how two titles are compared.

In: the tree of a page. Out: names of the site, titles. Never here: the headings of the page (`headings.py`).

`<title>` and `og:title` often carry the name of the site (`Ministers sign | Outlet`). It is taken off where the page
itself declares that name, where the address holds it, or behind a sign that parts nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import html

from analyzers.folding import fold
from indexer.sources.markup import tree_text
from indexer.sources.values import line_of

Words = tuple[str, ...]
WORD = re.compile(r"\w+")
#: A longer title is no title, and is left as it is.
LONGEST = 300
#: Words that two titles must share, and the share of the shorter one that these must be.
FEWEST_SHARED, SHARE = 3, 0.75
#: Signs between a title and the name of its site, and those of them that part nothing else.
SEPARATOR = re.compile("[ \t\u00a0](?:[|:»«•·–—-]|::|//)[ \t\u00a0]|[|»]")
STRONG_SEPARATOR = re.compile("[|»]|::")
#: The most words of a site's name that nothing else declares, and the fewest letters of one that the address holds.
MOST_WORDS, FEWEST_LETTERS = 5, 3
TITLES = (
    '//meta[@property="og:title" or @name="og:title"]/@content',
    '//meta[@name="twitter:title" or @property="twitter:title"]/@content',
    '//meta[translate(@name, "DCTILE.", "dctile.")="dc.title"]/@content',
    '//meta[@name="parsely-title" or @name="title"]/@content',
    "//head/title",
    "//title",
)
SITE_NAMES = (
    '//meta[@property="og:site_name" or @name="og:site_name"]/@content',
    '//meta[@name="application-name" or @name="apple-mobile-web-app-title"]/@content',
)


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site, as they are compared, and the letters of its host, "" if that is not known."""

    names: frozenset[Words]
    host: str = ""

    def known_as(self, name: str) -> "Site":
        """The site with one more name; "" for none."""
        return replace(self, names=self.names | ({words_of(name)} - {()}))

    def is_named(self, title: str) -> bool:
        """Whether a title is only the name of the site."""
        return words_of(title) in self.names


def words_of(title: str) -> Words:
    """The words of a title as they are compared."""
    return tuple(WORD.findall(fold(title)))


def agreement(one: Words, other: Words) -> int:
    """How well two titles agree: 3 for the same words, 2 where one holds the other, 1 where most words are shared, 0 for
    two titles."""
    if one == other:
        return 3 if one else 0
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < FEWEST_SHARED:
        return 0
    if f" {' '.join(fewer)} " in f" {' '.join(more)} ":
        return 2
    shared = len(set(fewer) & set(more))
    return int(shared >= FEWEST_SHARED and shared >= SHARE * len(set(fewer)))


def site_of(tree: html.HtmlElement, names: Iterable[str], address: str) -> Site:
    """The site of a page: by the names that are known already, and those that the page declares."""
    declared = (str(value) for path in SITE_NAMES for value in tree.xpath(path))
    try:
        host = "".join(WORD.findall(urlsplit(address).netloc.casefold()))
    except ValueError:
        host = ""
    return Site(frozenset(map(words_of, (*names, *declared))) - {()}, host)


def declared_in(tree: html.HtmlElement) -> list[str]:
    """The titles that a page declares, best first, as they are."""
    return [" ".join(_text(value).split()) for path in TITLES for value in tree.xpath(path)]


def titles_of(headline: str, declared: Iterable[str], site: Site) -> list[str]:
    """The titles of the page's article, best first, without the name of its site; `headline` is what its JSON-LD
    declares, or ""."""
    titles = (without_site(title, site) for title in (headline, *declared))
    return [title for title in dict.fromkeys(titles) if title and not site.is_named(title)]


def without_site(title: str, site: Site) -> str:
    """A title without the name of its site at either end; the title itself where no name is recognised."""
    found = list(SEPARATOR.finditer(title)) if len(title) <= LONGEST else []
    for rest, name, sign in _ends(title, found):
        if rest and name and _is_name(name, rest, sign, site):
            return without_site(rest, site)
    return title


def _ends(title: str, found: list[re.Match[str]]) -> Iterator[tuple[str, str, str]]:
    """The parts of a title at its last and at its first separator: (the rest, what may be the site's name, the sign)."""
    for match in found[-1:]:
        yield title[: match.start()].strip(), title[match.end() :].strip(), match[0]
    for match in found[:1]:
        yield title[match.end() :].strip(), title[: match.start()].strip(), match[0]


def _is_name(name: str, rest: str, sign: str, site: Site) -> bool:
    words = words_of(name)
    if words in site.names:
        return True
    letters = "".join(words)
    if len(letters) >= FEWEST_LETTERS and letters in site.host:
        return True
    alone = STRONG_SEPARATOR.search(sign) is not None and not site.names
    return alone and len(words) <= MOST_WORDS and len(words) < len(words_of(rest))


def _text(value: object) -> str:
    return tree_text(value) if isinstance(value, html.HtmlElement) else line_of(str(value))
