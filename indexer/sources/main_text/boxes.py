"""The boxes of a page by what they are called: in a class or an id, in their heading, in the first words of a line.

In: words. Out: a kind of box, or whether they head one. Never here: elements (`frame.py`).
"""

import re
from functools import cache

from analyzers.folding import fold
from analyzers.shipped import lines_of, path_of, rows_of
from indexer.sources.markup.markup import LAYOUT
from indexer.tables import rules

OTHER, TOOL = "other", "tool"
#: Longest notice of a site, in characters.
LONGEST_NOTICE = 120
HUMP = re.compile(r"([a-z])([A-Z])")
MARKS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def kind_of(names: str) -> str:
    """The kind of box that a class or an id names: OTHER stories, a TOOL, or ""."""
    words = HUMP.sub(r"\1-\2", names).lower().replace("_", "-").replace("--", "-")
    return next((kind for kind in (OTHER, TOOL) if _names(kind).search(words)), "")


def heads_a_box(words: str, *, exact: bool) -> bool:
    """Whether words are the heading of a box, or (not `exact`) begin as one."""
    key = _key(words)
    return key in _headings() or (not exact and key.startswith(_beginnings()))


def cue_of(words: str) -> str:
    """The words at the head of a line that announce another story, or ""."""
    found = _cues().match(_key(words))
    return found[0] if found else ""


def is_notice(line: str) -> bool:
    """Whether a line is a notice of the site."""
    if len(line) > LONGEST_NOTICE:
        return False
    words = line.strip().casefold()
    return words in _notices() or words.startswith(tuple(one for one in _notices() if " " in one))


def _key(words: str) -> str:
    return MARKS.sub("", fold(LAYOUT.sub(" ", words)))


@cache
def _names(kind: str) -> re.Pattern[str]:
    rows = rows_of(path_of("indexer.sources.main_text", "frame_names.tsv"))
    words = "|".join(re.escape(name) for name, of in rows if of == kind)
    return re.compile(rf"(?<![^\s-])(?:{words})(?![^\s-])")


@cache
def _headings() -> frozenset[str]:
    return frozenset(_key(line) for line in (*rules.lines("box_headings.txt"), *_lines("frame_headings.txt")))


@cache
def _beginnings() -> tuple[str, ...]:
    own = (line for line in _lines("frame_headings.txt") if " " in line)
    return tuple(_key(line) for line in (*rules.lines("box_headings.txt"), *own))


@cache
def _notices() -> tuple[str, ...]:
    return tuple(line.casefold() for line in _lines("notices.txt"))


def _lines(name: str) -> list[str]:
    return [line.strip() for line in lines_of(path_of("indexer.sources.main_text", name))]


@cache
def _cues() -> re.Pattern[str]:
    words = "|".join(re.escape(_key(line)) for line in rules.lines("read_also_cues.txt"))
    return re.compile(rf"(?:{words})(?!\w)")
