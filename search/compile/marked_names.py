"""Names that only vowel marks tell apart: عمّان is Amman, عُمان is Oman.

In: a word as typed, and `marked_names.tsv` in this folder. Out: the concept that its marks choose. Never here: a word
without marks, which keeps all of its meanings; or what an article has, since few articles write the marks.
"""

import unicodedata
from functools import cache

from analyzers.folding import fold
from analyzers.shipped import path_of, rows_of

MARK = "Mn"


@cache
def _names() -> dict[str, list[tuple[list[str], str]]]:
    """Folded name -> the marks behind each of its letters, and the concept that has them."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for name, concept in rows_of(path_of("search.compile", "marked_names.tsv")):
        found.setdefault(fold(name), []).append((_marks(name), concept))
    return found


def chosen_by_marks(typed: str) -> str:
    """The concept whose marks a word has, whatever other marks it has; "" where none has them, or several do."""
    own = _marks(typed)
    if not any(own):
        return ""
    found = [concept for marks, concept in _names().get(fold(typed), ()) if _has(own, marks)]
    return found[0] if len(found) == 1 else ""


def _has(own: list[str], marks: list[str]) -> bool:
    return len(own) == len(marks) and all(set(one) <= set(other) for one, other in zip(marks, own, strict=True))


def _marks(word: str) -> list[str]:
    """The marks behind each letter of a word."""
    found: list[str] = []
    for character in unicodedata.normalize("NFC", word):
        if unicodedata.category(character) == MARK and found:
            found[-1] += character
        elif unicodedata.category(character) != MARK:
            found.append("")
    return found
