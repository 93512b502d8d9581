"""Properties: whatever bytes a file holds, reading it gives articles and rejections that can be written down."""

import gzip
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.model.article import RawArticle, Rejected
from indexer.sources.decoding.decoding import decode
from indexer.sources.found.origin import Unreadable
from indexer.sources.location import read

pytestmark = pytest.mark.slow

NAMES = [
    "a",
    "a.txt",
    "a.html",
    "a.xml",
    "a.rss",
    "a.json",
    "a.jsonl",
    "a.jsonl.gz",
    "a.txt.gz",
    "a.pdf",
    "a.docx",
    "a.eml",
]
TAGS = ["html", "body", "p", "a", "script", "style", "rss", "channel", "item", "title", "guid", "pubDate"]
PIECES = st.sampled_from(
    [
        *b"<>/&;\"'[]{}:,=! \n",
        *[f"<{tag}>".encode() for tag in TAGS],
        *[f"</{tag}>".encode() for tag in TAGS],
        b'<rss version="2.0"><channel><item>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
        b'<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": ',
        b'{"text": ',
        b'{"headline": ',
        b'"\\ud800"',
        b'"@graph": [',
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"<!DOCTYPE html>",
        b"<a href='http://[::1'>",
        b"&#xD800;",
        b"&#0;",
        b"null",
        b"1e999",
        "مذكرة".encode(),
        "مذكرة".encode("cp1256"),
        b"\xff\xfe",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n",
        b"trailer << /Root 1 0 R >>\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Subject: =?utf-16?q?=D8?=\n",
        b"\x00",
    ]
)
MIXED = st.lists(PIECES | st.binary(max_size=8), max_size=40).map(
    lambda pieces: b"".join(bytes([piece]) if isinstance(piece, int) else piece for piece in pieces)
)
NOW = datetime(2024, 5, 1, tzinfo=UTC)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(data=st.binary(max_size=300) | MIXED, packed=st.booleans())
def test_any_bytes_give_articles_or_rejections_that_can_be_written_down(name, data, packed):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(gzip.compress(data) if packed and name.endswith(".gz") else data)
        for item in read(path, max_bytes=1000, now=NOW):
            if isinstance(item, RawArticle):
                assert item.text.strip() or item.title
                values = [item.uri, item.text, item.title, item.anchor, item.url, item.id, item.published, item.source]
            else:
                assert isinstance(item, Rejected)
                values = [item.where, str(item.reason)]
            assert json.dumps(values, ensure_ascii=False).encode()


@QUICK
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_utf_8_is_always_read_as_it_is(text):
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@QUICK
@given(st.binary(max_size=400))
def test_decoding_is_total(data):
    try:
        assert isinstance(decode(data), str)
    except Unreadable as error:
        assert str(error)


READ_A_FOLDER = """
import sys
from datetime import UTC, datetime
from indexer.sources.location import read
print(len(list(read(sys.argv[1], max_bytes=1000, now=datetime.now(UTC)))))
"""


def test_the_libraries_say_nothing_of_their_own(tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>")
    (tmp_path / "b.rss").write_bytes(b"<rss")
    done = subprocess.run([sys.executable, "-c", READ_A_FOLDER, tmp_path], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("2\n", "")
