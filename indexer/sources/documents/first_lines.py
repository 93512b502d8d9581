"""The title of a document among its first lines.

In: lines of a text, and words that may be its title. Out: whether they are, and the text without them. Never here: how
large a line is (`pdf_text.py`), or which style it has (`docx.py`).
"""

from collections.abc import Sequence
from functools import cache

from analyzers.shipped import lines_of, path_of

#: Lines of a letterhead above a title, and lines of a title.
MOST_ABOVE, MOST_LINES = 10, 5


@cache
def mastheads() -> frozenset[str]:
    """The lines that are no title of a release, squeezed."""
    return frozenset(squeezed(line) for line in lines_of(path_of("indexer.sources.documents", "mastheads.txt")))


def squeezed(words: str) -> str:
    """The letters and digits of a line, by which two lines are compared."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def place_of(title: str, lines: Sequence[str]) -> slice | None:
    """Where the title stands among the first lines, as one line or several; None if it does not, or is a masthead."""
    wanted = squeezed(title)
    if not wanted or wanted in mastheads():
        return None
    for start in range(min(MOST_ABOVE, len(lines))):
        for end in range(start + 1, min(start + MOST_LINES, len(lines)) + 1):
            if squeezed("".join(lines[start:end])) == wanted:
                return slice(start, end)
    return None


def without(title: str, lines: Sequence[str]) -> list[str]:
    """The lines without the title among the first of them, as long as more follows."""
    place = place_of(title, lines)
    if place is None or not any(line.strip() for line in lines[place.stop :]):
        return list(lines)
    return [*lines[: place.start], *lines[place.stop :]]
