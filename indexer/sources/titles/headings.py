"""The heading of a page's article, and its title: among headings, declared titles and the name of the site.

In: the tree of a page, and what its JSON-LD calls the article. Out: `Heading`. Never here: the text below it.

The first `<h1>` is often the name of the site or of a section, and there may be several. So a heading counts most when
the page also declares it as its title; of both, the shorter is the title, because one of them may carry a kicker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree, html

from analyzers.shipped import lines_of, path_of
from indexer.sources.layout.items import is_marked_title
from indexer.sources.markup.markup import tree_text
from indexer.sources.markup.metas import Metas
from indexer.sources.titles.declared_titles import (
    FEWEST_SHARED,
    HELD,
    LONGEST,
    PART,
    Site,
    Title,
    Words,
    declared_in,
    site_of,
    title_of,
    titles_of,
    words_of,
)

RANKS = frozenset(["h1", "h2", "h3"])
#: Parts of a page that hold no heading of its article.
FRAMES = frozenset(["aside", "dialog", "footer", "nav"])
#: Elements that may be headings; `is_marked_title` decides.
SHOWN = etree.XPath('//h1|//h2|//h3|//*[contains(@class, "entry-title") or contains(@class, "p-name") or @itemprop]')
#: Headings of a page that are looked at.
MOST_HEADINGS = 100
CUT_OFF = re.compile(r"(?:\.\.\.|…)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a page's article, on one line, and the element of the page that shows it, if one does."""

    title: str
    element: html.HtmlElement | None = None

    def all_words(self) -> frozenset[Words]:
        """The words of the title, and of all that the element shows."""
        shown = () if self.element is None else (words_of(tree_text(self.element)),)
        return frozenset((words_of(self.title), *shown))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A heading of a page; `marked`: its markup calls it a title."""

    element: html.HtmlElement
    title: str
    words: Words
    marked: bool

    @property
    def is_first_rank(self) -> bool:
        return bool(self.element.tag == "h1")


@dataclass(frozen=True, slots=True)
class Titles:
    """The headings of a page, those of them that name its site, and the titles that it declares."""

    candidates: tuple[_Candidate, ...]
    declared: tuple[str, ...]
    site: Site

    def all(self) -> list[Title]:
        """Every title that the page declares for its article, and the one that it seems to show."""
        return [*titles_of("", self.declared, self.site), title_of(self.heading("", "").title)]

    def heading(self, headline: str, outlet: str) -> Heading:
        """The heading of the page's article. `headline` and `outlet` are what its JSON-LD declares, or ""."""
        site = self.site.known_as(outlet)
        shown = [one for one in self.candidates if not site.is_named(one.title)]
        declared = titles_of(headline, self.declared, site)
        agreed = _agreed(shown, declared)
        if agreed is not None:
            return agreed
        likely = _likely(shown)
        if declared and (headline or likely is None or len(likely.words) < FEWEST_SHARED):
            return Heading(declared[0].text, likely.element if likely else None)
        return Heading(likely.title, likely.element) if likely else Heading("")


def titles_in(tree: html.HtmlElement, metas: Metas, address: str) -> Titles:
    """The titles of a page with these declarations; `address` is where it was read, or ""."""
    candidates = tuple(islice(_candidates(tree), MOST_HEADINGS))
    declared, site = tuple(declared_in(tree, metas)), site_of(tree, metas, address)
    begun = {words_of(title)[: len(one.words)] for one in candidates for title in declared[:1]} if site.names else set()
    brands = [one.title for one in candidates if is_brand(one.element) and one.words not in begun]
    return Titles(candidates, declared, site.known_as(*brands))


def is_brand(element: html.HtmlElement) -> bool:
    """Whether a heading names the site: by its class or id, or because it leads to the home page."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    around = [above for above in islice(element.iterancestors(), 2) if above.tag == "a"]
    return bool(_brand_names().search(names)) or any(
        is_home(link.get("href", "")) for link in (*around, *element.iter("a"))
    )


def is_home(href: str) -> bool:
    """Whether an address is that of a home page: it has no path."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return bool(parts.netloc or parts.path) and not (parts.path.strip("/") or parts.query or parts.fragment)


@cache
def _brand_names() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lines_of(path_of("indexer.sources.titles", "brands.txt"))))
    return re.compile(rf"(?<![^\s_-])(?:{words})(?![^\s_-])", re.IGNORECASE)


def _candidates(tree: html.HtmlElement) -> Iterator[_Candidate]:
    for element in SHOWN(tree):
        marked = is_marked_title(element)
        if not marked and element.tag not in RANKS:
            continue
        if any(above.tag in FRAMES or above.tag in RANKS for above in element.iterancestors()):
            continue
        title = " ".join(tree_text(element).split())
        if title and len(title) <= LONGEST:
            yield _Candidate(element, title, words_of(title), marked)


def _agreed(shown: Sequence[_Candidate], declared: Sequence[Title]) -> Heading | None:
    """The heading that agrees best with a declared title. The earlier title counts more, then the heading that is no
    mere name, then the one that the title begins with, then `<h1>`, then the first."""
    best: tuple[tuple[int, int, bool, bool, bool], _Candidate, Title] | None = None
    for one in shown:
        for number, title in enumerate(declared):
            score = title.agreement(one.words)
            begins = title.words[: len(one.words)] == one.words
            key = (score, -number, len(one.words) > FEWEST_SHARED, begins, one.is_first_rank)
            if score and (best is None or key > best[0]):
                best = key, one, title
    if best is None:
        return None
    key, one, title = best
    if key[0] < PART and not (one.is_first_rank or one.marked):
        return None if key[0] < HELD else Heading(title.text)
    kicked = key[0] == HELD and len(title.words) < len(one.words) and not CUT_OFF.search(title.text)
    return Heading(title.text if kicked else one.title, one.element)


def _likely(shown: Sequence[_Candidate]) -> _Candidate | None:
    """The heading that is most likely the article's where no declared title confirms one."""
    for one in shown:
        if one.marked:
            return one
    first_rank = [one for one in shown if one.is_first_rank]
    long = [one for one in first_rank if len(one.words) >= FEWEST_SHARED]
    return next(iter((*long, *first_rank)), None)
