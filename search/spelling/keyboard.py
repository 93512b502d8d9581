"""A text typed on the wrong keyboard, as it was meant.

In: a text in Latin or Arabic letters, and `keyboard.tsv` in this folder. Out: what the same keys give on the other
layout. Never here: whether that makes sense.
"""

import re
from functools import cache

from analyzers.shipped import path_of, rows_of


@cache
def _keys() -> tuple[dict[str, str], dict[str, str]]:
    rows = rows_of(path_of("search.spelling", "keyboard.tsv"))
    to_arabic = {latin: arabic for latin, arabic in rows}  # noqa: C416
    return to_arabic, {arabic: latin for latin, arabic in rows}


def other_layout(text: str) -> str:
    """The text as the other layout would have it; the script of its first letter decides which one."""
    to_arabic, to_latin = _keys()
    first = next((character for character in text if character.isalpha()), "")
    keys = to_arabic if first.isascii() else to_latin
    longest_first = "|".join(map(re.escape, sorted(keys, key=len, reverse=True)))
    return re.sub(longest_first, lambda key: keys[key[0]], text.lower())
