"""The XML of a feed or a sitemap as text that a strict parser reads: in one encoding, without what is often wrong.

In: the bytes, and the encodings that a server declares for them. Out: `XmlText`. Never here: hostile XML
(`well_formed.py`), or a change of what the elements say.

What is mended: signs before the XML declaration (a blank line, a warning of the server), a `&` that begins no
reference, a `<` that begins no tag, names of characters that only HTML has, and numbers of no character.
"""

import re
import sys
from dataclasses import dataclass
from html.entities import html5

from indexer.model.notes import note
from indexer.sources.decoding import eight_bit
from indexer.sources.decoding.decoding import BYTE_ORDER_MARKS, SURELY_UTF_8, MixedEncodings, decode
from indexer.sources.found.origin import Unreadable

#: Where XML that is preceded by something else begins.
BEGINNING = re.compile(r"<\?xml\b|<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
BEGINNING_CHARACTERS = 20_000
DECLARATION = re.compile(r"<\?xml\b([^>]{0,1000})\?>")
DECLARED = re.compile(rb"""<\?xml\b[^>]{0,1000}?\bencoding\s*+=\s*+["']([\w.:-]{1,40})["']""")
DECLARED_BYTES = 4096
#: Before an item of a feed or an address of a sitemap; some systems glue together items in several encodings.
ITEM = re.compile(rb"(?=<(?:item|entry|url)[\s>])")
#: References, and the parts of XML that have none.
REFERENCE = re.compile(
    r"<!\[CDATA\[(?:(?!\]\]>).)*+(?:\]\]>)?|<!--(?:(?!-->).)*+(?:-->)?"
    r"|<(?![\w/!?:])|&(?:#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?|([A-Za-z]\w*+);)?",
    re.DOTALL,
)
PREDEFINED = frozenset(["amp", "lt", "gt", "quot", "apos"])
MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
NO_CHARACTER = "&#xFFFD;"
#: Digits of the largest character, in hexadecimal and in decimal.
MOST_DIGITS = (6, 7)


@dataclass(frozen=True, slots=True)
class XmlText:
    """XML as text, without its declaration; `is_mixed`: parts of it were in encodings of their own."""

    text: str
    is_mixed: bool


def xml_text(data: bytes, *charsets: str | None) -> XmlText:
    """The XML of the bytes; raises Unreadable."""
    declared = DECLARED.search(data[:DECLARED_BYTES].replace(b"\0", b""))
    names = [name for name in (declared and declared[1].decode("ascii"), *charsets) if name]
    text, is_mixed = _decoded(data, names)
    start = BEGINNING.search(text, 0, BEGINNING_CHARACTERS)
    if start:
        text = "\n" * text.count("\n", 0, start.start()) + text[start.start() :]
    text = _undeclared(text)
    return XmlText(REFERENCE.sub(_mended, text), is_mixed)


def _decoded(data: bytes, charsets: list[str]) -> tuple[str, bool]:
    """The text, and whether its items are in several encodings."""
    try:
        text = decode(data, *charsets)
    except MixedEncodings:
        return _pieces(data, charsets)
    if any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) or b"\0" in data or not SURELY_UTF_8.search(data):
        return text, False
    return (text, False) if "\ufffd" not in text and _is_utf_8(data) else _pieces(data, charsets)


def _pieces(data: bytes, charsets: list[str]) -> tuple[str, bool]:
    """Each item in its own encoding, with U+FFFD in those whose encoding cannot be told."""
    texts, is_mixed = [], False
    for piece in ITEM.split(data):
        other = None if _is_utf_8(piece) or SURELY_UTF_8.search(piece) else eight_bit.read(piece, charsets)
        is_mixed = is_mixed or other is not None
        texts.append(piece.decode("utf-8", errors="replace") if other is None else other)
    return "".join(texts), is_mixed


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undeclared(text: str) -> str:
    """The text without its declaration; Unreadable if that has no end."""
    start = len(text) - len(text.lstrip())
    if not text.startswith("<?xml", start):
        return text
    declaration = DECLARATION.match(text, start)
    if declaration is None:
        raise Unreadable(note("has an XML declaration without an end"))
    return text[:start] + text[declaration.end() :]


def _mended(found: re.Match[str]) -> str:
    """A reference that every parser of XML knows."""
    if not found[0].startswith("&"):
        return "&lt;" if found[0] == "<" else found[0]
    hexadecimal, decimal, name = found.groups()
    if hexadecimal or decimal:
        return _numbered(hexadecimal.lstrip("0"), 16) if hexadecimal else _numbered(decimal.lstrip("0"), 10)
    if name in PREDEFINED:
        return found[0]
    return html5.get(f"{name};", found[0]).translate(MARKUP)


def _numbered(digits: str, base: int) -> str:
    number = int(digits or "0", base) if len(digits) <= MOST_DIGITS[base == 10] else sys.maxunicode + 1
    is_character = number >= 0x20 or number in (0x9, 0xA, 0xD)
    if not is_character or 0xD800 <= number <= 0xDFFF or number > sys.maxunicode or number in (0xFFFE, 0xFFFF):
        return NO_CHARACTER
    return f"&#{number};"
