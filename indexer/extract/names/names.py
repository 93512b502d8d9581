"""Every name of the gazetteers in a text, by longest match on folded words, in one pass.

In: the gazetteers, then texts. Out: names with their word and character offsets and all their meanings.
Never here: a choice between two meanings of a name (`meanings.py`, `agencies.py`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from indexer.extract.names.trie import WordTrie, joined
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.naming.forms import demonym_forms, nisba_forms
from indexer.naming.words import NameWord, read_words
from indexer.tables import rules

QUOTES = "«»\"“”'‘’"
CLOSING_QUOTES = frozenset(QUOTES)
NOT_LATIN = re.compile("[^A-Za-z]+")
#: Matches no text.
NOTHING = r"(?!)"


class NameKind(StrEnum):
    """The kinds of names."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    PLACE = "place"
    AGENCY = "agency"
    ACRONYM = "acronym"
    OUTLET = "outlet"
    OTHER = "other"


class Case(StrEnum):
    """How a name must be written in a text. A name in capitals needs capitals, a name in quotation marks needs some. If
    the last word is small in the name, only the first one needs its capital."""

    ANY = "any"
    INITIALS = "initials"
    INITIAL = "initial"
    CAPITALS = "capitals"
    QUOTED = "quoted"


class NamedValue(NamedTuple):
    """One meaning of a name: a country code, an agency or source id. With `needs_cue` the name
    alone is not enough: it needs a cue word for places, or the country of a body whose name other states use too."""

    kind: NameKind
    value: str
    case: Case
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: words `first` to `last` (exclusive), characters `start` to `end`, its possible meanings, and
    whether its first word has a clitic."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[NamedValue, ...]
    prefixed: bool = False


#: The words of each name as a trie joins them -> its entries as `_packed` joins them. Plain strings are fast to read
#: and write, and most are never unpacked: few names of a large gazetteer occur.
Meanings = Mapping[str, str]
ENTRY_JOINT, FIELD_JOINT, NEEDS_CUE = "\x1e", "\x1f", "cue"
REMEMBERED_MEANINGS = 1 << 15


class NameIndex:
    """The names of all gazetteers, indexed. `meanings` is the result of `read_meanings`, if the caller has it."""

    def __init__(self, gazetteers: Gazetteers, meanings: Meanings | None = None) -> None:
        self.signature = signature_pattern(gazetteers)
        self._trie = WordTrie(read_meanings(gazetteers) if meanings is None else meanings)

    def find(self, text: str, words: Sequence[NameWord]) -> list[Name]:
        """The names in a text, in order, without overlap: leftmost first, then longest, if their case matches."""
        names: list[Name] = []
        free_from = 0
        common_words = rules.keys("words_in_capitals.txt") if text.isupper() else frozenset()
        for first, last, packed in self._trie.find(words):
            if first < free_from or (last == first + 1 and words[first].key in common_words):
                continue
            fitting = tuple(entry for entry in _entries(packed) if _matches_case(text, words[first:last], entry.case))
            if fitting and not (fitting[0].kind is NameKind.OUTLET and _continues(text, words, last)):
                free_from = last
                key = " ".join(word.key for word in words[first:last])
                prefixed = not self._trie.begins(words[first].key)
                names.append(Name(first, last, words[first].start, words[last - 1].end, key, fitting, prefixed))
        return names


def read_meanings(gazetteers: Gazetteers) -> Meanings:
    """All names with their meanings: those of the gazetteers, and longer names that contain some of them."""
    meanings: dict[str, dict[str, None]] = {}
    for name, kind, value, needs_cue in _names(gazetteers):
        words = joined(read_words(name))
        if words:
            meanings.setdefault(words, {})[_packed(kind, value, _case(name), needs_cue)] = None
    return {words: ENTRY_JOINT.join(entries) for words, entries in meanings.items()}


