"""What Zotero takes from the page of an article, by the rules of its translator for embedded metadata.

The rules in our words: a `meta` has its words in `content` and its name in `name` or `property`; `.`, `:` and `_` mean
the same in a name. The kind of item is `z.itemType`, else a guess. The title of the publication is that of PRISM, else
the source of Dublin Core, else the name of the site. Title, day, publisher, language and address are those of Highwire
(`citation_...`), which stand above all others; so do authors.
"""

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from lxml import html

#: Field -> the names that give it, the best first.
RULES = {
    "kind": ("z.itemtype", "z.type"),
    "title": ("citation.title", "dc.title", "og.title"),
    "date": ("citation.date", "citation.publication.date", "dc.date", "article.published.time"),
    "outlet": ("prism.publicationname", "dc.source", "dcterms.source", "og.site.name"),
    "publisher": ("citation.publisher", "dc.publisher"),
    "language": ("citation.language", "dc.language"),
    "url": ("citation.public.url", "og.url"),
}
AUTHORS = ("citation.author", "citation.authors", "dc.creator")


@dataclass
class Taken:
    """An item as Zotero would keep it."""

    fields: dict[str, str]
    authors: list[str]


def taken(page: str) -> Taken:
    said: dict[str, list[str]] = {}
    for meta in html.document_fromstring(page).cssselect("head meta[content]"):
        name = re.sub(r"[.:_]", ".", meta.get("name") or meta.get("property") or "").lower()
        said.setdefault(name, []).append(" ".join(meta.get("content").split()))
    fields = {field: next((said[name][0] for name in names if name in said), "") for field, names in RULES.items()}
    return Taken(fields, [author for name in AUTHORS for author in said.get(name, [])])


@pytest.mark.parametrize(("ui", "outlet"), [("en", "Example Wire"), ("ar", "وكالة المثال")])
def test_zotero_takes_title_day_and_outlet_of_a_newspaper_article(client: FlaskClient, ui: str, outlet: str) -> None:
    found = taken(client.get(f"/article/a-1?q=مذكرة&ui={ui}").text)
    assert found.fields == {
        "kind": "newspaperArticle",
        "title": "مذكرة تفاهم بين الإمارات وتايلاند",
        "date": "2019/12/10",
        "outlet": outlet,
        "publisher": outlet,
        "language": "ar",
        "url": "http://localhost/article/a-1",
    }


def test_zotero_takes_no_author_and_no_day_that_nobody_gave(client: FlaskClient) -> None:
    pages = [client.get(f"/article/{identifier}?ui=en").text for identifier in ("a-1", "a-2", "a-3")]
    assert [taken(page).authors for page in pages] == [[], [], []]
    undated = [page for page in pages if "citation_date" not in page]
    assert [taken(page).fields["date"] for page in undated] == [""] * len(undated) != []


def test_a_page_without_marks_gives_nothing() -> None:
    assert set(taken("<html><head><title>x</title></head></html>").fields.values()) == {""}
