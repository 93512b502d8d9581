"""ninjs, the IPTC's JSON for news (versions 1 and 2), to an article. https://iptc.org/standards/ninjs/

In: a JSON object. Out: an article or a rejection. Never here: pictures, packages or usage terms.
"""

from typing import Any

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.found.values import declared, text_of
from indexer.sources.markup.markup import plain_text
from indexer.sources.records.records import KEYS, anchor_of, key_of

#: Keys that only ninjs has among the formats read here.
MARKS = frozenset(
    [
        "headlines",
        "body_text",
        "body_html",
        "body_xhtml",
        "bodies",
        "versioncreated",
        "firstcreated",
        "contentcreated",
    ]
)
#: Keys of the text in exports that are not ninjs.
OTHERS = frozenset(KEYS["text"]) - frozenset(map(key_of, MARKS))
TITLE_KEYS = ("headline", "headlines", "title", "slugline")
DATE_KEYS = ("firstcreated", "versioncreated", "contentcreated")
SOURCE_KEYS = ("source", "infosources", "infosource", "copyrightholder")
MARKUP_KEYS = ("body_html", "body_xhtml")
PLAIN_TYPES = frozenset({"", "text/plain"})


def is_ninjs(value: object) -> bool:
    """Whether a JSON value is a ninjs item. Other exports have such keys, too, beside a text of their own."""
    return isinstance(value, dict) and not MARKS.isdisjoint(value) and OTHERS.isdisjoint(map(key_of, value))


def read_item(origin: Origin, part: str, item: dict[str, Any]) -> FoundArticle | Rejected:
    """The article that a ninjs item is; `part` is the part of the file that holds it. Raises Unreadable."""
    text, title = body_of(item), _first(item, TITLE_KEYS) or ""
    if not text.strip() and not title:
        return origin.rejected(note("is a ninjs item with neither body nor headline"), part)
    uri, published = declared(item.get("uri")), _first(item, DATE_KEYS)
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=uri or anchor_of(title or text),
        url=next((link for link in (declared(item.get("url")), uri) if link and link.startswith("http")), ""),
        published=published,
        published_from="metadata" if published else "",
        source=_first(item, SOURCE_KEYS),
        language=declared(item.get("language")),
        fetched_at=origin.now,
    )
    return FoundArticle(part, article)


def body_of(item: dict[str, Any]) -> str:
    """The body as text: the plain one where there is one, otherwise from its HTML."""
    if isinstance(item.get("body_text"), str):
        return text_of(item["body_text"])
    for key in MARKUP_KEYS:
        if isinstance(item.get(key), str):
            return text_of(plain_text(item[key]))
    bodies = [body for body in _list(item.get("bodies")) if isinstance(body, dict)]
    bodies = [body for body in bodies if isinstance(body.get("value"), str)]
    bodies.sort(key=lambda body: declared(body.get("contenttype")) not in PLAIN_TYPES)
    if not bodies:
        return ""
    plain = (declared(bodies[0].get("contenttype")) or "") in PLAIN_TYPES
    return text_of(bodies[0]["value"] if plain else plain_text(bodies[0]["value"]))


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((found for key in keys if (found := declared(item.get(key)))), None)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
