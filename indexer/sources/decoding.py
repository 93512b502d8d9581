"""Bytes of a file to text, in the encodings that Arabic and English files really have.

In: bytes. Out: text, or Unreadable with a plain reason. Never here: a guess that turns one script into another.

The order is: byte order mark, strict UTF-8, UTF-16 without a mark, UTF-8 with stray damage, the declared encoding, then
charset-normalizer restricted to the 8-bit encodings of the two languages. Any byte is a letter in windows-1256, so only
plausibility can decide; the share of the most common Arabic letters is the last check.
"""

import codecs
import re

from indexer.model.notes import N_, note
from indexer.sources.origin import Unreadable

EIGHT_BIT = ["cp1256", "cp1252", "iso8859_6"]
#: Share of noise above which charset-normalizer rejects an encoding; its own default.
NOISE_LIMIT = 0.2
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
CONTROLS = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
#: Nearly all characters of an Arabic or English text (U+0600-06FF and presentation forms; Latin; punctuation).
EXPECTED = re.compile("[\t\n\r\x20-\x7e\xa0-\u024f\u0600-\u06ff\u2000-\u206f\ufb50-\ufdff\ufe70-\ufefe]")
EXPECTED_SHARE = 0.95
#: Characters of a text that are enough to judge it by.
SAMPLE = 20_000
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
#: Seven in ten letters of Arabic news are among these; of Cyrillic misread as Arabic, two.
COMMON_LETTERS = frozenset("اليمونرتبعهة")
COMMON_SHARE = 0.3
#: One damaged byte sequence in so many characters is an accident in a UTF-8 file; more is another encoding.
CHARACTERS_PER_ACCIDENT = 1000


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of the bytes, without a byte order mark; raises Unreadable.

    `charset` is the encoding that the bytes declare; it is tried only if they are not Unicode.
    """
    for beginning, reason in BINARY_BEGINNINGS:
        if data.startswith(beginning):
            raise Unreadable(note(reason))
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), encoding)
    text = _strict(data, "utf-8")
    if text is not None and not CONTROLS.search(text):
        return text
    text = _utf_16(data)
    if text is not None:
        return text
    if b"\0" in data:
        raise Unreadable(note("is a binary file, not text"))
    return _damaged_utf_8(data) or _declared(data, charset) or _eight_bit(data)


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


def _utf_16(data: bytes) -> str | None:
    """UTF-16 of either byte order when it makes an Arabic or English text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        sample = (text or "")[:SAMPLE]
        if re.search(r"\w", sample) and len(EXPECTED.findall(sample)) >= EXPECTED_SHARE * len(sample):
            return text
    return None


def _damaged_utf_8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    accidents = text.count("\ufffd")
    if CONTROLS.search(text) or accidents > 1 + len(text) // CHARACTERS_PER_ACCIDENT:
        return None
    return text if any(letter > "\x7f" and letter != "\ufffd" for letter in text[:SAMPLE]) else None


def _declared(data: bytes, charset: str | None) -> str | None:
    try:
        text = data.decode(charset) if charset else None
    except (LookupError, UnicodeError):
        return None
    return None if text is None or CONTROLS.search(text) else text


def _eight_bit(data: bytes) -> str:
    from charset_normalizer import from_bytes  # few files need it, and it is slow to load

    best = from_bytes(
        data, cp_isolation=EIGHT_BIT, threshold=NOISE_LIMIT, preemptive_behaviour=False, enable_fallback=False
    ).best()
    text = "" if best is None else data.decode(best.encoding, errors="replace")
    if not text or CONTROLS.search(text) or not _is_plausible_arabic(text):
        raise Unreadable(note("is a binary file or in an unknown encoding; save it as UTF-8"))
    return text


def _is_plausible_arabic(text: str) -> bool:
    """Whether the Arabic letters of a text, if it has any, are those that Arabic uses most."""
    letters = ARABIC_LETTER.findall(text[:SAMPLE])
    return sum(letter in COMMON_LETTERS for letter in letters) >= COMMON_SHARE * len(letters)
