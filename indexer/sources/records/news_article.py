"""schema.org `NewsArticle` and its kin in JSON-LD, to an article. https://schema.org/NewsArticle

In: a JSON-LD value. Out: the news articles in it, and an article of one. Never here: HTML around it (`page.py`).
"""

from collections.abc import Iterator
from typing import Any

from indexer.model.article import RawArticle
from indexer.model.source import WEB
from indexer.sources.found.origin import Origin
from indexer.sources.found.values import declared, line_of, text_of
from indexer.sources.markup.markup import is_markup, plain_text

TYPES = frozenset(
    [
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "Article",
        "Report",
        "PressRelease",
        "BlogPosting",
        "LiveBlogPosting",
    ]
)
ORGANISATIONS = frozenset(["Organization", "NewsMediaOrganization", "GovernmentOrganization", "NGO", "Corporation"])
#: Keys that name the outlet; the author does not, unless it is an organisation.
OUTLET_KEYS = ("publisher", "provider", "sourceOrganization")
#: Keys under which JSON-LD puts further objects that may be the article.
NESTING_KEYS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
#: Those of them whose objects are the entries of a list, not the page's own article.
LISTING_KEYS = frozenset(["itemListElement", "hasPart"])
LINK_KEYS = ("url", "@id", "mainEntityOfPage")


def is_linked_data(value: object) -> bool:
    """Whether a JSON value is JSON-LD."""
    return isinstance(value, dict) and ("@context" in value or "@type" in value or "@graph" in value)


def find(value: object) -> Iterator[dict[str, Any]]:
    """The news articles in a JSON-LD value, also inside lists and graphs; raises RecursionError for endless nesting."""
    return (item for item, _ in find_placed(value))


def find_placed(value: object, listed: bool = False) -> Iterator[tuple[dict[str, Any], bool]]:
    """Like `find`, each with whether it is `listed` as one of several in another thing."""
    if isinstance(value, list):
        for item in value:
            yield from find_placed(item, listed)
    elif isinstance(value, dict):
        if TYPES & _types(value):
            yield value, listed
            return
        for key in NESTING_KEYS:
            yield from find_placed(value.get(key), listed or key in LISTING_KEYS)


def has_body(item: dict[str, Any]) -> bool:
    """Whether the item carries its own text."""
    return isinstance(item.get("articleBody"), str) and bool(item["articleBody"].strip())


def article_of(origin: Origin, item: dict[str, Any], text: str | None = None) -> RawArticle:
    """The article that the item describes; `text` replaces a missing `articleBody`. Raises Unreadable."""
    body = item["articleBody"] if has_body(item) else ""
    body = plain_text(body) if is_markup(body) else body
    published = declared(item.get("datePublished"))
    return RawArticle(
        uri=origin.uri,
        text=text_of(body or text or ""),
        title=headline_of(item),
        url=link_of(item),
        published=published,
        published_from="metadata" if published else "",
        source=_outlet(item),
        language=declared(item.get("inLanguage"), ("alternateName", "@value", "name")),
        fetched_at=origin.now,
    )


def headline_of(item: dict[str, Any]) -> str:
    """The item's title as one line, or "". Raises Unreadable."""
    title = declared(item.get("headline")) or declared(item.get("name")) or ""
    return line_of(plain_text(title) if is_markup(title) else title)


def outlet_of(item: dict[str, Any]) -> str:
    """The name of the outlet that published the item, or ""."""
    return _outlet(item) or ""


def link_of(item: dict[str, Any]) -> str:
    """The item's own address on the web, or ""."""
    return next(iter(links_of(item)), "")


def links_of(item: dict[str, Any]) -> list[str]:
    """The addresses on the web that the item declares as its own, best first."""
    links = (declared(item.get(key), ("@id", "url")) for key in LINK_KEYS)
    return [link for link in links if link and link.startswith(WEB)]


def _types(item: dict[str, Any]) -> set[str]:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def _outlet(item: dict[str, Any]) -> str | None:
    named = next((name for key in OUTLET_KEYS if (name := declared(item.get(key)))), None)
    author = item.get("author")
    authors = author if isinstance(author, list) else [author]
    bodies = [one for one in authors if isinstance(one, dict) and ORGANISATIONS & _types(one)]
    return named or declared(bodies)
