"""Whether a word is a given name or a title, so that the name of a country behind it may be a surname.

In: a word of a part of a reading. Out: the kind of given name that it is in `data/given_names.tsv`, or None.
Never here: what follows it (`persons.py`).
Folding makes words alike that are not: the preposition على is no علي, and نادية no ناديه ("his club").
"""

from enum import StrEnum
from functools import cache

from indexer.extract.names.beside import comes_before
from indexer.extract.names.reading import ArticlePart
from indexer.naming.words import key_of
from indexer.tables import rules

WAW = "و"
#: ل and ب are cut off a given name only where so many letters remain: لانس is no ل before أنس.
PREPOSITIONS = ("ل", "ب", "ول", "وب")
SHORTEST_NAME = 4
ON, ALI = "على", "علي"
HA, TA_MARBUTA = "ه", "ة"


class Given(StrEnum):
    """The kinds of given names."""

    ARABIC = "arabic"
    WORD = "arabic, also a word"
    WITH_ABD = "with abd"
    WESTERN = "western"
    ENGLISH = "english"
    TITLE = "title"
    LINEAGE = "lineage"


@cache
def _kinds() -> dict[str, Given]:
    return {
        key_of(name): Given(row["kind"])
        for row in rules.rows("given_names.tsv", "kind", "names")
        for name in row.values("names")
    }


@cache
def _in_ta_marbuta() -> frozenset[str]:
    """The keys of the names that end with ة, which folding writes like ه."""
    return frozenset(key_of(name) for name in rules.cells("given_names.tsv", "names") if name.endswith(TA_MARBUTA))


def given_name(part: ArticlePart, word: int) -> Given | None:
    """The kind of given name that a word is, with or without clitics, or None."""
    if not 0 <= word < len(part.words):
        return None
    key, kind = _without_clitic(part.key(word))
    if kind is None:
        return None
    written = part.text[part.words[word].start : part.words[word].end]
    if written.endswith(ON) and key == key_of(ALI):
        return kind if given_name(part, word - 1) else None
    if key in _in_ta_marbuta() and not written.endswith(TA_MARBUTA):
        return None
    if kind is Given.WITH_ABD and not comes_before(part, word, rules.keys("theophoric.txt")):
        return None
    return kind


def _without_clitic(key: str) -> tuple[str, Given | None]:
    """A word without its clitic, and its kind: any name may follow و, a long one that is no other word ل and ب too."""
    kinds = _kinds()
    if key in kinds:
        return key, kinds[key]
    if key.startswith(WAW) and key[1:] in kinds:
        return key[1:], kinds[key[1:]]
    for clitic in PREPOSITIONS:
        rest = key.removeprefix(clitic)
        if rest != key and len(rest) >= SHORTEST_NAME and kinds.get(rest, Given.WORD) is not Given.WORD:
            return rest, kinds[rest]
    return key, None
