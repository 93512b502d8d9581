"""The two layouts of one keyboard: what the same keys give on the other, and which keys lie side by side.

In: a word in Latin or Arabic letters, and `keyboard.tsv` in this folder. Out: what the word may be on the other layout;
the letters beside a letter. Never here: whether a word makes sense.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from analyzers.folding import fold
from analyzers.shipped import path_of, rows_of

#: The keys that give letters, row by row; a row begins half a key to the right of the one above.
ROWS = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
#: لا is the key b, or the keys g and h: so many readings of one word are tried.
MOST_READINGS = 8


@cache
def _keys() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Key -> what it gives on the other layout, for both layouts."""
    rows = rows_of(path_of("search.spelling", "keyboard.tsv"))
    to_arabic = {latin: [arabic] for latin, arabic in rows}
    to_latin = {arabic: [latin] for latin, arabic in rows}
    for arabic, latin in to_latin.items():
        if len(arabic) > 1:
            latin.append("".join(to_latin[letter][0] for letter in arabic))
    return to_arabic, to_latin


def other_layout(word: str) -> Iterator[str]:
    """What the keys of a word may give on the other layout, the likeliest first; its first letter decides which layout
    it is. Capitals are read as small letters first, since a telephone sets them by itself."""
    to_arabic, to_latin = _keys()
    first = next((character for character in word if character.isalpha()), "a")
    readings = (word.lower(), word) if first.isascii() else (word,)
    keys = to_arabic if first.isascii() else to_latin
    longest_first = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    for reading in dict.fromkeys(readings):
        parts = re.split(f"({longest_first})", reading)
        yield from islice(_joined([keys.get(part, [part]) for part in parts if part]), MOST_READINGS)


def _joined(choices: list[list[str]]) -> Iterator[str]:
    """One choice of each part; those with the first choices come first."""
    texts = [""]
    for options in choices:
        texts = [text + option for option in options for text in texts][:MOST_READINGS]
    yield from texts


@cache
def beside(letter: str) -> frozenset[str]:
    """The folded letters on the keys around that of a folded letter, on the same layout."""
    to_arabic, _ = _keys()
    layouts = ({key: key for row in ROWS for key in row}, {key: fold(to_arabic[key][0]) for row in ROWS for key in row})
    found: set[str] = set()
    for gives in layouts:
        for row, keys in enumerate(ROWS):
            for column, key in enumerate(keys):
                if gives[key] == letter:
                    found.update(gives[near] for near in _around(row, column))
    return frozenset(near for near in found if near.isalpha() and len(near) == 1) - {letter}


def _around(row: int, column: int) -> Iterator[str]:
    for other, columns in ((row, (-1, 1)), (row - 1, (0, 1)), (row + 1, (-1, 0))):
        if 0 <= other < len(ROWS):
            yield from (ROWS[other][column + by] for by in columns if 0 <= column + by < len(ROWS[other]))
