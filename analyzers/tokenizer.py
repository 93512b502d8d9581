"""Words of a text, by their offsets in the text as published.

In: any text. Out: spans `(start, end)` in order, without overlap. Never here: folding, stemming, or a rule that
takes more than linear time: every repetition below is over a set of characters that cannot begin what follows it.

It works in two steps. A *chunk* is a run that a reader sees as one thing (`al-Thani's`, `info@iom.int`, `2,500`);
finding chunks is one fast pattern. A chunk is then cut into its words by the slower rules in `words_of`; the same
chunk is always cut the same way, so callers may remember the cuts.
"""

import re
from collections.abc import Iterator

#: Combining marks and invisible characters: they occur inside a word and never begin one.
MARKS = (
    "\u00ad\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
#: Invisible characters that are cut from the end of a word's span.
INVISIBLE = "\u00ad\u061c\u180e" + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)))
INVISIBLE += "".join(map(chr, range(0x2060, 0x206A)))
#: Letters of the Arabic script, tatweel and presentation forms among them.
ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u0887"
    "\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufdfb\ufe70-\ufefc"
)
APOSTROPHES = "'\u2018\u2019\u02bc\u02bb`\u00b4"
HYPHENS = "\\-\u2010\u2011"
#: Prefixes that are written with a hyphen, with a space, or joined to their word; they are searched joined.
JOINED_FIRST_PARTS = "co|re|e"
TOP_LEVEL_DOMAINS = "com|org|net|int|gov|edu|mil|info|news|tv|[a-z]{2}"

#: أبوظبي is also written أبو ظبي: its two halves letter by letter, with possible proclitics.
_ABU, _DHABI = (f"[{MARKS}\u0640]*".join(half) for half in (("[وفبلك]{0,2}[اأإ]", "ب", "و", ""), ("ظ", "ب", "[يىی]")))

_LETTER = "[^\\W\\d_]"
_OTHER = f"(?:[^\\W_{ARABIC}]|[{MARKS}])"
_LATIN_WORD = f"{_OTHER}+(?:[{APOSTROPHES}]{_OTHER}+)*"

#: The continuation is tried only if its first character follows, which is rare.
CHUNK = re.compile(
    f"(?:\\w|#\\w)[\\w{MARKS}]*"
    f"(?:(?=[.@&{APOSTROPHES}{HYPHENS},\u066b\u066c])"
    f"(?:(?:[.@&{APOSTROPHES}{HYPHENS}]|(?<=\\d)[,\u066b\u066c](?=\\d))[\\w{MARKS}]+)*"
    f"(?:\\.(?<=\\.\\w\\.))?)?"
)
ADDRESS_OR_CHUNK = re.compile(f'(?:https?://|www\\.)[^\\s<>"\u00ab\u00bb\u201c\u201d\ud800-\udfff]+|{CHUNK.pattern}')
WHOLE_ADDRESS = re.compile(
    f"(?:https?://|www\\.).+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|[A-Za-z0-9][A-Za-z0-9.-]*\\.(?:{TOP_LEVEL_DOMAINS})"
)
#: The kinds of words in a chunk: (name, pattern); the first match wins. Covid19 is Covid 19, Expo2020 Expo 2020.
RULES = (
    ("acronym", f"{_LETTER}(?:\\.{_LETTER})+\\b\\.?"),
    ("grouped", "\\d{1,3}(?:[,\u066c]\\d{3})+(?:[.\u066b]\\d+)?(?!\\w)"),
    ("decimal", "(?<![.,])\\d+[.,\u066b]\\d+(?![.,\u066b]?\\w)"),
    ("model", f"[A-Z][{HYPHENS}]\\d+(?!\\w)"),
    ("joined", f"(?:(?i:{JOINED_FIRST_PARTS}))[{HYPHENS}](?=[^\\W\\d_{ARABIC}]){_LATIN_WORD}"),
    ("abu", f"{_ABU}(?={_DHABI})"),
    ("arabic", f"[{ARABIC}][{ARABIC}{MARKS}]*"),
    ("numbered", "[A-Za-z]{3,}(?=\\d+(?!\\w))"),
    ("latin", f"(?=\\w){_LATIN_WORD}"),
)
#: #DubaiPolice: a word of a hashtag begins at a capital after a small letter, and at a number.
HASHTAG = "#"
HASHTAG_WORD = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^A-Za-z0-9]+")
WORD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in RULES))
#: Most chunks are one plain word, which needs no rule.
PLAIN_WORD = re.compile(f"(?!{_ABU}{_DHABI})[\u0621-\u063a\u0641-\u064a]+|[A-Za-z]+")
#: Longest address, in characters; the other rules cut a longer chunk.
ADDRESS_LIMIT = 2048
PUNCTUATION_AFTER_ADDRESS = ".,;:!?)]}'\u060c\u061b\u061f"


def chunks(text: str) -> Iterator[re.Match[str]]:
    """Runs that may hold words. Addresses are searched for only if the text has a sign of one."""
    return _pattern(text).finditer(text)


def chunk_texts(text: str) -> list[str]:
    """The same without their offsets, several times faster."""
    return _pattern(text).findall(text)


def _pattern(text: str) -> re.Pattern[str]:
    return ADDRESS_OR_CHUNK if "://" in text or "www." in text else CHUNK


def is_address(chunk: str) -> bool:
    """Whether a whole chunk is a web or e-mail address."""
    return len(chunk) <= ADDRESS_LIMIT and "." in chunk and WHOLE_ADDRESS.fullmatch(chunk) is not None


def words_of(chunk: str) -> list[tuple[int, int]]:
    """Spans of the words in a chunk."""
    if chunk.startswith(HASHTAG):
        return [
            (1 + start + match.start(), 1 + start + match.end())
            for start, end in words_of(chunk[1:])
            for match in HASHTAG_WORD.finditer(chunk[1 + start : 1 + end])
        ]
    if PLAIN_WORD.fullmatch(chunk):
        return [(0, len(chunk))]
    if is_address(chunk) and not WORD.fullmatch(chunk):
        return [(0, len(chunk.rstrip(PUNCTUATION_AFTER_ADDRESS + INVISIBLE)))]
    found = ((match.start(), match.start() + len(match[0].rstrip(INVISIBLE))) for match in WORD.finditer(chunk))
    return [(start, end) for start, end in found if chunk[start:end].strip("\u0640")]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of all words of a text, in order."""
    for match in chunks(text):
        base = match.start()
        for start, end in words_of(match[0]):
            yield base + start, base + end
