"""A `.json` file by its shape: a JSON Feed, ninjs, schema.org JSON-LD, records, or a list of any of the last three.

In: the bytes of a file. Out: its items, each still to be read. Never here: the meaning of an item's
keys (`json_feed.py`, `ninjs.py`, `news_article.py`, `records.py`).
"""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from indexer.model.notes import note
from indexer.sources.decoding.decoding import decode
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unread
from indexer.sources.records import json_feed, jsonl, news_article, ninjs
from indexer.sources.records.records import anchor_of, read_record

#: Keys under which an export or an API wraps its list of items.
LIST_KEYS = (
    "items",
    "_items",
    "articles",
    "results",
    "associations",
    "news",
    "posts",
    "data",
    "docs",
    "documents",
    "entries",
    "records",
    "hits",
)
#: Keys under which an API wraps its answer once more.
WRAPPERS = ("response", "data", "result")


def read(origin: Origin, data: bytes) -> Iterator[Found]:
    """Every item of a JSON file; raises Unreadable."""
    text = decode(data, origin.charset)
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from jsonl.read(origin, io.BytesIO(text.encode("utf-8")), len(data) * 2)
        else:
            yield origin.rejected(jsonl.not_json(error), f":{error.lineno}")
        return
    except (ValueError, RecursionError) as error:
        yield origin.rejected(note("is not JSON that can be read: %(fault)s", fault=error))
        return
    if isinstance(value, dict) and json_feed.is_json_feed(value):
        yield from json_feed.read(origin, value)
        return
    items = _items(value)
    if not items:
        yield origin.rejected(note("is JSON without an article"))
    for number, item in enumerate(items, 1):
        yield from _read_item(origin, f"#{number}" if len(items) > 1 else "", item)


def _items(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not ninjs.is_ninjs(value) and not news_article.is_linked_data(value):
        inner: dict[str, Any] = next((value[key] for key in WRAPPERS if isinstance(value.get(key), dict)), {})
        lists = (one[key] for one in (value, inner) for key in LIST_KEYS if _has_objects(one.get(key)))
        return next(lists, [value])
    return [value]


def _has_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _read_item(origin: Origin, part: str, item: object) -> Iterator[Found]:
    if news_article.is_linked_data(item):
        yield from _read_linked_data(origin, part, item)
    elif isinstance(item, dict) and ninjs.is_ninjs(item):
        yield Unread(part, partial(ninjs.read_item, origin, part, item))
    else:
        yield Unread(part, partial(read_record, origin, part, item))


def _read_linked_data(origin: Origin, part: str, item: object) -> Iterator[Found]:
    found = [one for one in news_article.find(item) if news_article.has_body(one)]
    if not found:
        yield origin.rejected(note("is JSON-LD without a NewsArticle that has an articleBody"), part)
    for one in found:
        yield Unread(part, partial(_read_news_article, origin, part, one))


def _read_news_article(origin: Origin, part: str, item: dict[str, Any]) -> FoundArticle:
    article = news_article.article_of(origin, item)
    anchor = article.url or anchor_of(article.title or article.text)
    return FoundArticle(part, replace(article, anchor=anchor))
