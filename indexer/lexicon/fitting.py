"""Which of the meanings of a word it may have in the form in which it was typed.

In: the meanings that a key has, and how the key was made of the word. Out: the meanings that fit; all, if none does.
Never here: how a word is looked up, or what weighs more.

*officials* are of a noun, not of *official* (رسمي); *based* is of a verb; an Arabic word with the article is of no
verb: الأمن is of أمن (security), not of آمن (believe). Endings are a table, `data/parts_of_speech.tsv`.
"""

from collections.abc import Container
from functools import cache

from analyzers.affixes import ARTICLE
from analyzers.shipped import path_of, rows_of
from indexer.lexicon.renderings import VERB, Meaning

VALUE = "|"


def fitting(
    meanings: tuple[Meaning, ...], word: str, key: str, written: Container[str], plain: Container[str]
) -> tuple[Meaning, ...]:
    """The meanings of a key that a folded word may have. `written` are the keys of the word as typed, without clitics
    and without the article too, `plain` those of words that it may be inflected of."""
    if len(meanings) == 1:
        return meanings
    found = meanings
    if key in plain and (parts := _parts_of(word)):
        found = tuple([one for one in meanings if not one.pos or one.pos in parts])
    elif ARTICLE + key in written or ARTICLE + key in plain:
        found = tuple([one for one in meanings if one.pos != VERB])
    return found or meanings


def _parts_of(word: str) -> frozenset[str]:
    """The parts of speech of what a word is inflected of; none if its ending does not tell."""
    return next((parts for ending, parts in _endings() if word.endswith(ending)), frozenset())


@cache
def _endings() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = rows_of(path_of("indexer.lexicon", "data/parts_of_speech.tsv"))
    return tuple([(ending, frozenset(parts.split(VALUE))) for ending, parts in rows])
