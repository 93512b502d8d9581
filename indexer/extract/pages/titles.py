"""The title of a plain text, if its first line is one.

In: a text. Out: offsets of the title and of the text after it. Never here: a title made up from a sentence.
"""

import re
from dataclasses import dataclass

from analyzers.folding import fold
from indexer.extract.names.dateline import opens_with_dateline

LONGEST = 200
LONGEST_INTRODUCTION = 60
INTRODUCTION_END = re.compile(r"[:/–—-]\s*$")
SENTENCE_END = re.compile(r"[.…:;،؛,]\s*[\"'”»)]*$")
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Split:
    """Offsets of a title and of the text after it, and the rule that separated them."""

    start: int
    end: int
    text_start: int
    rule: str


def find_title(text: str, start: int = 0) -> Split | None:
    """The title at the head of `text[start:]`, or None if its first line is part of the text."""
    lines = [match for match in _first_lines(text, start) if match[0].strip()]
    if len(lines) < 2:
        return None
    first, second = lines[0], lines[1]
    title = first[0].strip()
    begin = first.start() + first[0].index(title)
    end = begin + len(title)
    if len(lines) > 2 and fold(title) == fold(second[0].strip()):
        return Split(begin, end, second.end(), "the first line stands twice")
    if not looks_like_title(title):
        return None
    apart = text[first.end() : second.start()].count("\n") > 1
    following = lines[2] if len(lines) > 2 and _introduces(second[0]) else second
    if apart or len(following[0]) > len(first[0]):
        return Split(begin, end, second.start(), "a first line without a full stop before a paragraph")
    return None


def _introduces(line: str) -> bool:
    """Whether a line is a dateline or byline alone before its paragraph: `الدوحة - قنا:`."""
    return len(line) <= LONGEST_INTRODUCTION and INTRODUCTION_END.search(line) is not None


def looks_like_title(line: str) -> bool:
    """Whether a line is short, does not end like a sentence or a part of one, and does not begin with a dateline."""
    return 0 < len(line) <= LONGEST and SENTENCE_END.search(line) is None and not opens_with_dateline(line)


def _first_lines(text: str, start: int) -> list[re.Match[str]]:
    found = []
    for match in LINE.finditer(text, start):
        if match[0].strip():
            found.append(match)
        if len(found) == 3:
            break
    return found
