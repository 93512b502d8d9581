"""Names of places that are acronyms where they stand: GAO is an office of the USA, Gao a city in Mali.

In: a reading, and a name in it. Out: whether it is an acronym of something else. Never here: what the acronym means
(`agencies.py`), or a name that the tables have in capitals themselves (NEOM).

A word in capitals among words with small letters, or Arabic ones, is an acronym. It is none at the head of a line
before a sign, where datelines and lists have their places: `LIMA, June 3`; nor in an article that writes its places in
capitals. In a headline in capitals nothing tells, and the rest of the article decides.
"""

from collections.abc import Iterator
from functools import cached_property

from indexer.extract.names.held_names import is_state_of_a_town
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading, Zone

LONGEST = 5
#: The kind of names that acronyms are mistaken for. Countries stand in capitals in tables: of 24 that stood so among
#: small letters, all but three were meant.
KIND = NameKind.PLACE
#: The names by which an article shows how it writes places.
PLACES = frozenset({NameKind.PLACE, NameKind.COUNTRY})
#: Words to either side by which it is seen how the text is written.
BESIDE = 2
#: Signs behind a place at the head of a line.
AFTER_PLACE = (",", ":", "-", "–", "—", "(", "/", ".")


class Acronyms:
    """The acronyms of one article."""

    def __init__(self, reading: ArticleReading) -> None:
        self._reading = reading

    def has(self, part: ArticlePart, name: Name, kind: NameKind) -> bool:
        """Whether a name of a kind is an acronym where it stands."""
        return kind is KIND and _may_be_acronym(part, name) and name.key in self._keys

    @cached_property
    def _keys(self) -> frozenset[str]:
        """The keys of the names that are acronyms somewhere, and nowhere written as names."""
        acronyms = {
            name.key for part, name in self._of(KIND) if self._stands_out(part, name, _may_be_acronym(part, name))
        }
        if not acronyms or any(self._stands_out(part, name, _is_long(part, name)) for part, name in self._of(*PLACES)):
            return frozenset()
        return frozenset(acronyms - {name.key for part, name in self._of(KIND) if not _may_be_acronym(part, name)})

    def _of(self, *kinds: NameKind) -> Iterator[tuple[ArticlePart, Name]]:
        """The names that may mean one of some kinds."""
        found = self._reading.names()
        return ((part, name) for part, name in found if any(entry.kind in kinds for entry in name.entries))

    def _stands_out(self, part: ArticlePart, name: Name, fits: bool) -> bool:
        """Whether a name that fits stands among words that are not in capitals, and not where places do."""
        if not fits or self._reading.zone(part, name.start) is Zone.DATELINE:
            return False
        if _heads_line(part, name) or any(is_state_of_a_town(part, name, entry) for entry in name.entries):
            return False
        return _is_among_small_letters(part, name)


def _may_be_acronym(part: ArticlePart, name: Name) -> bool:
    """Whether a name is one short word in capitals, which may have a genitive ending."""
    word = part.text[name.start : name.end].removesuffix("'s").removesuffix("’s")
    return len(word) <= LONGEST and word.isascii() and word.isalpha() and word.isupper()


def _is_long(part: ArticlePart, name: Name) -> bool:
    """Whether a name in capitals is longer than acronyms are."""
    return (
        name.end - name.start > LONGEST
        and part.text[name.start : name.end].isupper()
        and not _may_be_acronym(part, name)
    )


def _is_among_small_letters(part: ArticlePart, name: Name) -> bool:
    start, end = part.text.rfind("\n", 0, name.start), part.text.find("\n", name.end)
    near = (*part.words[max(0, name.first - BESIDE) : name.first], *part.words[name.last : name.last + BESIDE])
    beside = [part.text[one.start : one.end] for one in near if start < one.start and (end < 0 or one.end <= end)]
    return any(len(word) > 1 and word.isalpha() and not word.isupper() for word in beside)


def _heads_line(part: ArticlePart, name: Name) -> bool:
    before = part.text[: name.start].rstrip(" \t*•\u00a0")
    return (not before or before.endswith("\n")) and part.text[name.end :].lstrip(" ").startswith(AFTER_PLACE)
