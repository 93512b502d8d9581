"""The titles that a page declares, without the name of its site, and how two titles are compared.

In: the tree of a page. Out: names of the site, titles. Never here: the headings of the page (`headings.py`).

`<title>` and `og:title` often carry the name of the site (`Ministers sign | Outlet`). It is taken off where the page
itself declares that name, where the address holds it, or behind a sign that parts nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import html

from analyzers.folding import fold
from indexer.sources.found.values import line_of
from indexer.sources.markup.metas import Metas, values_of

Words = tuple[str, ...]
WORD = re.compile(r"\w+")
#: Titles of a page that are looked at.
MOST_TITLES = 20
#: A longer title is no title, and is left as it is.
LONGEST = 300
#: Words that two titles must share, and the share of the shorter one that these must be.
FEWEST_SHARED, SHARE = 3, 0.75
#: How well two titles agree.
SHARED, HELD, PART, SAME = 1, 2, 3, 4
#: Signs between a title and the name of its site, and those of them that part nothing else.
SEPARATOR = re.compile("[ \t\u00a0](?:[|:»«•·–—-]|::|//)[ \t\u00a0]|[|»]")
STRONG_SEPARATOR = re.compile("[|»]|::")
#: The most words of a site's name that nothing else declares, and the fewest letters of one that the address holds.
MOST_WORDS, FEWEST_LETTERS = 5, 3
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "title")
SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")


@dataclass(frozen=True, slots=True)
class Site:
    """The names of a site, as they are compared, and the letters of its host, "" if that is not known."""

    names: frozenset[Words]
    host: str = ""

    def known_as(self, *names: str) -> "Site":
        """The site with more names; "" for none."""
        return replace(self, names=self.names | (frozenset(map(words_of, names)) - {()}))

    def is_named(self, title: str) -> bool:
        """Whether a title is only the name of the site."""
        return words_of(title) in self.names


def words_of(title: str) -> Words:
    """The words of a title as they are compared."""
    return tuple(WORD.findall(fold(title)))


@dataclass(frozen=True, slots=True)
class Title:
    """A title that a page declares, its words as they are compared, and those of its parts between separators, each
    alone and with all before it."""

    text: str
    words: Words
    parts: frozenset[Words]

    def agreement(self, words: Words) -> int:
        """How well the words of a heading agree with it: SAME, the whole of it; PART, a part of it; HELD, one holds the
        other; SHARED, most words are shared; 0, two titles."""
        if words == self.words:
            return SAME if words else 0
        if words and words in self.parts:
            return PART
        fewer, more = sorted((words, self.words), key=len)
        if len(fewer) < FEWEST_SHARED:
            return 0
        shared = len(set(fewer) & set(more))
        if shared < SHARE * len(set(fewer)):
            return 0
        return HELD if f" {' '.join(fewer)} " in f" {' '.join(more)} " else SHARED * (shared >= FEWEST_SHARED)


def title_of(text: str) -> Title:
    """A text as a title."""
    parts = []
    start = 0
    for match in (*SEPARATOR.finditer(text[:LONGEST]), None):
        end = match.start() if match else len(text)
        parts += [words_of(text[:end]), words_of(text[start:end])]
        start = match.end() if match else end
    return Title(text, words_of(text), frozenset(parts))


def site_of(tree: html.HtmlElement, metas: Metas, address: str) -> Site:
    """The site of a page at an address (or ""), by the names that it declares; the whole `<title>` is none."""
    whole = {words_of(title) for title in _heads(tree)}
    try:
        host = "".join(WORD.findall(urlsplit(address).netloc.casefold()))
    except ValueError:
        host = ""
    return Site(frozenset(map(words_of, values_of(metas, SITE_NAMES))) - whole - {()}, host)


def declared_in(tree: html.HtmlElement, metas: Metas) -> list[str]:
    """The titles that a page declares, best first, as they are."""
    return [" ".join(value.split()) for value in islice(chain(values_of(metas, TITLES), _heads(tree)), MOST_TITLES)]


def _heads(tree: html.HtmlElement) -> Iterator[str]:
    """The texts of `<title>`; further ones stand in drawings."""
    yield from (line_of(element.text or "") for element in islice(tree.iter("title"), 1))


def titles_of(headline: str, declared: Iterable[str], site: Site) -> list[Title]:
    """The titles of the page's article, best first, without the name of its site; `headline` is what its JSON-LD
    declares, or ""."""
    titles = (without_site(title, site) for title in (headline, *declared))
    return [title_of(title) for title in dict.fromkeys(titles) if title and not site.is_named(title)]


def without_site(title: str, site: Site) -> str:
    """A title without the name of its site at either end; the title itself where no name is recognised."""
    separators = list(SEPARATOR.finditer(title)) if len(title) <= LONGEST else []
    if not separators:
        return title
    first, last = separators[0], separators[-1]
    before, behind = title[: last.start()].strip(), title[last.end() :].strip()
    if before and (_is_name(behind, site) or (STRONG_SEPARATOR.search(last[0]) and _may_be_name(behind, before, site))):
        return without_site(before, site)
    before, behind = title[: first.start()].strip(), title[first.end() :].strip()
    return without_site(behind, site) if behind and _is_name(before, site) else title


def _is_name(name: str, site: Site) -> bool:
    words = words_of(name)
    letters = "".join(words)
    return words in site.names or (len(letters) >= FEWEST_LETTERS and letters in site.host)


def _may_be_name(name: str, rest: str, site: Site) -> bool:
    """Whether a short end of a title is the name of a site that declares none."""
    words = words_of(name)
    return not site.names and 0 < len(words) <= MOST_WORDS and len(words) < len(words_of(rest))
