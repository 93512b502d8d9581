"""A Word document (DOCX), such as the release of a ministry, to an article, through mammoth.

In: the bytes of a file. Out: one `FoundArticle`. Never here: headers, footers and comments, which mammoth leaves out, a
day of publication by the file's own dates, or XML with entities.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import mammoth
from lxml import etree

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.decoding.zipped import DAMAGED, opened
from indexer.sources.documents.first_lines import place_of, without
from indexer.sources.found.origin import FoundArticle, Origin, Unreadable
from indexer.sources.found.values import line_of, text_of
from indexer.sources.markup.markup import tree_of, tree_text

BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
DECLARED_TITLE = "{http://purl.org/dc/elements/1.1/}title"
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
XML_MEMBER = re.compile(r".*\.(?:xml|rels)$", re.IGNORECASE)
#: Mammoth does not know the style of a title by itself. https://github.com/mwilliamson/python-mammoth#writing-style-maps
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
HEADINGS = "//h1 | //h2"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LONGEST_TITLE = 300
#: XML of a document that can be read in the time that an item may take; a release has a hundredth of it.
MAX_XML_BYTES = 4 * 1024 * 1024


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The one article of the file; raises Unreadable."""
    if data.startswith(OLD_OFFICE):
        raise Unreadable(note("is an old or an encrypted office document; save it as DOCX without a password"))
    with opened(data) as archive:
        _check(archive)
        declared = _declared_title(archive)
    markup = mammoth.convert_to_html(
        io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(lambda _: {})
    ).value
    tree = tree_of(f"<div>{markup}</div>")
    text = "" if tree is None else tree_text(tree)
    if tree is None or not any(map(str.isalpha, text)):
        raise Unreadable(note("has no text"))
    headings = [" ".join(tree_text(heading).split()) for heading in tree.xpath(HEADINGS)]
    lines = text.split("\n")
    title = next((one for one in (*headings, declared) if len(one) <= LONGEST_TITLE and place_of(one, lines)), "")
    article = RawArticle(
        uri=origin.uri, text=text_of("\n".join(without(title, lines))), title=line_of(title), fetched_at=origin.now
    )
    yield FoundArticle("", article)


def _check(archive: zipfile.ZipFile) -> None:
    """Raise Unreadable if the archive is no Word document, has too much XML, or such as may expand without end."""
    names = archive.namelist()
    if BODY not in names:
        raise Unreadable(note("is a ZIP archive or an office document; export its text"))
    if sum(one.file_size for one in archive.infolist() if XML_MEMBER.match(one.filename)) > MAX_XML_BYTES:
        raise Unreadable(note("is an office document with more than %(number)s bytes of XML", number=MAX_XML_BYTES))
    try:
        declares = any(
            ENTITY.search(archive.read(name).replace(b"\0", b"")) for name in names if XML_MEMBER.match(name)
        )
    except DAMAGED as error:
        raise Unreadable(note("is a damaged office document: %(fault)s", fault=error)) from error
    if declares:
        raise Unreadable(note("declares XML entities, which may expand without end"))


def _declared_title(archive: zipfile.ZipFile) -> str:
    """The title among the document's properties, or ""."""
    if PROPERTIES not in archive.namelist():
        return ""
    try:
        root = etree.fromstring(archive.read(PROPERTIES), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ""
    return " ".join((root.findtext(DECLARED_TITLE) or "").split())
