"""What everyone may read: names of sources and items, and never where they lie or what an address hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model.notes import Location, Note, as_it_is, note
from indexer.reporting.disclosure import item_name, numbered, redact, source_name

FEED = "https://user:key@www.example.org:8443/feeds/SECRET/news.xml?token=SECRET"


@pytest.mark.parametrize(
    ("location", "outlet", "name"),
    [
        ("/srv/desk/news", None, "news"),
        ("/srv/desk/أخبار الخليج", None, "أخبار الخليج"),
        ("/srv/desk/export.jsonl", "وكالة المثال", "وكالة المثال"),
        (FEED, None, "example.org"),
        (FEED, "Example Wire", "Example Wire"),
        ("/", None, "/"),
    ],
)
def test_a_source_is_named_by_its_outlet_or_the_end_of_its_location(location, outlet, name) -> None:
    assert source_name(location, outlet) == name


def test_sources_of_one_name_are_numbered() -> None:
    assert numbered(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]


@pytest.mark.parametrize(
    ("uri", "part", "location", "name"),
    [
        ("file:///srv/desk/news/a.txt", "", "/srv/desk/news", "a.txt"),
        ("file:///srv/desk/news/deep/a.jsonl", ":12", "/srv/desk/news", "a.jsonl:12"),
        ("file:///srv/desk/news/a.html", "#part/2", "/srv/desk/news", "a.html#part/2"),
        ("file:///srv/desk/my%20news/a%20b.txt", "", "/srv/desk/my news", "a b.txt"),
        ("/srv/desk/news/a.jsonl:12", "", "/srv/desk/news", "a.jsonl:12"),
        (FEED, "#entry-1", FEED, "example.org#entry-1"),
        ("https://example.org/2024/05/story.html?session=SECRET", "", FEED, "example.org/story.html"),
        ("http://[", "", "/srv", ""),
    ],
)
def test_a_rejected_item_is_named_by_the_end_of_its_uri(uri, part, location, name) -> None:
    assert item_name(uri, part, location) == name


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (note("has no words"), "has no words"),
        (as_it_is("is read and/or written at 10/12/2019"), "is read and/or written at 10/12/2019"),
        (
            note("its id %(id)s was read, at %(place)s", id="x", place=Location("/srv/desk/news/b.txt#2")),
            "its id x was read, at b.txt#2",
        ),
        (note("%(place)s is in the way", place=Location("/srv/desk/my news/b c.txt")), "b c.txt is in the way"),
        (note("cannot be read: %(fault)s", fault="/srv/my news/b.txt: gone"), "cannot be read: b.txt: gone"),
        (as_it_is("(/etc/mithaq/sources.toml)"), "(sources.toml)"),
        (as_it_is("/data: cannot be read"), "data: cannot be read"),
        (
            note("source %(url)s %(reason)s", url=Location(FEED), reason=note("is late")),
            "source example.org/news.xml is late",
        ),
        (note("x %(reason)s", reason=note("lies at %(place)s", place=Location("/srv/desk/a"))), "x lies at a"),
        (as_it_is(f"source {FEED}: was answered with 503"), "source example.org/news.xml was answered with 503"),
        (as_it_is("file:///srv/desk/b.txt is empty"), "b.txt is empty"),
    ],
)
def test_a_reason_names_no_directory(reason: Note, shown: str) -> None:
    assert str(redact(reason, "/srv/my news/a.txt", "/srv/desk/b")) == shown


@given(st.text(), st.text())
def test_any_text_can_be_redacted(text: str, place: str) -> None:
    assert "/srv/desk/" not in str(redact(as_it_is(f"{text} /srv/desk/a {text}"), "/srv/desk/a", place))
    item_name(text, place, place)
    source_name(text)
