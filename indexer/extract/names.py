"""Every name of the gazetteers in a text, by longest match on folded words, in one pass.

In: the gazetteers, then texts. Out: names with their word and character offsets and all that they may stand for.
Never here: deciding between two meanings of a name (`countries.py`, `agencies.py`).
The pass is an Aho-Corasick automaton (Aho and Corasick 1975) over word numbers; overlaps go to the leftmost, then
the longest name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import ahocorasick

from indexer.extract import rules
from indexer.extract.forms import demonym_forms, nisba_forms, without_clitics
from indexer.extract.words import REMEMBERED_WORDS, Word, read_words
from indexer.gazetteers import Gazetteers

UNKNOWN_WORD = 0


class Kind(StrEnum):
    """What a name is a name of."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    PLACE = "place"
    AGENCY = "agency"
    ACRONYM = "acronym"
    OUTLET = "outlet"
    OTHER = "other"


class Case(StrEnum):
    """How a name is written: a name in capitals is only that name in capitals."""

    ANY = "any"
    INITIALS = "initials"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name: a country code, an agency or source id. `needs_cue` asks for more than the name alone: a
    word that says that it is a place, or the country of a body whose name other states use too."""

    kind: Kind
    value: str
    case: Case
    needs_cue: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: words `first` to `last` (exclusive), characters `start` to `end`, its possible meanings."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]


class NameIndex:
    """The names of all gazetteers, ready to be found."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._numbers: dict[str, int] = {}
        meanings: dict[tuple[int, ...], dict[Entry, None]] = {}
        for name, kind, value, needs_cue in _names(gazetteers):
            words = read_words(name)
            if words:
                numbers = tuple(self._numbers.setdefault(word.key, len(self._numbers) + 1) for word in words)
                meanings.setdefault(numbers, {})[Entry(kind, value, _case(name), needs_cue)] = None
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        for numbers, entries in meanings.items():
            self._automaton.add_word(numbers, (len(numbers), tuple(entries)))
        self._automaton.make_automaton()
        self._number = lru_cache(REMEMBERED_WORDS)(self._find_number)

    def find(self, text: str, words: Sequence[Word]) -> list[Name]:
        """The names in a text, in order, without overlap."""
        numbers = [self._number(word.key) for word in words]
        found = []
        for end, (length, entries) in self._automaton.iter(tuple(number for number, _ in numbers)):
            first = end - length + 1
            if not any(stripped for _, stripped in numbers[first + 1 : end + 1]):
                found.append((first, -length, entries))
        found.sort(key=lambda match: match[:2])
        return list(_without_overlaps(text, words, found))

    def _find_number(self, key: str) -> tuple[int, bool]:
        """Number of a word, and whether a clitic had to be taken off."""
        number = self._numbers.get(key)
        if number is not None:
            return number, False
        if not key.isascii():
            for stem in without_clitics(key):
                number = self._numbers.get(stem)
                if number is not None:
                    return number, True
        return UNKNOWN_WORD, False


def _without_overlaps(
    text: str, words: Sequence[Word], found: list[tuple[int, int, tuple[Entry, ...]]]
) -> Iterator[Name]:
    free_from = 0
    for first, negative_length, entries in found:
        if first < free_from:
            continue
        last = first - negative_length
        start, end = words[first].start, words[last - 1].end
        fitting = tuple(entry for entry in entries if _written_as(text, words[first:last], entry.case))
        if fitting:
            free_from = last
            yield Name(first, last, start, end, " ".join(word.key for word in words[first:last]), fitting)


def _case(name: str) -> Case:
    letters = [letter for letter in name if letter.isalpha() and letter.isascii()]
    if not letters:
        return Case.ANY
    return Case.CAPITALS if all(letter.isupper() for letter in letters) else Case.INITIALS


def _written_as(text: str, words: Sequence[Word], case: Case) -> bool:
    """Whether the words are written with the capitals that the name has; only first and last initials are asked for."""
    if case is Case.ANY:
        return True
    if case is Case.CAPITALS:
        return all(text[word.start : word.end].removesuffix("'s").removesuffix("’s").isupper() for word in words)
    return text[words[0].start].isupper() and not text[words[-1].start].islower()


def _names(gazetteers: Gazetteers) -> Iterator[tuple[str, Kind, str, bool]]:
    """(name, kind, value, needs a cue) of everything that is looked for."""
    for country in gazetteers.countries.values():
        for name in country.names.all():
            yield name, Kind.COUNTRY, country.code, False
        for demonym in country.demonyms_en:
            for form in demonym_forms(demonym):
                yield form, Kind.DEMONYM, country.code, False
        for nisba in country.nisbas:
            for form in nisba_forms(nisba):
                yield form, Kind.DEMONYM, country.code, False
        for demonym in country.demonyms_ar:
            yield demonym, Kind.DEMONYM, country.code, False
    for place in gazetteers.places:
        for name in place.names.all():
            yield name, Kind.PLACE, place.country, name in place.needs_cue
    yield from _bodies(gazetteers)


def _bodies(gazetteers: Gazetteers) -> Iterator[tuple[str, Kind, str, bool]]:
    for agency in gazetteers.agencies.values():
        for name in agency.names.all():
            yield name, Kind.AGENCY, agency.id, name in agency.shared
        for acronym in agency.acronyms:
            yield acronym, Kind.ACRONYM, agency.id, acronym in agency.shared
    for source in gazetteers.sources.values():
        for name in source.names.all():
            if " " in name:
                yield name, Kind.OUTLET, source.id, False
    for name in rules.lines("other_names.txt"):
        yield name, Kind.OTHER, "", False
