"""Word documents: what of them is the text, and files that are refused."""

import pytest

from indexer.model.article import Rejected
from tests.indexer.sources.documents.docx_files import docx, paragraph, run

ARABIC = "وقعت الكويت وعُمان مذكرة تفاهم."
ENGLISH = "Kuwait and Oman signed a memorandum."
SAYINGS = pytest.mark.parametrize("words", [ARABIC, ENGLISH], ids=["Arabic", "English"])
TITLES = pytest.mark.parametrize("title", ["الكويت وعمان توقعان", "Kuwait and Oman sign"], ids=["Arabic", "English"])


@SAYINGS
def test_a_document_is_read_with_its_tables_boxes_and_changes(read_bytes, words):
    cell = f"<w:tc>{paragraph('10/12/2019')}</w:tc>"
    field = f"<w:sdt><w:sdtContent>{paragraph('In a field')}</w:sdtContent></w:sdt>"
    deleted = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    changes = f"<w:p>{run('Kept, ')}<w:ins>{run('added')}</w:ins>{deleted}</w:p>"
    shape = f"<v:shape><v:textbox><w:txbxContent>{paragraph('In a box')}</w:txbxContent></v:textbox></v:shape>"
    box = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    body = paragraph(words) + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>" + field + changes + box
    [article] = read_bytes("release.docx", docx(body))
    assert article.text.split("\n") == [words, "10/12/2019", "In a field", "Kept, added", "In a box"]
    assert (article.title, article.published) == ("", None)


@TITLES
@pytest.mark.parametrize("style", ["T", "H"], ids=["title", "heading"])
def test_the_title_has_its_style(read_bytes, title, style):
    body = paragraph("PRESS RELEASE", "H") + paragraph(title, style) + paragraph(ENGLISH)
    [article] = read_bytes("release.docx", docx(body, "Another document"))
    assert (article.title, article.text) == (title, f"PRESS RELEASE\n{ENGLISH}")


@TITLES
def test_a_declared_title_counts_if_the_text_begins_with_it(read_bytes, title):
    [article] = read_bytes("release.docx", docx(paragraph(title) + paragraph(ENGLISH), title))
    assert (article.title, article.text) == (title, ENGLISH)
    [article] = read_bytes("other.docx", docx(paragraph(ENGLISH), title))
    assert (article.title, article.text) == ("", ENGLISH)


def bomb() -> bytes:
    return docx(paragraph(ENGLISH), **{"word/media/a.bin": b"\0" * 60_000_000})


def encrypted() -> bytes:
    data = bytearray(docx(paragraph(ENGLISH)))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


WHOLE = docx(paragraph(ENGLISH))
REFUSED = [
    ("a bomb", bomb(), "expands to more than"),
    (
        "entities",
        docx("", **{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "declares XML entities",
    ),
    ("a password", encrypted(), "is an encrypted office document"),
    ("an old document", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is an old or an encrypted office document"),
    (
        "another archive",
        docx("").replace(b"word/document.xml", b"other/documen.xml"),
        "is a ZIP archive or an office document",
    ),
    ("no archive", b"words", "is a damaged office document"),
    ("a cut archive", WHOLE[: len(WHOLE) // 2], "is a damaged office document"),
    ("no words", docx(paragraph(" ")), "has no text"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_document_that_cannot_or_must_not_be_read_is_refused(read_bytes, data, reason):
    [rejected] = read_bytes("release.docx", data)
    assert isinstance(rejected, Rejected)
    assert reason in str(rejected.reason)


def test_a_damaged_member_is_refused(read_bytes):
    data = bytearray(docx(paragraph(ENGLISH * 300)))
    place = data.index(b"word/document.xml") + 40
    data[place : place + 60] = b"\xff" * 60
    [rejected] = read_bytes("release.docx", bytes(data))
    assert isinstance(rejected, Rejected)
