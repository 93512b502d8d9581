"""The address of a page among those that it declares.

In: declared addresses, best first, and those of other pages. Out: the page's own address, or "". Never here: a guess.
A canonical link is often left over from the template (the home page), or from a list in the page (an entry of it).
"""

import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from lxml import html

from indexer.model.source import WEB
from indexer.sources.found.values import line_of
from indexer.sources.markup.metas import Metas, values_of

SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
CANONICAL = "canonical"
DECLARED = ("og:url", "parsely-link")
#: The parts of the path of a home page: a language, the name of a start page, its folder.
HOME_PART = re.compile(
    r"(?:[a-z]{2}(?:[-_][a-z]{2})?|index|default|home|homepage|main|pages)(?:\.\w{2,5})?", re.IGNORECASE
)


def address_of(own: Sequence[str], declared: Sequence[str], others: Collection[str]) -> str:
    """The page's address: the first that is not of a home page, nor of another article.

    `own` are the addresses that the page's JSON-LD declares for its article, `others` those that it declares for
    others, and `declared` those that the page declares outside of it.
    """
    foreign = {same(other) for other in others} - {same(one) for one in own[:1]}
    for address in (*own[:1], *declared, *own[1:]):
        whole = address.partition("#")[0]
        if whole.startswith(WEB) and not is_home(whole) and same(whole) not in foreign:
            return whole
    return ""


def declared_in(tree: html.HtmlElement, metas: Metas, base: str) -> list[str]:
    """The addresses that a page declares, absolute, best first; `base` is where it was read. Canonical links that
    contradict each other count only where another declaration confirms one."""
    links = (one.get("href", "") for one in tree.iter("link") if CANONICAL in one.get("rel", "").lower().split())
    canonical = _absolute(links, base)
    further = _absolute(values_of(metas, DECLARED), base)
    keys = {same(one) for one in canonical}
    shown = {same(other) for other in further}
    return [*(one for one in canonical if len(keys) == 1 or same(one) in shown), *further]


def is_home(address: str) -> bool:
    """Whether an address is that of the home page of a site, or of one of its languages."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return not parts.query and all(HOME_PART.fullmatch(part) for part in parts.path.split("/") if part)


def same(address: str) -> str:
    """A key that is the same for addresses of one page."""
    return SCHEME.sub("", address.partition("#")[0].strip(), count=1).rstrip("/")


def absolute(address: str, base: str) -> str:
    """The address that a relative one means on the page; "" for one that cannot be read."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _absolute(values: Iterable[str], base: str) -> list[str]:
    lines = (line_of(value) for value in values)
    return list(dict.fromkeys(absolute(line, base) for line in lines if line))
