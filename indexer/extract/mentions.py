"""Which country each name in an article stands for, once its two meanings are told apart.

In: a reading. Out: mentions of countries with their place in the text. Never here: whether the article is about the
country (`countries.py`).
Told apart: a person from a country (Jordan, Chad), a state of the USA from a country (Georgia), the city of Amman
from Oman (both عمان), a language from a people (in Russian and Chinese), a surname from a demonym (أحمد المصري), and
the cities whose names are common words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.article import Evidence
from indexer.extract import rules
from indexer.extract.names import Entry, Kind, Name
from indexer.extract.reading import Part, Reading, Zone
from indexer.extract.words import key_of

AMMAN_WITH_SHADDA = "عمّان"
OMAN_WITH_DAMMA = "عُمان"
#: Words that may stand between a word for "language" and a demonym in a list of languages.
LANGUAGE_LIST_GAP = 4
PLACE_KINDS = {Kind.COUNTRY, Kind.DEMONYM, Kind.PLACE}


@dataclass(frozen=True, slots=True)
class Mention:
    """A country, by code, at a place in the text; `kind` says by what sort of name."""

    code: str
    kind: Kind
    zone: Zone
    field: str
    first: int
    last: int
    evidence: Evidence


def find_mentions(reading: Reading) -> list[Mention]:
    """All mentions of countries by their own names, demonyms and places, in reading order."""
    context = _Context(reading)
    return [mention for part in reading.parts() for mention in context.mentions(part)]


class _Context:
    """The readings of the whole article that a single name is judged by."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._plain = {
            name.entries[0].value
            for _, name in reading.names()
            if len(name.entries) == 1 and name.entries[0].kind in PLACE_KINDS and not name.entries[0].needs_cue
        }
        self._keys = {word.key for part in reading.parts() for word in part.words}

    def mentions(self, part: Part) -> Iterator[Mention]:
        language_until = -1
        for name in part.names:
            entry = self._meaning(part, name)
            if entry is None:
                continue
            if entry.kind is Kind.DEMONYM and _is_language(part, name, language_until):
                language_until = name.last + LANGUAGE_LIST_GAP
                continue
            if self._is_person(part, name, entry):
                continue
            zone = self._reading.zone(part, name.start)
            evidence = part.evidence(name.start, name.end, f"{entry.kind} in {zone}")
            yield Mention(entry.value, entry.kind, zone, part.field, name.first, name.last, evidence)

    def _meaning(self, part: Part, name: Name) -> Entry | None:
        """The one meaning of a name that fits its surroundings."""
        fitting = [
            entry
            for entry in name.entries
            if entry.kind in PLACE_KINDS and (not entry.needs_cue or self._has_cue(part, name, entry))
        ]
        if len(fitting) < 2:
            return fitting[0] if fitting and self._is_meant(part, name, fitting[0]) else None
        return self._between(part, name, fitting)

    def _between(self, part: Part, name: Name, fitting: list[Entry]) -> Entry:
        codes = {entry.value for entry in fitting}
        if codes == {"OM", "JO"}:
            code = self._oman_or_amman(part, name)
            return next(entry for entry in fitting if entry.value == code)
        supported = [entry for entry in fitting if entry.value in self._plain]
        return (supported or fitting)[0]

    def _oman_or_amman(self, part: Part, name: Name) -> str:
        written = part.text[name.start : name.end]
        if AMMAN_WITH_SHADDA in written:
            return "JO"
        if OMAN_WITH_DAMMA in written:
            return "OM"
        before = part.key(name.first - 1)
        if before in {"العاصمه", "مدينه"} or self._reading.zone(part, name.start) is Zone.DATELINE:
            return "OM" if "مسقط" in self._keys or "العمانيه" in self._keys else "JO"
        return "JO" if "JO" in self._plain and "OM" not in self._plain else "OM"

    def _has_cue(self, part: Part, name: Name, entry: Entry) -> bool:
        """Whether the words beside a name say that it is a place."""
        if self._reading.zone(part, name.start) is Zone.DATELINE or {"OM", "JO"} == {e.value for e in name.entries}:
            return True
        before = part.key(name.first - 1)
        if before in _keys("place_cues.txt"):
            return True
        return entry.value in self._plain and before in _keys("weak_place_cues.txt")

    def _is_meant(self, part: Part, name: Name, entry: Entry) -> bool:
        """Whether a country's name that is also another word is the country."""
        if entry.kind is Kind.PLACE:
            return True
        for row in rules.rows("ambiguous_names.tsv", "name", "code", "unless_before", "unless_after", "unless", "only"):
            if key_of(row["name"]) == name.key and row["code"] == entry.value:
                return self._passes(part, name, row.values("unless_before"), row.values("unless_after")) and (
                    self._supported(row.values("unless"), row.values("only"))
                )
        return True

    def _passes(self, part: Part, name: Name, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
        return part.key(name.first - 1) not in before and part.key(name.last) not in after

    def _supported(self, unless: tuple[str, ...], only: tuple[str, ...]) -> bool:
        if only:
            return any(word in self._keys for word in only)
        return not any(word in self._keys or word.upper() in self._plain for word in unless)

    def _is_person(self, part: Part, name: Name, entry: Entry) -> bool:
        """Whether a name is part of a person's: after a given name, or before a surname."""
        if name.last - name.first > 1:
            return False
        before = part.key(name.first - 1)
        adjacent = name.first > 0 and not part.between(name.first - 1, name.first).strip()
        if adjacent and before in _keys("given_names.txt"):
            return name.key in _keys("surnames.txt") or (
                entry.kind is Kind.DEMONYM and not part.text[name.start].isascii()
            )
        return False


def _is_language(part: Part, name: Name, language_until: int) -> bool:
    """Whether a demonym is the name of a language: in a list that begins with a word for "language"."""
    if name.first <= language_until:
        return True
    cues = _keys("language_cues.txt")
    if part.key(name.last) in cues and not part.between(name.last - 1, name.last).strip(" -"):
        return True
    near = range(max(0, name.first - LANGUAGE_LIST_GAP), name.first)
    return any(part.words[word].key in cues for word in near) and part.sentence(
        part.words[near.start].start if near else name.start
    ) == part.sentence(name.start)


@cache
def _keys(file: str) -> frozenset[str]:
    return frozenset(key_of(line) for line in rules.lines(file))
