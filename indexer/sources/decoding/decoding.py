"""Bytes to text, in the encodings that Arabic and English files really have.

In: bytes, and the encodings that they or a server declare. Out: text, or Unreadable with a plain reason. Never here: a
guess that turns one script into another, or a declaration that counts for more than the bytes.

The order is: byte order mark, UTF-8 (letters of several bytes are no accident), UTF-16 without a mark, UTF-8 with stray
damage, then the encodings of one byte a character (`eight_bit.py`). Control characters, which no text has, are dropped;
Arabic that somebody took for another encoding and encoded again is what it was meant to be.
"""

import codecs
import re

from indexer.model.notes import N_, note
from indexer.sources.decoding import eight_bit
from indexer.sources.found.origin import Unreadable

#: The longer marks first: that of UTF-32-LE begins with that of UTF-16-LE.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The first bytes of files that are not text, and what is wrong with each.
BINARY_BEGINNINGS = (
    (b"%PDF-", N_("is a PDF file; export its text")),
    (b"PK\x03\x04", N_("is a ZIP archive or an office document; export its text")),
    (b"\xd0\xcf\x11\xe0", N_("is an old office document; export its text")),
    (b"\x1f\x8b", N_("is a gzip file within a gzip file")),
    (b"\x89PNG", N_("is a PNG image")),
    (b"\xff\xd8\xff", N_("is a JPEG image")),
    (b"GIF8", N_("is a GIF image")),
    (b"\x7fELF", N_("is a program")),
    (b"SQLite format 3\0", N_("is a SQLite database")),
)
#: Control characters that no text has; form feed and escape do occur.
CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: The same as bytes of UTF-8, which are counted ten times faster.
CONTROL_BYTES = bytes(code for code in range(0x80) if CONTROLS.match(chr(code)))
#: One control character in so many is a remnant of a word processor or a database; a binary file has one in eight.
CHARACTERS_PER_CONTROL = 16
#: Nearly all characters of an Arabic or English text (U+0600-06FF and presentation forms; Latin; punctuation).
EXPECTED = re.compile("[\t\n\r\x20-\x7e\xa0-\u024f\u0600-\u06ff\u2000-\u206f\ufb50-\ufdff\ufe70-\ufefe]")
EXPECTED_SHARE = 0.95
#: Characters of a text that are enough to judge it by.
SAMPLE = 20_000
#: One damaged byte sequence in so many characters is an accident in a UTF-8 file; more is another encoding.
CHARACTERS_PER_ACCIDENT = 1000
#: Bytes that are not UTF-8, as Python marks them, and the punctuation that pasted words of a word processor leave in a
#: UTF-8 file: it is the same in windows-1252 and windows-1256.
STRAY = re.compile("[\udc80-\udcff]+")
STRAY_PUNCTUATION = {0xDC00 + code: bytes([code]).decode("cp1252") for code in b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0"}
#: Sequences that are UTF-8 and cannot be chance: letters in a row, a dash or a quotation mark, or a letter at another.
SURELY_UTF_8 = re.compile(
    rb"(?:[\xc3-\xdb][\x80-\xbf]){3,}+|\xe2\x80[\x90-\xa6]|(?<=[A-Za-z])[\xc3-\xdb][\x80-\xbf](?=[A-Za-z])"
)
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
#: What Arabic becomes when its bytes are taken for windows-1252 or Latin-1, and the bytes again.
#: As bytes that begin alike, which are found ten times as fast as kinds of characters.
TWICE = (
    re.compile(rb"\xc3[\x80-\xbf](?:\xc3[\x80-\xbf]){3}"),
    re.compile(rb"\xc3[\x98\x99][\xc2-\xf4][\x80-\xbf]{1,3}(?:\xc3[\x98\x99][\xc2-\xf4][\x80-\xbf]{1,3}){2}"),
)
WESTERN_BYTES = {ord(sign): code for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))}
#: Less than this share of what is beyond ASCII may be UTF-8 in a file of another encoding, and so little another
#: encoding in UTF-8; between them a file mixes encodings.
CHANCE = 0.02


class MixedEncodings(Unreadable):
    """Parts of a file are in different encodings."""

    def __init__(self) -> None:
        super().__init__(note("mixes text in several encodings; save it as UTF-8"))


def decode(data: bytes, *charsets: str | None) -> str:
    """The text of the bytes, without a byte order mark and without control characters; raises Unreadable.

    `charsets` are the encodings that are declared for the bytes. They count where the bytes leave a choice.
    """
    for beginning, reason in BINARY_BEGINNINGS:
        if data.startswith(beginning):
            raise Unreadable(note(reason))
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _clean(_marked(data.removeprefix(mark), encoding))
    text = None if b"\0" in data else _strict(data, "utf-8")
    if text is None:
        text = _utf_8(data)
    if text is not None:
        text = _once(text)
    if text is None:
        text = eight_bit.read(data, [charset for charset in charsets if charset])
    if text is None:
        raise Unreadable(note("is a binary file or in an unknown encoding; save it as UTF-8"))
    return _clean(text)


def _clean(text: str) -> str:
    """The text without control characters; raises Unreadable when they are too many for a text."""
    data = text.encode("utf-8", errors="surrogatepass")
    found = len(data) - len(data.translate(None, CONTROL_BYTES))
    if found > 1 + len(text) // CHARACTERS_PER_CONTROL:
        raise Unreadable(note("is a binary file, not text"))
    return CONTROLS.sub("", text) if found else text


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, encoding: str) -> str:
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") * CHARACTERS_PER_ACCIDENT > len(text) + CHARACTERS_PER_ACCIDENT:
        raise Unreadable(
            note("has the byte order mark of %(encoding)s, but is not in that encoding", encoding=encoding.upper())
        )
    return text


def _utf_8(data: bytes) -> str | None:
    """UTF-16, or UTF-8 with NUL or damage in it; None for bytes that are neither. Raises MixedEncodings."""
    text = _utf_16(data) or _strict(data, "utf-8")
    if text is not None:
        return text
    text = STRAY.sub("\ufffd", data.decode("utf-8", errors="surrogateescape").translate(STRAY_PUNCTUATION))
    surely = sum(map(_characters, SURELY_UTF_8.findall(data)))
    if not surely:
        return None
    if text.count("\ufffd") <= 1 + len(text) // CHARACTERS_PER_ACCIDENT:
        return text
    stray = sum(map(len, STRAY.findall(data.decode("utf-8", errors="surrogateescape"))))
    if surely <= CHANCE * (surely + stray):
        return None
    raise MixedEncodings


def _once(text: str) -> str:
    """A text that was encoded twice, Arabic bytes as letters of Western Europe, as it was meant; otherwise the text."""
    if text.isascii() or not _may_be_twice(text) or ARABIC_LETTER.search(text):
        return text
    try:
        data = text.translate(WESTERN_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return text
    if SURELY_UTF_8.search(data):
        return _strict(data, "utf-8") or text
    meant = eight_bit.read(data)
    return meant if meant and eight_bit.evidence(meant) >= eight_bit.MUCH_EVIDENCE else text


def _may_be_twice(text: str) -> bool:
    data = text.encode("utf-8", "surrogatepass")
    return any(pattern.search(data) for pattern in TWICE)


def _characters(sequence: bytes) -> int:
    return len(sequence.decode("utf-8", errors="ignore"))


def _utf_16(data: bytes) -> str | None:
    """UTF-16 of either byte order when it makes an Arabic or English text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        sample = (text or "")[:SAMPLE]
        if re.search(r"\w", sample) and len(EXPECTED.findall(sample)) >= EXPECTED_SHARE * len(sample):
            return text
    return None
