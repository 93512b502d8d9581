"""Amman or Oman: both are عمان in Arabic.

In: such a name in a part of a reading, and what the article says elsewhere. Out: the code of the country. Never here:
another ambiguous name (`meanings.py`).
The nearest evidence counts first: the vowels, the word beside the name (`data/amman_cues.tsv`), the list that it is in,
the dateline; then the article: what is Omani, a king in the sentence, what is Jordanian. A list of countries has Oman
(عمان والأردن), a list of capitals has Amman (بغداد وعمان).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.extract.names.beside import COMMA, comes_after, comes_before, listed_with, names_near, previous_name
from indexer.extract.names.known import Known
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart, Zone
from indexer.naming.forms import bare_forms
from indexer.naming.words import phrase_key
from indexer.tables import rules

OMAN, JORDAN = "OM", "JO"
AMMAN_WITH_SHADDA = "عمّان"
OMAN_WITH_DAMMA = "عُمان"
#: How many words to either side of the name are searched for a king.
NEAR = 40


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell a country, and where they stand: before or after the name, in its sentence, or in the article."""

    country: str
    where: str
    words: frozenset[str]


@cache
def _cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(row["country"], row["where"], frozenset(map(phrase_key, row.values("words"))))
        for row in rules.rows("amman_cues.tsv", "country", "where", "words")
    )


def oman_or_amman(part: ArticlePart, name: Name, known: Known) -> str:
    """`OM` or `JO`, by the nearest evidence."""
    omani = known.home == OMAN or _in_article(known, OMAN)
    near = next(_near(part, name, omani=omani), "")
    if near:
        return near
    if known.reading.zone(part, name.start) is Zone.DATELINE:
        return OMAN if omani else JORDAN
    around = _Sentence.around(part, name)
    if _is_behind_jordan(part, name) and around.has(OMAN, "sentence, behind Jordan"):
        return OMAN
    if omani or (around.has(OMAN) and JORDAN in around.countries and not comes_before(part, name.first, _place_cues())):
        return OMAN
    jordanian = known.is_certain(JORDAN) or known.home == JORDAN or _in_article(known, JORDAN)
    return JORDAN if jordanian or around.has_king() else OMAN


def _is_behind_jordan(part: ArticlePart, name: Name) -> bool:
    """Whether the country Jordan stands directly before the name: `زار ملك الأردن عمان`."""
    before = previous_name(part, name)
    if before is None or before.last != name.first or part.between(name.first - 1, name.first).strip():
        return False
    return any(entry.kind is NameKind.COUNTRY and entry.value == JORDAN for entry in before.entries)


def _place_cues() -> frozenset[str]:
    return rules.keys("weak_place_cues.txt")


def _near(part: ArticlePart, name: Name, *, omani: bool) -> Iterator[str]:
    written = part.text[name.start : name.end]
    if AMMAN_WITH_SHADDA in written:
        yield JORDAN
    if OMAN_WITH_DAMMA in written:
        yield OMAN
    for cue in _cues():
        beside = (cue.where == "before" and comes_before(part, name.first, cue.words)) or (
            cue.where == "after" and comes_after(part, name.last, cue.words)
        )
        if beside:
            yield cue.country
    listed = list(listed_with(part, name))
    if any(other.entries[0].kind is NameKind.COUNTRY for other, _ in listed) and not _is_address(listed):
        yield OMAN
    places = [other.entries[0].value for other, _ in listed if other.entries[0].kind is NameKind.PLACE]
    if OMAN in places or (places and not omani):
        yield JORDAN


def _is_address(listed: list[tuple[Name, str]]) -> bool:
    """Whether a list is a city and its country: `عمان، الأردن`, `عمان - الأردن`."""
    return len(listed) == 1 and listed[0][1] == COMMA and listed[0][0].entries[0].value == JORDAN


def _in_article(known: Known, country: str) -> bool:
    return any(cue.words & known.keys for cue in _cues() if cue.where == "article" and cue.country == country)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words near a name in its sentence, with and without clitics, and the countries that are named there."""

    words: frozenset[str]
    countries: frozenset[str]

    @classmethod
    def around(cls, part: ArticlePart, name: Name) -> "_Sentence":
        sentence = part.sentence(name.start)
        start, end = part.sentences[sentence], part.sentence_end(sentence)
        near = part.words[max(0, name.first - NEAR) : name.last + NEAR]
        words = (form for word in near if start <= word.start < end for form in bare_forms(word.key))
        names = (other for other in names_near(part, name) if start <= other.start < end)
        return cls(frozenset(words), frozenset(entry.value for other in names for entry in other.entries))

    def has(self, country: str, where: str = "sentence") -> bool:
        """Whether a cue of the table for a country is near."""
        return any(cue.words & self.words for cue in _cues() if (cue.country, cue.where) == (country, where))

    def has_king(self) -> bool:
        """Whether a king is near, who is not that of another kingdom."""
        others = self.countries.intersection(rules.lines("monarchies.txt"))
        return self.has(JORDAN) and not others and not self.has(JORDAN, "sentence unless")
