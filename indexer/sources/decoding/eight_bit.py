"""Text in an encoding of one byte a character: which of those of Arabic and English files the bytes are in.

In: bytes that are not Unicode, and the encodings that are declared for them. Out: the text, or None where the evidence
names no encoding. Never here: a declaration that the letters contradict.

Any byte is a letter in windows-1256, so only the letters decide. Arabic stands in runs that no ASCII letter touches; a
letter with an accent touches one nearly always. Of the two Arabic encodings the one counts whose letters are the
likelier in Arabic; other alphabets in encodings of their own (windows-1251, KOI8-R, windows-1253) make unlikely ones.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

WINDOWS_ARABIC, ISO_ARABIC, WINDOWS_LATIN = "cp1256", "iso8859-6", "cp1252"
#: Declared for all of these, mostly by default, so that the name alone proves nothing.
DEFAULTS = frozenset(
    ["cp1252", "iso8859-1", "iso8859-15", "ascii", "cp1256", "iso8859-6", "utf-8", "utf-16", "utf-16-le", "utf-16-be"]
)
#: Characters of a text that are enough to judge it by.
SAMPLE = 20_000
#: Runs of bytes beyond ASCII that no ASCII letter touches, and single ones that one does. Signs lie below 0xC0.
ALONE = re.compile(rb"(?<![A-Za-z\xc0-\xff])[\xc0-\xff]{2,}+(?![A-Za-z])")
TOUCHING = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff]|[\xc0-\xff](?=[A-Za-z])")
ACCENTS = re.compile(r"(?<=[A-Za-z])[^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f](?=[A-Za-z])")
#: Arabic letters, vowels and marks of direction within a word of Latin letters.
NO_ACCENTS = re.compile("[A-Za-z][\u0600-\u06ff\u200c-\u200f]|[\u0600-\u06ff\u200c-\u200f][A-Za-z]")
#: Words of at least two letters, with the marks and signs that a wrong encoding puts into them.
WORD = re.compile(r"(?<![A-Za-z])[^\W\d_\x00-\x7f][^\W\d_\x00-\x7f×÷\u064b-\u0652]++(?![A-Za-z])")
#: Letters by their share in Arabic texts, a twelfth, a twentieth ..., as binary logarithms.
SHARES = (
    ("ال", -3.0),
    ("يمونرت", -4.2),
    ("بعدهسةفقكأح", -5.0),
    ("جشطصخىذإ", -6.6),
    ("ضثزغءئظآؤ\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", -8.0),
)
UNLIKELY = -11.0
#: A word in four begins with the article, and hardly one where another encoding was meant.
ARTICLE, ARTICLE_BONUS = "ال", 4.0
#: Arabic has a mean of -4.3; of 6,000 headlines none is below this, and of other alphabets only single words are above.
LEAST_LIKELY = -5.4
#: Evidence is a likelihood above that, times the letters. A word of five letters has this much, two lines the second.
LEAST_EVIDENCE, MUCH_EVIDENCE = 5.0, 25.0
#: Of a text that is declared as Arabic so much is enough, for each letter below nothing: its words may be rare ones.
DECLARED_EVIDENCE = 1.0
#: Undeclared ISO 8859-6 is rare: its evidence must be better by this.
RARITY = 6.0
#: The letters beyond ASCII that English texts and names in them have.
ACCENTED = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
ACCENTED_SHARE = 0.9


def read(data: bytes, charsets: Sequence[str] = ()) -> str | None:
    """The text of the bytes; None when neither their letters nor `charsets`, in their order, name an encoding."""
    sample, declared = data[:SAMPLE], _known(charsets)
    alone = sum(map(len, ALONE.findall(sample)))
    if alone and alone >= len(TOUCHING.findall(sample)):
        return _arabic(data, declared) or _foreign(data, declared)
    return _latin(data, declared)


def evidence(text: str) -> float:
    """How far the letters of a text, of those in words of their own, are likelier in Arabic than what is misread."""
    words: list[str] = WORD.findall(text[:SAMPLE])
    weights = _weights()
    found = sum(weights.get(letter, UNLIKELY) - LEAST_LIKELY for word in words for letter in word)
    return found + ARTICLE_BONUS * sum(word.startswith(ARTICLE) for word in words)


@cache
def _weights() -> dict[str, float]:
    return {letter: weight for letters, weight in SHARES for letter in letters}


def _arabic(data: bytes, declared: Sequence[str]) -> str | None:
    windows, iso = (_lenient(data, encoding) for encoding in (WINDOWS_ARABIC, ISO_ARABIC))
    names = {WINDOWS_ARABIC, ISO_ARABIC} & set(declared)
    text = iso if evidence(iso) > evidence(windows) + (0.0 if names == {ISO_ARABIC} else RARITY) else windows
    if names:
        least = -DECLARED_EVIDENCE * sum(map(len, WORD.findall(text[:SAMPLE])))
    else:
        least = LEAST_EVIDENCE if DEFAULTS.issuperset(declared) else MUCH_EVIDENCE
    return text if text and evidence(text) >= least else None


def _lenient(data: bytes, encoding: str) -> str:
    """The text, if no more than one in a hundred bytes beyond ASCII is none in the encoding; otherwise ""."""
    text = data.decode(encoding, errors="replace")
    beyond = sum(letter > "\x7f" for letter in text)
    return text if text.count("\ufffd") * 100 <= beyond else ""


def _foreign(data: bytes, declared: Sequence[str]) -> str | None:
    """Letters of another alphabet in an encoding that is declared and that means more than a default."""
    return next((text for name in declared if name not in DEFAULTS and (text := _strict(data, name))), None)


def _latin(data: bytes, declared: Sequence[str]) -> str | None:
    for name in declared:
        text = _strict(data, WINDOWS_LATIN if name == "iso8859-1" else name)
        if text and _is_latin(text):
            return text
    text = _lenient(data, WINDOWS_LATIN)
    letters = ACCENTS.findall(text[:SAMPLE])
    return text if text and sum(letter in ACCENTED for letter in letters) >= ACCENTED_SHARE * len(letters) else None


def _is_latin(text: str) -> bool:
    letters = set(ACCENTS.findall(text))
    return not NO_ACCENTS.search(text) and all(unicodedata.name(one, "").startswith("LATIN") for one in letters)


def _known(charsets: Iterable[str]) -> list[str]:
    """The names by which Python knows these encodings; without those that it does not know, or that are no text."""
    found = []
    for name in charsets:
        try:
            b"".decode(name)
            found.append(codecs.lookup(name).name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return found


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