def _packed(kind: NameKind, value: str, case: Case, needs_cue: bool) -> str:
    return FIELD_JOINT.join((kind, value, case, NEEDS_CUE if needs_cue else ""))


@lru_cache(REMEMBERED_MEANINGS)
def _entries(packed: str) -> tuple[NamedValue, ...]:
    fields = (entry.split(FIELD_JOINT) for entry in packed.split(ENTRY_JOINT))
    return tuple(
        NamedValue(NameKind(kind), value, Case(case), bool(needs_cue)) for kind, value, case, needs_cue in fields
    )


def signature_pattern(gazetteers: Gazetteers) -> re.Pattern[str]:
    """The signatures of all outlets as a dateline ends with them: `(KUNA) --`, `/ وام /`, ` - قنا -`, ` واس`."""
    signatures = {words for source in gazetteers.sources.values() for words in source.signatures}
    known = "|".join(re.escape(words) for words in sorted(signatures, key=len, reverse=True))
    return re.compile(rf"[\s,،]*(?:[-–—/(]+\s*|\s)(?P<known>{known or NOTHING})(?!\w)\s*[)/]*\s*(?:--|[-–—:.])?\s*")


def _continues(text: str, words: Sequence[NameWord], last: int) -> bool:
    """Whether a capitalised word follows, so that the name is part of a longer one: `The National Committee`."""
    if last == len(words):
        return False
    between = text[words[last - 1].end : words[last].start]
    return not between.strip() and text[words[last].start].isupper()


def _case(name: str) -> Case:
    if name[0] in QUOTES:
        return Case.QUOTED
    letters = NOT_LATIN.sub("", name)
    if not letters:
        return Case.ANY
    if name.split()[-1].islower():
        return Case.INITIAL
    return Case.CAPITALS if letters.isupper() else Case.INITIALS


def _matches_case(text: str, words: Sequence[NameWord], case: Case) -> bool:
    """Whether the words have the capitals of the name; of its initials, only the first and the last must match."""
    if case is Case.ANY:
        return True
    if case is Case.QUOTED:
        start, end = words[0].start, words[-1].end
        return start > 0 and text[start - 1] in QUOTES and text[end : end + 1] in CLOSING_QUOTES
    if case is Case.CAPITALS:
        return all(text[word.start : word.end].removesuffix("'s").removesuffix("’s").isupper() for word in words)
    initial = text[words[0].start].isupper()
    return initial and (case is Case.INITIAL or not text[words[-1].start : words[-1].end].islower())


def _names(gazetteers: Gazetteers) -> Iterator[tuple[str, NameKind, str, bool]]:
    """(name, kind, value, needs a cue) of all names."""
    for country in gazetteers.countries.values():
        for name in country.names.all():
            yield name, NameKind.COUNTRY, country.code, False
        for demonym in country.demonyms_en:
            for form in demonym_forms(demonym):
                yield form, NameKind.DEMONYM, country.code, False
        for nisba in country.nisbas:
            for form in nisba_forms(nisba):
                yield form, NameKind.DEMONYM, country.code, False
        for demonym in country.demonyms_ar:
            yield demonym, NameKind.DEMONYM, country.code, False
    for place in gazetteers.places:
        for name in place.names.all():
            yield name, NameKind.PLACE, place.country, name in place.needs_cue
    yield from _bodies(gazetteers)


def _bodies(gazetteers: Gazetteers) -> Iterator[tuple[str, NameKind, str, bool]]:
    for agency in gazetteers.agencies.values():
        for name in agency.names.all():
            yield name, NameKind.AGENCY, agency.id, name in agency.shared
        for acronym in agency.acronyms:
            yield acronym, NameKind.ACRONYM, agency.id, acronym in agency.shared
    for source in gazetteers.sources.values():
        for name in source.names.all():
            if " " in name:
                yield name, NameKind.OUTLET, source.id, False
    for name in rules.cells("other_names.tsv", "names"):
        yield name, NameKind.OTHER, "", False
