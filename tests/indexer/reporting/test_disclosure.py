"""What everyone may read: names of sources and items, and never where they lie or what an address hides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.reporting.disclosure import different, place_name, source_name, told

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
    assert different(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]


@pytest.mark.parametrize(
    ("place", "location", "name"),
    [
        ("/srv/desk/news/a.txt", "/srv/desk/news", "a.txt"),
        ("/srv/desk/news/deep/a.jsonl:12", "/srv/desk/news", "a.jsonl:12"),
        ("/srv/desk/news/a.html#part/2", "/srv/desk/news", "a.html#part/2"),
        ("/srv/desk/my news/a b.txt", "/srv/desk/my news", "a b.txt"),
        (FEED + "#entry-1", FEED, "example.org#entry-1"),
        ("https://example.org/2024/05/story.html?session=SECRET", FEED, "example.org/story.html"),
        ("http://[", "/srv", ""),
    ],
)
def test_a_rejected_item_is_named_by_the_end_of_its_place(place, location, name) -> None:
    assert place_name(place, location) == name


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("has no words", "has no words"),
        ("is read and/or written at 10/12/2019", "is read and/or written at 10/12/2019"),
        (
            "its id x was already read in this run, at /srv/desk/news/b.txt#2",
            "its id x was already read in this run, at b.txt#2",
        ),
        ("/srv/my news/b.txt: is empty", "b.txt: is empty"),
        ("(/etc/mithaq/sources.toml)", "(sources.toml)"),
        ("/data: cannot be read", "data: cannot be read"),
        (f"source {FEED}: was answered with 503", "source example.org/news.xml was answered with 503"),
        ("file:///srv/desk/b.txt is empty", "b.txt is empty"),
    ],
)
def test_a_reason_names_no_directory(reason, shown) -> None:
    assert told(reason, "/srv/my news/a.txt", "/srv/desk") == shown


@given(st.text(), st.text())
def test_any_text_can_be_told(text: str, place: str) -> None:
    assert "/srv/desk/" not in told(f"{text} /srv/desk/a {text}", "/srv/desk/a", place)
    place_name(text, place)
    source_name(text)
