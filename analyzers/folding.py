"""The one fold table: the spelling differences that every part of the search ignores.

In: text as published. Out: text for comparing, never for showing. Never here: cutting words, stemming, offsets
(a folded text has other lengths than the published one).

Index, query, highlighter, suggestions and gazetteers all call `fold`, so two spellings that fold alike are one
word everywhere. The rows of `LETTERS` and `DROPPED` are the table; Unicode's NFKC (presentation forms, ligatures,
full-width letters) and case folding are applied first.
"""

import re
import unicodedata

from pyarabic import araby_const as letter

#: Spelling variants of a letter -> the letter that is compared: (from, to, why).
LETTERS: tuple[tuple[str, str, str], ...] = (
    (letter.ALEF_HAMZA_ABOVE, letter.ALEF, "hamza on alef is often left out"),
    (letter.ALEF_HAMZA_BELOW, letter.ALEF, "hamza under alef is often left out"),
    (letter.ALEF_MADDA, letter.ALEF, "madda is often left out"),
    (letter.ALEF_WASLA, letter.ALEF, "written in vocalised text only"),
    ("\u0672\u0673", letter.ALEF, "other alefs with hamza"),
    (letter.ALEF_MAKSURA, letter.YEH, "final yeh is printed without dots in Egypt"),
    ("\u06cc\u06d0\u06d2", letter.YEH, "Persian and Urdu keyboards"),
    ("\u06a9\u06aa", letter.KAF, "Persian keheh and swash kaf"),
    (letter.TEH_MARBUTA, letter.HEH, "dots of teh marbuta are often left out"),
    ("\u06c0\u06c1\u06c2\u06c3\u06be\u06d5", letter.HEH, "Persian, Urdu and Kurdish heh"),
    ("\u067e", letter.BEH, "peh of foreign names is also written beh"),
    ("\u0686", letter.JEEM, "tcheh of foreign names is also written jeem"),
    ("\u06a4", letter.FEH, "veh of foreign names is also written feh"),
    ("\u06af", letter.KAF, "gaf of foreign names is also written kaf"),
    ("\u0698", letter.ZAIN, "jeh of foreign names is also written zain"),
    (letter.DECIMAL, ".", "Arabic decimal separator"),
    (letter.THOUSANDS, ",", "Arabic thousands separator"),
    ("\u2018\u2019\u02bc\u02bb\u02be\u02bf\u0060\u2032", "'", "apostrophes and transliteration signs"),
    ("\u2010\u2011\u2012\u2013\u2212", "-", "hyphens and dashes"),
    ("æ", "ae", "Latin letters that do not decompose"),
    ("œ", "oe", "Latin letters that do not decompose"),
    ("ø", "o", "Latin letters that do not decompose"),
    ("đð", "d", "Latin letters that do not decompose"),
    ("ħ", "h", "Latin letters that do not decompose"),
    ("ł", "l", "Latin letters that do not decompose"),
    ("ı", "i", "Latin letters that do not decompose"),
    ("þ", "th", "Latin letters that do not decompose"),
)

#: Characters that are removed before comparing: (first, last, why), code points inclusive.
DROPPED: tuple[tuple[int, int, str], ...] = (
    (0x00AD, 0x00AD, "soft hyphen"),
    (0x0300, 0x0344, "combining marks: accents that NFKC left apart"),
    (0x0346, 0x036F, "combining marks, all but the Greek iota, which case folding makes a letter"),
    (0x0610, 0x061A, "Arabic honorific and Quranic signs"),
    (0x061C, 0x061C, "Arabic letter mark (bidi)"),
    (0x0640, 0x0640, "tatweel"),
    (0x064B, 0x065F, "Arabic vocalisation, shadda, sukun, hamza and madda as marks"),
    (0x0670, 0x0670, "superscript alef"),
    (0x06D6, 0x06DC, "Quranic pause marks"),
    (0x06DF, 0x06E8, "Quranic signs, small waw and yeh"),
    (0x06EA, 0x06ED, "Quranic signs"),
    (0x0898, 0x089F, "Arabic extended marks"),
    (0x08CA, 0x08E1, "Arabic extended marks"),
    (0x08E3, 0x08FF, "Arabic extended marks"),
    (0x180E, 0x180E, "Mongolian vowel separator, zero width"),
    (0x1AB0, 0x1AFF, "combining marks, extended"),
    (0x1DC0, 0x1DFF, "combining marks, supplement"),
    (0x200B, 0x200F, "zero-width space and joiners, bidi marks"),
    (0x202A, 0x202E, "bidi embeddings and overrides"),
    (0x2060, 0x2069, "word joiner, invisible operators, bidi isolates"),
    (0x20D0, 0x20FF, "combining marks for symbols"),
    (0xD800, 0xDFFF, "unpaired surrogates, which no file can hold"),
    (0xFE00, 0xFE0F, "variation selectors"),
    (0xFE20, 0xFE2F, "combining half marks"),
    (0xFEFF, 0xFEFF, "byte order mark"),
)

#: The first digit of each set of digits that Arabic texts use.
DIGIT_SETS = (0x0660, 0x06F0)
#: Digit of any of them -> the ASCII one, as `str.translate` reads it.
DIGITS = {zero + digit: str(digit) for zero in DIGIT_SETS for digit in range(10)}

#: Latin letters with accents: code points whose decomposition starts with an ASCII letter.
ACCENTED = ((0x00C0, 0x024F), (0x1E00, 0x1EFF))

#: A word that only `TABLE` changes: Arabic letters that neither compose nor decompose.
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_MARK_RUN = re.compile(r"[^\w\s]{32,}")


def _accents() -> dict[int, str]:
    """Lower-case accented Latin letters -> their base letter."""
    table = {}
    for first, last in ACCENTED:
        for code in range(first, last + 1):
            base = unicodedata.normalize("NFKD", chr(code))[0]
            if base.isascii() and base.isalpha() and base != chr(code):
                table[code] = base.lower()
    return table


def _table() -> dict[int, str | None]:
    """The rows above, as `str.translate` reads them."""
    table: dict[int, str | None] = {**_accents()}
    for first, last, _ in DROPPED:
        table.update(dict.fromkeys(range(first, last + 1)))
    table.update(DIGITS)
    for spellings, compared, _ in LETTERS:
        table.update({ord(spelling): compared for spelling in spellings})
    return table


TABLE = _table()


def _without_marks(run: re.Match[str]) -> str:
    """A long run of signs without its combining marks, which Unicode's reordering would take quadratic time for."""
    return "".join(sign for sign in run[0] if not unicodedata.combining(sign))


def _once(text: str) -> str:
    composed = unicodedata.normalize("NFKC", _MARK_RUN.sub(_without_marks, text))
    return composed.casefold().translate(TABLE)


def _settled() -> re.Pattern[str]:
    """Matches texts that `_once` leaves as they are: signs that it leaves, none of which composes with another."""
    signs = map(chr, (*range(0x80), *range(0x0600, 0x0700), 0x00AB, 0x00BB, 0x201C, 0x201D))
    kept = "".join(re.escape(sign) for sign in signs if _once(sign) == sign and not unicodedata.combining(sign))
    return re.compile(f"[{kept}]*")


_SETTLED = _settled()


def fold(text: str) -> str:
    """The form of `text` that is compared; `fold(fold(text)) == fold(text)`.

    Repeats until nothing changes: when a character is dropped, its neighbours may compose.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    if _PLAIN.fullmatch(text):
        return text.translate(TABLE)
    folded = _once(text)
    while folded != text and not _SETTLED.fullmatch(folded):
        text, folded = folded, _once(folded)
    return folded
