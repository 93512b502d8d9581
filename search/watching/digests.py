"""A digest of what is new, as text, HTML, JSON and RSS.

In: the new articles of each saved search. Out: text. Never here: sending, or a mark that a title could bring in.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from markupsafe import Markup

from indexer.model.translation import Words
from search.model.display import clean
from search.model.results import Record
from search.watching.saved import Saved


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one saved search: how many articles, and the first of them."""

    saved: Saved
    total: int
    records: tuple[Record, ...]

    def link(self, one: Record) -> str:
        """The address of an article on the site of the search."""
        return f"{self.saved.site}/article/{quote(one.id)}"


Digest = Sequence[News]


def as_text(digest: Digest, words: Words, _now: datetime) -> str:
    """For a terminal, a file or a mail."""
    return "\n".join(line for news in digest for line in (*_head(news, words), *_lines(news, words), ""))


def _head(news: News, words: Words) -> tuple[str, str]:
    counted = words.ngettext("%(name)s: %(count)s new article", "%(name)s: %(count)s new articles", news.total)
    return counted % {"name": clean(news.saved.name), "count": news.total}, news.saved.address


def _lines(news: News, words: Words) -> list[str]:
    lines = [f"- {clean(one.title)} ({_about(one, words)})\n  {news.link(one)}" for one in news.records]
    more = news.total - len(news.records)
    counted = words.ngettext("and %(count)s more", "and %(count)s more", more)
    return [*lines, counted % {"count": more}] if more else lines


def _about(one: Record, words: Words) -> str:
    when = one.published.date or words.gettext("Date unknown")
    return ", ".join([one.source.label, when] if one.source else [when])


def as_html(digest: Digest, words: Words, _now: datetime) -> str:
    """For a mail: no style, no picture, nothing that calls home."""
    parts = [Markup("<h1>{}</h1>").format(words.gettext("New in your searches"))]
    for news in digest:
        title, address = _head(news, words)
        parts.append(Markup('<h2><a href="{}">{}</a></h2>\n<ul>').format(address, title))
        parts += [
            Markup('<li><a href="{}" dir="auto">{}</a> <bdi>{}</bdi></li>').format(
                news.link(one), clean(one.title), _about(one, words)
            )
            for one in news.records
        ]
        parts.append(Markup("</ul>"))
    direction = "rtl" if words.ui == "ar" else "ltr"
    body = Markup("\n").join(parts)
    frame = '<!doctype html>\n<html lang="{}" dir="{}"><meta charset="utf-8"><title>{}</title>\n{}\n</html>\n'
    return Markup(frame).format(words.ui, direction, words.gettext("New in your searches"), body)


def as_json(digest: Digest, _words: Words, now: datetime) -> str:
    """For programs: one object with a list of searches."""
    searches = [
        {
            "name": news.saved.name,
            "address": news.saved.address,
            "total": news.total,
            "articles": [
                {
                    "id": one.id,
                    "title": one.title,
                    "published": one.published.date,
                    "source": one.source.label if one.source else None,
                    "link": news.link(one),
                    "url": one.url,
                }
                for one in news.records
            ],
        }
        for news in digest
    ]
    return json.dumps({"when": now.isoformat(), "searches": searches}, ensure_ascii=False, indent=1) + "\n"


def as_rss(digest: Digest, words: Words, now: datetime) -> str:
    """RSS 2.0, an item for each article; `pubDate` is when the article came into the collection."""
    items = Markup("\n").join(
        Markup(
            '<item><title>{}</title><link>{}</link><guid isPermaLink="true">{}</guid>'
            "<category>{}</category><pubDate>{}</pubDate></item>"
        ).format(clean(one.title), news.link(one), news.link(one), clean(news.saved.name), format_datetime(now))
        for news in digest
        for one in news.records
    )
    site = digest[0].saved.address if digest else ""
    title = words.gettext("New in your searches")
    return Markup(
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{}</title><link>{}</link>'
        "<description>{}</description>\n{}\n</channel></rss>\n"
    ).format(title, site, title, items)


#: Name of a format -> what writes it.
FORMATS: dict[str, Callable[[Digest, Words, datetime], str]] = {
    "text": as_text,
    "html": as_html,
    "json": as_json,
    "rss": as_rss,
}
