"""The meaning of an ambiguous name in its context.

In: a name in a part of a reading. Out: its one entry, or None if it means no country here.
Never here: whether the article is about the country (`countries.py`).
It distinguishes a person from a country (Jordan, Chad), a state of the USA from a country (Georgia), the city of Amman
from Oman (both عمان), a language from a people (in Russian and Chinese), a surname from a demonym (أحمد المصري), places
from common words, and the rows of `data/ambiguous_names.tsv`.
"""

from dataclasses import dataclass
from functools import cache

from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading, Zone
from indexer.naming.words import key_of
from indexer.tables import rules
from indexer.tables.table import Row

PLACE_KINDS = frozenset({NameKind.COUNTRY, NameKind.DEMONYM, NameKind.PLACE})
OMAN, JORDAN = "OM", "JO"
AMMAN_WITH_SHADDA = "عمّان"
OMAN_WITH_DAMMA = "عُمان"
BEFORE_AMMAN = frozenset(map(key_of, ("العاصمة", "مدينة", "بالعاصمة", "بمدينة")))
OMANI_WORDS = frozenset(map(key_of, ("مسقط", "العمانية", "العماني", "السلطنة")))
#: Most words between a word for "language" and a demonym in a list of languages.
LANGUAGE_LIST_GAP = 4
ARABIC_LANGUAGE_ENDING = "ه"
JOINING = frozenset({"and", "or"})
HYPHEN = "-"
COLUMNS = ("name", "code", "unless_before", "unless_after", "unless", "only", "not_written")


@dataclass(frozen=True, slots=True)
class Doubt:
    """When a name does not mean the country: after a word of `before`; before one of `after`; in an article with a word
    or a certain country of `unless`, or without any word of `only`; in a spelling of `not_written`."""

    before: frozenset[str]
    after: frozenset[str]
    unless: frozenset[str]
    only: frozenset[str]
    not_written: tuple[str, ...]


def _values(row: Row, column: str) -> frozenset[str]:
    return frozenset(map(key_of, row.values(column)))


@cache
def _doubts() -> dict[tuple[str, str], Doubt]:
    return {
        (key_of(row["name"]), row["code"]): Doubt(
            _values(row, "unless_before"),
            _values(row, "unless_after"),
            _values(row, "unless"),
            _values(row, "only"),
            row.values("not_written"),
        )
        for row in rules.rows("ambiguous_names.tsv", *COLUMNS)
    }


class Meanings:
    """The meanings of the names of one article. `home` is the country that its outlet mainly reports on."""

    def __init__(self, reading: ArticleReading, home: str) -> None:
        self._reading = reading
        self._home = home
        self._certain = {
            name.entries[0].value
            for _, name in reading.names()
            if len(name.entries) == 1 and name.entries[0].kind in PLACE_KINDS and not name.entries[0].needs_cue
        }
        self._keys = {word.key for part in reading.parts() for word in part.words}

    def of(self, part: ArticlePart, name: Name) -> NamedValue | None:
        """The meaning of a name as a country, or None."""
        fitting = [entry for entry in name.entries if entry.kind in PLACE_KINDS and self._fits(part, name, entry)]
        if not fitting or part.key(name.first - 1) in rules.keys("not_place_cues.txt"):
            return None
        entry = fitting[0] if len(fitting) == 1 else self._between(part, name, fitting)
        person = _is_surname(part, name, entry) or _is_given_name(part, name)
        return None if person or self._is_doubtful(part, name, entry) else entry

    def _between(self, part: ArticlePart, name: Name, fitting: list[NamedValue]) -> NamedValue:
        if {entry.value for entry in fitting} == {OMAN, JORDAN}:
            code = self._oman_or_amman(part, name)
            return next(entry for entry in fitting if entry.value == code)
        supported = [entry for entry in fitting if entry.value in self._certain]
        return (supported or fitting)[0]

    def _oman_or_amman(self, part: ArticlePart, name: Name) -> str:
        written = part.text[name.start : name.end]
        if AMMAN_WITH_SHADDA in written:
            return JORDAN
        if OMAN_WITH_DAMMA in written:
            return OMAN
        omani = bool(OMANI_WORDS & self._keys) or self._home == OMAN
        if part.key(name.first - 1) in BEFORE_AMMAN or self._reading.zone(part, name.start) is Zone.DATELINE:
            return OMAN if omani else JORDAN
        return JORDAN if JORDAN in self._certain and not omani else OMAN

    def _fits(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a name that needs a cue has one: the word before it, the dateline, or an outlet of that country."""
        if (
            not entry.needs_cue
            or entry.value == self._home
            or any(other.kind is NameKind.COUNTRY for other in name.entries)
        ):
            return True
        if self._reading.zone(part, name.start) is Zone.DATELINE:
            return True
        before = part.key(name.first - 1)
        return before in rules.keys("place_cues.txt") or (
            entry.value in self._certain and before in rules.keys("weak_place_cues.txt")
        )

    def _is_doubtful(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        doubt = _doubts().get((name.key, entry.value))
        if doubt is None or entry.kind is NameKind.PLACE:
            return False
        if part.key(name.first - 1) in doubt.before or part.key(name.last) in doubt.after:
            return True
        if any(spelling in part.text[name.start : name.end] for spelling in doubt.not_written):
            return True
        if doubt.only and not doubt.only & self._keys:
            return True
        return any(word in self._keys or word.upper() in self._certain for word in doubt.unless)


def _is_surname(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a name is a surname: a given name or a title precedes it."""
    if name.last - name.first > 1 or name.first == 0 or part.between(name.first - 1, name.first).strip(" ."):
        return False
    if part.key(name.first - 1) not in rules.keys("given_names.txt"):
        return False
    return name.key in rules.keys("surnames.txt") or (
        entry.kind is NameKind.DEMONYM and not part.text[name.start].isascii()
    )


def _is_given_name(part: ArticlePart, name: Name) -> bool:
    """Whether a name is a given name: a family name follows it."""
    return (
        name.key in rules.keys("country_given_names.txt")
        and part.key(name.last) in rules.keys("family_names.txt")
        and part.between(name.last - 1, name.last) == " "
    )


def _ends_phrase(part: ArticlePart, last: int) -> bool:
    """Whether no noun follows a demonym: `in Thai and Indonesian.`, but not `in Thai waters`."""
    after = part.text[part.words[last - 1].end :].lstrip(" ")
    return not (after[:1].isalpha() or after.startswith(HYPHEN)) or part.key(last) in JOINING


def is_language(part: ArticlePart, name: Name, language_until: int) -> bool:
    """Whether a demonym is the name of a language: it is next to a word for "language", or in a list of languages that
    goes on to the word `language_until`."""
    if not part.text[name.start].isascii() and not name.key.endswith(ARABIC_LANGUAGE_ENDING):
        return False
    if name.first <= language_until:
        return True
    cues = rules.keys("language_cues.txt")
    if part.key(name.last) in cues and not part.between(name.last - 1, name.last).strip(" -"):
        return True
    if part.key(name.first - 1) in rules.keys("language_verbs.txt") and _ends_phrase(part, name.last):
        return True
    sentence = part.sentence(name.start)
    near = part.words[max(0, name.first - LANGUAGE_LIST_GAP) : name.first]
    return any(word.key in cues and part.sentence(word.start) == sentence for word in near)
