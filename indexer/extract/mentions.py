"""The places in an article that name a country, a people, or a place in a country.

In: a reading. Out: mentions of countries, in reading order. Never here: whether the article is about the country
(`countries.py`), or what a name with two meanings stands for (`meanings.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.article import Evidence
from indexer.extract.meanings import LANGUAGE_LIST_GAP, Meanings, is_language
from indexer.extract.names import Kind, Name
from indexer.extract.reading import Part, Reading, Zone


@dataclass(frozen=True, slots=True)
class Mention:
    """A country, by code, at a place in the text; `kind` says by what sort of name, `first` and `last` which words."""

    code: str
    kind: Kind
    zone: Zone
    field: str
    first: int
    last: int
    evidence: Evidence


def find_mentions(reading: Reading, home: str) -> list[Mention]:
    """All mentions of countries by their own names, demonyms and places; `home` is the outlet's own country or ""."""
    meanings = Meanings(reading, home)
    return [mention for part in reading.parts() for mention in _mentions(reading, part, meanings)]


def _mentions(reading: Reading, part: Part, meanings: Meanings) -> Iterator[Mention]:
    language_until = -1
    for name in part.names:
        entry = None if _signs(reading, part, name) else meanings.of(part, name)
        if entry is None:
            continue
        if entry.kind is Kind.DEMONYM and is_language(part, name, language_until):
            language_until = name.last + LANGUAGE_LIST_GAP
            continue
        zone = reading.zone(part, name.start)
        evidence = part.evidence(name.start, name.end, f"{entry.kind} in {zone}")
        yield Mention(entry.value, entry.kind, zone, part.field, name.first, name.last, evidence)


def _signs(reading: Reading, part: Part, name: Name) -> bool:
    """Whether a name is an outlet's signature in the dateline: قنا is Qatar's agency there, not the city of Qena."""
    signature = reading.dateline.signature if reading.dateline and part is reading.text else None
    return signature is not None and name.start < signature[1] and signature[0] < name.end
