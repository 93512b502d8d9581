"""The feed against RFC 4287: its grammar, in the parts that a feed of ours has, and what feedparser complains of."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
#: Element -> its children that must stand there exactly once (4.1.1, 4.1.2), and those that may stand at most once.
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
AT_MOST_ONCE = {
    "feed": ("generator", "icon", "logo", "rights", "subtitle"),
    "entry": ("content", "published", "rights", "source", "summary"),
}
REPEATED = {"author", "category", "contributor", "link"}
#: RFC 3339, with the zone that 3.3 asks for.
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESSES = ("/feed.atom?ui=ar", "/feed.atom?ui=en", "/feed.atom?q=مذكرة&country=AE&ui=ar", "/feed.atom?q=zzz&ui=en")


def faults(document: bytes) -> list[str]:
    """What RFC 4287 does not allow."""
    feed = etree.fromstring(document)
    found = [] if feed.tag == f"{ATOM}feed" else [f"the root is {feed.tag}"]
    authored = feed.find(f"{ATOM}author") is not None
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        kind = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element if str(child.tag).startswith(ATOM)]
        known = {*ONCE[kind], *AT_MOST_ONCE[kind], *REPEATED, "entry"}
        found += [f"{kind} has {children.count(name)} of {name}" for name in ONCE[kind] if children.count(name) != 1]
        found += [f"{kind} repeats {name}" for name in AT_MOST_ONCE[kind] if children.count(name) > 1]
        found += [f"{kind} has an unknown {name}" for name in set(children) - known]
        if kind == "entry" and not authored and "author" not in children:
            found.append("nobody wrote an entry")
        if kind == "entry" and "content" not in children and not _alternate(element):
            found.append("an entry leads nowhere")
    found += [f"no date: {one.text}" for one in feed.iter(f"{ATOM}updated", f"{ATOM}published") if not _dated(one.text)]
    found += [f"no IRI: {one.text}" for one in feed.iter(f"{ATOM}id") if not urlsplit(one.text or "").scheme]
    found += [
        f"no kind of text: {one.get('type')}" for one in feed.iter(f"{ATOM}title", f"{ATOM}summary") if not _kind(one)
    ]
    found += ["a link without href" for one in feed.iter(f"{ATOM}link") if not one.get("href")]
    found += ["an author without a name" for one in feed.iter(f"{ATOM}author") if one.find(f"{ATOM}name") is None]
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    return found + [f"{one} twice" for one in set(ids) if ids.count(one) > 1]


def _alternate(entry: etree._Element) -> bool:
    return any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link"))


def _dated(text: str | None) -> bool:
    return bool(DATE.fullmatch(text or "")) and datetime.fromisoformat(str(text)).tzinfo is not None


def _kind(text: etree._Element) -> bool:
    return text.get("type", "text") in {"text", "html", "xhtml"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_feed_is_valid(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.mimetype == "application/atom+xml"
    assert faults(answer.data) == []
    read = feedparser.parse(answer.data)
    assert not read.bozo
    assert read.version == "atom10"


@pytest.mark.parametrize(
    ("part", "instead", "fault"),
    [
        (r"<updated>[^<]*</updated>", "", "has 0 of updated"),
        (r"<updated>[^<]*</updated>", "<updated>2019-12-10</updated>", "no date: 2019-12-10"),
        (r"<id>[^<]*</id>", "<id>x</id>", "no IRI: x"),
        (r"<title([^>]*)>", r"<title/><title\1>", "has 2 of title"),
    ],
)
def test_a_fault_of_a_feed_is_seen(client: FlaskClient, part: str, instead: str, fault: str) -> None:
    broken = re.sub(part, instead, client.get("/feed.atom?ui=en").text)
    assert any(fault in one for one in faults(broken.encode()))
