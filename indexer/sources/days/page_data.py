"""The dates in the JSON-LD of a page that are those of its own article. https://schema.org/datePublished

In: the element tree of a page, its address and titles. Out: `DateMark`s, best first. Never here: the date of an item of
a list, of a suggested story, a comment or a picture.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from indexer.sources.days.page_marks import DateMark, Means, Trust
from indexer.sources.found.values import declared, line_of
from indexer.sources.records.news_article import TYPES, link_of

LINKED_DATA = '//script[contains(@type, "ld+json")]/text()'
#: Keys under which JSON-LD has what the page is about. All others lead to parts, comments, pictures, other articles.
OWN_KEYS = ("@graph", "mainEntity", "mainEntityOfPage", "@list", "@set")
#: Things that have a day of publication but whose day is not that of the page.
NOT_PAGES = frozenset(
    [
        "ImageObject",
        "VideoObject",
        "Comment",
        "Review",
        "ItemList",
        "BreadcrumbList",
        "Person",
        "Organization",
        "WebSite",
    ]
)
PUBLISHED = (("datePublished", "datePublished (JSON-LD)"), ("dateCreated", "dateCreated (JSON-LD)"))
CHANGED = "dateModified"
#: A day in a script that is no valid JSON.
WRITTEN = re.compile(r'"(datePublished|dateModified)"\s{0,8}:\s{0,8}"([^"<>{}]{4,60})"')
MOST_SCRIPTS = 100


def find_data(tree: html.HtmlElement, address: str, titles: Collection[str]) -> list[DateMark]:
    """The days in the data about the page's own article; those of the data that name it by address or title, else of
    all when there is one."""
    items: list[dict[str, Any]] = []
    broken: list[str] = []
    for script in tree.xpath(LINKED_DATA)[:MOST_SCRIPTS]:
        try:
            items += _own(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            broken.append(script)
    articles = [item for item in items if TYPES & _types(item)] or [
        item for item in items if not NOT_PAGES & _types(item)
    ]
    return _marks(_of_page(articles, address, titles)) or _written(broken)


def _own(value: object) -> Iterator[dict[str, Any]]:
    """The things that a page says of itself; raises RecursionError for endless nesting."""
    if isinstance(value, list):
        for item in value:
            yield from _own(item)
    elif isinstance(value, dict):
        if any(key in value for key, _ in (*PUBLISHED, (CHANGED, ""))):
            yield value
        for key in OWN_KEYS:
            yield from _own(value.get(key))


def _of_page(items: list[dict[str, Any]], address: str, titles: Collection[str]) -> list[dict[str, Any]]:
    """The items about the page: by their address, else by their title; otherwise all, if they are about one thing."""
    if len(items) < 2:
        return items
    own = [item for item in items if address and _path(link_of(item)) == _path(address)]
    named = [item for item in own or items if _title(item) and any(_title(item) in title for title in titles)]
    found = named or own or items
    return found if len({_title(item) for item in found}) == 1 else []


def _marks(items: list[dict[str, Any]]) -> list[DateMark]:
    marks = [
        DateMark(words, Means.PUBLISHED, rule, Trust.DECLARED)
        for key, rule in PUBLISHED
        for item in items
        if (words := declared(item.get(key)))
    ]
    changed = [words for item in items if (words := declared(item.get(CHANGED)))]
    return marks + [DateMark(words, Means.CHANGED, CHANGED, Trust.DECLARED) for words in changed]


def _written(scripts: Sequence[str]) -> list[DateMark]:
    """The days in broken scripts, if they have only one of a kind."""
    found = {
        key: {match[2] for script in scripts for match in WRITTEN.finditer(script) if match[1] == key}
        for key in ("datePublished", CHANGED)
    }
    return [
        DateMark(
            line_of(next(iter(days))),
            Means.CHANGED if key == CHANGED else Means.PUBLISHED,
            f"{key} (broken JSON-LD)",
            Trust.DECLARED,
        )
        for key, days in found.items()
        if len(days) == 1
    ]


def _types(item: dict[str, Any]) -> set[str]:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def _title(item: dict[str, Any]) -> str:
    return " ".join((declared(item.get("headline")) or declared(item.get("name")) or "").casefold().split())


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""
