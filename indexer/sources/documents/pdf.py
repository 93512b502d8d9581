"""A PDF file, such as the release of a ministry or of a UN agency, to an article, through pdfminer.six.

In: the bytes of a file. Out: one `FoundArticle`, with notes of what was not read. Never here: a day of publication by
the file's own dates, which say when it was made; or the words in a picture.
"""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import NN_, Note, note
from indexer.sources.decoding import eight_bit
from indexer.sources.documents.first_lines import without
from indexer.sources.documents.pdf_page import Page, page_of
from indexer.sources.documents.pdf_text import paragraphs, title, without_edges, words_of
from indexer.sources.documents.visual_order import UNKNOWN
from indexer.sources.found.origin import FoundArticle, Origin, Unreadable
from indexer.sources.found.values import line_of, text_of

#: A release has fewer pages; reading so many takes less than half of the time that an item may take.
MAX_PAGES = 100
MAX_CHARACTERS = 500_000
#: Characters that are further apart, in their widths, may stand in different columns.
CHARACTER_MARGIN = 1.2
#: A page with fewer letters and a picture is a scan.
FEWEST_LETTERS = 25
#: With more unknown letters than this share, the words of a file cannot be told.
UNKNOWN_SHARE = 0.05
SCANS = NN_("has %(count)s page that is a picture without text", "has %(count)s pages that are pictures without text")
#: Titles that a program put in.
NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)|untitled|document ?\d*$|slide ?1$"
    r"|.{1,200}\.(?:docx?|pdf|indd|rtf|pptx?|xlsx?|qxd|tmp)$",
    re.IGNORECASE,
)
#: A title that the file declares counts if this share of its words stands in the beginning of the text.
TITLE_SHARE = 0.7
TITLE_CHARACTERS = 3000
UTF_16_MARKS = (b"\xfe\xff", b"\xff\xfe")

#: What pdfminer raises for a file that is not as it should be.
DAMAGES = (PDFException, PSException, TypeError, ValueError, LookupError, AttributeError, AssertionError, OverflowError)

logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfminer").propagate = False


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The one article of the file; raises Unreadable."""
    document = _opened(data)
    pages, notes = _pages(document)
    _check(pages)
    columns = without_edges(pages)
    words = words_of(columns)
    text = paragraphs([column for page in columns for column in page], words)
    heading = _declared_title(document, text) or title(columns, pages[0].height, words)
    body = "\n".join(without(heading, text))
    article = RawArticle(
        uri=origin.uri, text=text_of(body), title=line_of(heading), notes=tuple(notes), fetched_at=origin.now
    )
    yield FoundArticle("", article)


def _opened(data: bytes) -> PDFDocument:
    try:
        return PDFDocument(PDFParser(io.BytesIO(data + b"\n")))  # without it the last line of a damaged file is lost
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Unreadable(note("is an encrypted PDF file; save it without its password")) from error
    except DAMAGES as error:
        raise Unreadable(note("is a damaged PDF file: %(fault)s", fault=error)) from error


def _pages(document: PDFDocument) -> tuple[list[Page], list[Note]]:
    """The pages as far as they are read, and notes of those that are not."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(
        resources, laparams=LAParams(char_margin=CHARACTER_MARGIN, boxes_flow=None, all_texts=True)
    )
    interpreter = PDFPageInterpreter(resources, device)
    pages: list[Page] = []
    notes: list[Note] = []
    characters = 0
    for number, page in enumerate(islice(_made(document), MAX_PAGES), 1):
        try:
            interpreter.process_page(page)
            pages.append(page_of(device.get_result()))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one page, whatever is in it, does not stop the others
            fault = f"{type(error).__name__}: {error}"
            notes.append(note("its page %(number)s cannot be read: %(fault)s", number=number, fault=fault))
            continue
        characters += sum(len(row.glyphs) for row in pages[-1].rows)
        if characters > MAX_CHARACTERS:
            break
    number = len(pages) + len(notes)
    total = max(_count(document), number)
    if not pages:
        raise Unreadable(notes[0] if notes else note("is a PDF file without pages"))
    if total > number:
        notes.append(note("has %(total)s pages; the first %(number)s were read", total=total, number=number))
    scans = [page for page in pages if _is_scan(page)]
    if scans and len(scans) < len(pages):
        notes.append(note(SCANS, count=len(scans)))
    return pages, notes


def _made(document: PDFDocument) -> Iterator[PDFPage]:
    try:
        yield from PDFPage.create_pages(document)
    except DAMAGES as error:
        raise Unreadable(note("is a damaged PDF file: %(fault)s", fault=error)) from error


def _count(document: PDFDocument) -> int:
    """The number of pages that the file declares; 0 if it declares none."""
    tree = resolve1(document.catalog.get("Pages"))
    number = resolve1(tree.get("Count")) if isinstance(tree, dict) else 0
    return number if isinstance(number, int) else 0


def _letters(page: Page) -> str:
    return "".join(row.drawn for row in page.rows)


def _is_scan(page: Page) -> bool:
    return page.has_pictures and sum(map(str.isalpha, _letters(page))) < FEWEST_LETTERS


def _check(pages: Sequence[Page]) -> None:
    """Raise Unreadable for scans, and for letters that no font names."""
    words = "".join(map(_letters, pages))
    if all(map(_is_scan, pages)):
        raise Unreadable(note("is a scanned PDF file: pictures of pages, without text; recognise their text (OCR)"))
    if words.count(UNKNOWN) > UNKNOWN_SHARE * len(words):
        raise Unreadable(note("is a PDF file whose fonts do not say which letters its glyphs are"))
    if not any(map(str.isalpha, words)):
        raise Unreadable(note("has no text"))


def _declared_title(document: PDFDocument, text: Sequence[str]) -> str:
    """The title that the file declares, if its text begins with words of it; others are left from another file."""
    values = (resolve1(info.get("Title")) for info in document.info if isinstance(info, dict))
    found = next((" ".join(_string(value).split()) for value in values if isinstance(value, bytes)), "")
    words = [word for word in found.casefold().split() if any(map(str.isalpha, word))]
    beginning = set("\n".join(text)[:TITLE_CHARACTERS].casefold().split())
    if len(words) < 2 or NO_TITLE.match(found):
        return ""
    return found if sum(word in beginning for word in words) >= TITLE_SHARE * len(words) else ""


def _string(value: bytes) -> str:
    """A string of a PDF file: UTF-16, UTF-8, PDFDocEncoding, or Arabic that a program put in as it was."""
    if value.startswith(UTF_16_MARKS):
        return value.decode("utf-16", errors="replace")
    try:
        return value.decode("utf-8-sig")
    except UnicodeDecodeError:
        return eight_bit.read(value) or decode_text(value)
