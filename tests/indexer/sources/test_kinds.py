"""Which kind a file is, by name and by beginning."""

import pytest

from indexer.model.article import Rejected
from indexer.sources.kinds import Kind, kind_of

RSS = b'<?xml version="1.0"?>\n<!-- made by x -->\n<rss version="2.0">'
KINDS = [
    ("a.txt", b"words", Kind.TEXT),
    ("a.txt", b"", Kind.TEXT),
    ("a.TXT", b"<b>words", Kind.TEXT),
    ("a.txt", b"\n <!DOCTYPE HTML PUBLIC", Kind.PAGE),
    ("a.txt", b"\xef\xbb\xbf<!doctype html>", Kind.PAGE),
    ("a.txt", b"[Doha] words", Kind.TEXT),
    ("a", b"words", Kind.TEXT),
    ("a", RSS, Kind.FEED),
    ("a", b'{"text": 1}', Kind.JSON),
    ("a", b'[\n {"text": 1}]', Kind.JSON),
    ("Forum 31.03.2021", b"words", Kind.TEXT),
    ("خبر.عاجل", "كلمات".encode(), Kind.TEXT),
    ("a.md", b"# words", Kind.TEXT),
    ("a.html", b"words", Kind.PAGE),
    ("a.XHTML", b"<?xml version='1.0'?><html xmlns='x'>", Kind.PAGE),
    ("a.php", b"<!doctype html>", Kind.PAGE),
    ("a.xml", b"<?xml version='1.0'?><html xmlns='x'>", Kind.PAGE),
    ("a.xml", RSS, Kind.FEED),
    ("a.xml", b"\xff\xfe" + RSS.decode().encode("utf-16-le"), Kind.FEED),
    ("a.xml", b"\xef\xbb\xbf<feed xmlns='x'>", Kind.FEED),
    ("a.xml", b"<rdf:RDF xmlns='x'>", Kind.FEED),
    ("a.xml", b"<urlset>", Kind.FEED),
    ("a.rss", b"words", Kind.FEED),
    ("a.json", b"words", Kind.JSON),
    ("a.jsonl", b"[", Kind.JSONL),
    ("a.ndjson", b"", Kind.JSONL),
]


@pytest.mark.parametrize(("name", "head", "kind"), KINDS)
def test_a_file_has_the_kind_of_its_name_or_beginning(name, head, kind):
    assert kind_of(name, head) is kind


@pytest.mark.parametrize("name", ["a.csv", "a.py", "style.css", "a.tar"])
def test_text_that_is_no_article_is_rejected(read_bytes, name):
    [item] = read_bytes(name, b"name,country\nx,y\n")
    assert isinstance(item, Rejected)
    assert "no reader reads" in str(item.reason)
