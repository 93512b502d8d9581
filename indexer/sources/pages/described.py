"""Which of the articles that a page describes in JSON-LD is its own.

In: the JSON-LD of a page, the titles and addresses that the page shows. Out: its own articles, nearly always one or
none. Never here: what an article says (`news_article.py`).

A page also describes others: the entries of an ItemList, related stories, the article of yesterday that a plugin left
behind. An article stands for the page if its address or its headline is that of the page. Where none does, a lone
article outside of lists counts unless all that it declares contradicts the page, and several count if they carry their
texts.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import html

from indexer.sources.found.origin import Unreadable
from indexer.sources.markup.markup import tree_text
from indexer.sources.pages import addresses
from indexer.sources.records import news_article
from indexer.sources.titles.declared_titles import FEWEST_SHARED, Title, words_of

LINKED_DATA = "ld+json"
#: JSON-LD scripts of a page that are read.
MOST_SCRIPTS = 200
#: Articles that are judged where none stands for the page. A page for people shows fewer.
MOST_JUDGED = 200
#: Characters at the end of a text that are looked for on the page.
LONGEST_END = 60


@dataclass(frozen=True, slots=True)
class Description:
    """An article that a page describes, with its headline; `listed`: as one of a list."""

    item: dict[str, Any]
    headline: str
    listed: bool


def find(tree: html.HtmlElement) -> list[Description]:
    """The articles that a page describes, in its order."""
    scripts = (one.text or "" for one in tree.iter("script") if LINKED_DATA in one.get("type", ""))
    return [one for script in islice(scripts, MOST_SCRIPTS) for one in _in_script(script)]


def own(
    descriptions: Sequence[Description], titles: Sequence[Title], links: Sequence[str], tree: html.HtmlElement
) -> list[dict[str, Any]]:
    """The articles that stand for the page, whose titles and addresses are given, best first."""
    shown = [title for title in titles if title.words]
    here = {addresses.same(link) for link in links if link and not addresses.is_home(link)}
    best = max(descriptions, key=lambda one: _rank(one, shown, here), default=None)
    if best is not None and _rank(best, shown, here) > (0, 0):
        return [best.item]
    apart = [one for one in descriptions if not one.listed]
    judged = (apart or descriptions)[:MOST_JUDGED]
    others = [one for one in judged if _contradicts(one, shown, here)]
    text = " ".join(tree_text(tree).split()) if others else ""
    likely = [one for one in judged if one not in others or _is_shown(one, text)]
    whole = [one.item for one in likely if news_article.has_body(one.item)]
    return whole or [one.item for one in likely[:1] if not one.listed]


def _is_shown(one: Description, text: str) -> bool:
    """Whether the text of a page has that of an article to its end, as on a page of several articles."""
    end = " ".join(str(one.item.get("articleBody", "")).split())[-LONGEST_END:]
    return bool(end) and end in text


def _in_script(script: str) -> Iterator[Description]:
    try:
        value = json.loads(script, strict=False)
        for item, listed in news_article.find_placed(value):
            yield Description(item, _headline(item), listed)
    except (ValueError, RecursionError):
        return  # a page with a broken script is still a page


def _headline(item: dict[str, Any]) -> str:
    try:
        return news_article.headline_of(item)
    except Unreadable:
        return ""  # another article's headline does not stop this one


def _rank(one: Description, shown: Sequence[Title], here: set[str]) -> tuple[int, int]:
    """How well an article agrees with the page; (0, 0) where it does not."""
    words = words_of(one.headline)
    agreed = max((title.agreement(words) for title in shown), default=0)
    linked = any(addresses.same(link) in here for link in news_article.links_of(one.item))
    counts = agreed or (linked and not one.listed)  # a template may repeat the address of an entry of a list
    return (2 * linked + agreed, int(not one.listed)) if counts else (0, 0)


def _contradicts(one: Description, shown: Sequence[Title], here: set[str]) -> bool:
    """Whether the headline of an article shares hardly a word with the page's titles, and its address is another."""
    words = set(words_of(one.headline))
    titles = [title.words for title in shown if len(title.words) >= FEWEST_SHARED]
    if not words or not titles or any(2 * len(words & set(title)) > min(len(words), len(title)) for title in titles):
        return False
    links = {addresses.same(link) for link in news_article.links_of(one.item)}
    return bool(links) and not links & here
