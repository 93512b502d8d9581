"""The head and the foot of an item by their form: the form of a dateline, the form of a signature.

In: the text of an item, the signatures of known outlets. Out: yes or no, and offsets. Never here: the place or agency
that it names (`dateline.py`, `outlet.py`); a page is cut before its names are found.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from analyzers.folding import fold
from indexer.dates.date_expressions import find_dates

#: How many characters of a first line are read. It bounds the work: no dateline of these forms is longer.
LONGEST_DATELINE = 140
FEWEST_ALIKE = 2
SLASHED = r"/[ \t]*[^\W\d](?:[ .]?[^\W\d]){1,13}[ \t]*"
ROUND = r"\([^()\d\n]{2,24}\)"
LATIN = r"[A-Z]{2,8}"
DASHED = rf"(?:--|[–—]) ?(?:{LATIN}|[ء-ي]{{2,10}})"
SOURCED = r"(?:Source|المصدر)[ \t]*:[ \t]*[^\d\n.]{2,40}"
#: A signature after the last full stop of an item, or alone on the line below it.
SIGNED = re.compile(
    rf"(?:(?<=[.!؟»\"”])[ \t]*(?P<behind>{SLASHED}/?|{ROUND}|[-–—]{{1,2}} ?{LATIN}|{DASHED})"
    rf"|^[ \t]*(?P<below>{SLASHED}/|{ROUND}|{DASHED}|{SOURCED}))[ \t]*(?:\.[ \t]*)?$",
    re.MULTILINE,
)
#: Replaces a date, so that its form does not matter: U+FFFC, which no text has.
DATE = "\ufffc"
#: A possessive repetition: the pattern never backtracks into a word.
WORD = r"[^\W\d_ـ](?:[^\W_ـ]|['’]|[.-](?=\w))*+"
#: Up to five words, with the commas between a place and its country.
PLACE = rf"{WORD}(?:[ \t]*[,،]?[ \t]+{WORD}){{0,4}}"
CAPITALS = r"[A-Z]{3,}(?:[ \t]*,?[ \t]+[A-Z][A-Za-z'.-]+){0,4}"
DASH = r"[ \t]*(?:--|[-–—ـ])+[ \t]*"
#: The text between a place and its date: a comma, a weekday, a word.
BETWEEN = rf"(?:[ \t]*[,،/–—-])?(?:[ \t]+{WORD}){{0,2}}[ \t]*[,،]?[ \t]*"
#: The forms of a dateline: place, day, agency, and the signs between them and the text. (name, pattern)
DATELINES = (
    ("a place, a day, a dash", rf"{PLACE}{BETWEEN}{DATE}[ \t]*(?:{ROUND})?(?:{DASH}|[ \t]*:)"),
    ("a place, an agency in brackets, a dash", rf"{PLACE}(?:{BETWEEN}{DATE})?[ \t,،]*{ROUND}(?:{DASH}|[ \t]*:)"),
    ("a place, an agency between slashes", rf"{PLACE}(?:{BETWEEN}{DATE})?[ \t,،]*{SLASHED}/"),
    (
        "a place, a dash, an agency, a colon",
        rf"{WORD}(?:[ \t]+{WORD}){{0,2}}[ \t]+[-–—][ \t]*{WORD}(?:[ \t]+{WORD})?[ \t]*:",
    ),
    ("a place in capitals", rf"{CAPITALS}(?:{BETWEEN}{DATE})?(?:[ \t]*:|[ \t]+(?:--|[-–—]))(?:[ \t]|$)"),
)
OPENING = re.compile(rf"[\s*•]*(?:{'|'.join(form for _, form in DATELINES)})")


def opens_with_dateline(text: str) -> bool:
    """Whether a text begins as a dateline does."""
    head = text.lstrip()[:LONGEST_DATELINE].partition("\n")[0]
    for date in reversed(find_dates(head)):
        head = head[: date.start] + DATE + head[date.end :]
    return OPENING.match(head) is not None


def find_signatures(text: str) -> list[tuple[int, int, str]]:
    """The signatures at the ends of lines: (start of the signature, end of its line, its words)."""
    found = []
    for match in SIGNED.finditer(text):
        group = "behind" if match["behind"] else "below"
        found.append((match.start(group), match.end(), match[group].strip()))
    return found


def is_signed(text: str) -> bool:
    """Whether the last line of a text closes with a signature."""
    stripped = text.rstrip()
    last_line = stripped.rfind("\n") + 1
    return any(match.end() == len(stripped) for match in SIGNED.finditer(stripped, last_line))


def are_agencies(signatures: Sequence[str], known: Collection[str]) -> bool:
    """Whether all signatures are those of agencies, not other words in brackets. `known` are the signatures of outlets.
    One in round brackets must be known, or occur `FEWEST_ALIKE` times; other forms always count."""
    keys = frozenset(map(_key, known))
    times = Counter(map(_key, signatures))
    return all(
        key in keys or times[key] >= FEWEST_ALIKE or not words.startswith("(")
        for words, key in ((one, _key(one)) for one in signatures)
    )


def _key(words: str) -> str:
    """The key by which signatures are compared."""
    return " ".join(fold(words.strip(" \t/()–—-.")).split())
