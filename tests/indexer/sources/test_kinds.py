"""Which kind a file is, by name and by beginning."""

import pytest

from indexer.model.article import Rejected
from indexer.sources.kinds import FileKind, kind_of

RSS = b'<?xml version="1.0"?>\n<!-- made by x -->\n<rss version="2.0">'
KINDS = [
    ("a.txt", b"words", FileKind.TEXT),
    ("a.txt", b"", FileKind.TEXT),
    ("a.TXT", b"<b>words", FileKind.TEXT),
    ("a.txt", b"\n <!DOCTYPE HTML PUBLIC", FileKind.PAGE),
    ("a.txt", b"\xef\xbb\xbf<!doctype html>", FileKind.PAGE),
    ("a.txt", b"[Doha] words", FileKind.TEXT),
    ("a", b"words", FileKind.TEXT),
    ("a", RSS, FileKind.FEED),
    ("a", b'{"text": 1}', FileKind.JSON),
    ("a", b'[\n {"text": 1}]', FileKind.JSON),
    ("Forum 31.03.2021", b"words", FileKind.TEXT),
    ("خبر.عاجل", "كلمات".encode(), FileKind.TEXT),
    ("a.md", b"# words", FileKind.TEXT),
    ("a.html", b"words", FileKind.PAGE),
    ("a.XHTML", b"<?xml version='1.0'?><html xmlns='x'>", FileKind.PAGE),
    ("a.php", b"<!doctype html>", FileKind.PAGE),
    ("a.xml", b"<?xml version='1.0'?><html xmlns='x'>", FileKind.PAGE),
    ("a.xml", RSS, FileKind.FEED),
    ("a.xml", b"\xff\xfe" + RSS.decode().encode("utf-16-le"), FileKind.FEED),
    ("a.xml", b"\xef\xbb\xbf<feed xmlns='x'>", FileKind.FEED),
    ("a.xml", b"<rdf:RDF xmlns='x'>", FileKind.FEED),
    ("a.xml", b"<urlset>", FileKind.FEED),
    ("a.rss", b"words", FileKind.FEED),
    ("a.json", b"words", FileKind.JSON),
    ("a.jsonl", b"[", FileKind.JSONL),
    ("a.ndjson", b"", FileKind.JSONL),
    ("a.pdf", b"%PDF-1.7\n", FileKind.PDF),
    ("a.PDF", b"junk", FileKind.PDF),
    ("a.pdf", b"<!doctype html>", FileKind.PAGE),
    ("a", b"%PDF-1.7\n", FileKind.PDF),
    ("download.php", b"\r\n%PDF-1.7\n", FileKind.PDF),
    ("a.docx", b"PK\x03\x04", FileKind.DOCX),
    ("a.eml", b"From: a@b.example\n", FileKind.MAIL),
]


@pytest.mark.parametrize(("name", "head", "kind"), KINDS)
def test_a_file_has_the_kind_of_its_name_or_beginning(name, head, kind):
    assert kind_of(name, head) is kind


@pytest.mark.parametrize("name", ["a.csv", "a.py", "style.css", "a.tar"])
def test_text_that_is_no_article_is_rejected(read_bytes, name):
    [item] = read_bytes(name, b"name,country\nx,y\n")
    assert isinstance(item, Rejected)
    assert "no reader reads" in str(item.reason)
