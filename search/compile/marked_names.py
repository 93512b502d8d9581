"""Names that only vowel marks tell apart: عمّان is Amman, عُمان is Oman.

In: a word as typed, and `marked_names.tsv` in this folder. Out: the concept that its marks choose, and its country.
Never here: a word without marks, which keeps all of its meanings; or what an article has, since few articles write the
marks.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

from analyzers.folding import fold
from analyzers.shipped import path_of, rows_of
from indexer.naming.forms import bare_forms

MARK = "Mn"


class Chosen(NamedTuple):
    """A concept, and the country that an article is about if it means this one by the name."""

    concept: str
    country: str


@cache
def _names() -> dict[str, list[tuple[list[str], Chosen]]]:
    """Folded name -> the marks behind each of its letters, and the concept that has them."""
    found: dict[str, list[tuple[list[str], Chosen]]] = {}
    for name, concept, country in rows_of(path_of("search.compile", "marked_names.tsv")):
        found.setdefault(fold(name), []).append((_marks(name), Chosen(concept, country)))
    return found


def chosen_by_marks(typed: str) -> Chosen | None:
    """The concept whose marks a word has, whatever other marks and clitics it has; None where none has them, or several
    do."""
    own = _marks(typed)
    if not any(own):
        return None
    named = next((found for form in bare_forms(fold(typed)) if (found := _names().get(form))), [])
    chosen = [one for marks, one in named if _has(own[len(own) - len(marks) :], marks)]
    return chosen[0] if len(chosen) == 1 else None


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
