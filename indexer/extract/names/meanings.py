"""The meaning of an ambiguous name in its context.

In: a name in a part of a reading. Out: its one entry, or None if it means no country here.
Never here: whether the article is about the country (`countries.py`).
It puts together what distinguishes a country from a person (`persons.py`), from another word (`doubts.py`), from a part
of a longer name (`held_names.py`), from an acronym (`acronyms.py`), Amman from Oman (`amman.py`), and a language from a
people (in Russian and Chinese).
"""

from indexer.extract.names.acronyms import Acronyms
from indexer.extract.names.amman import JORDAN, OMAN, oman_or_amman
from indexer.extract.names.doubts import is_doubtful
from indexer.extract.names.held_names import is_held, is_state_of_a_town
from indexer.extract.names.known import PLACE_KINDS, Known
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.persons import Persons
from indexer.extract.names.reading import ArticlePart, ArticleReading, Zone
from indexer.tables import rules

#: Most words between a word for "language" and a demonym in a list of languages.
LANGUAGE_LIST_GAP = 4
ARABIC_LANGUAGE_ENDING = "ه"
JOINING = frozenset({"and", "or"})
HYPHEN = "-"


class Meanings:
    """The meanings of the names of one article. `home` is the country that its outlet mainly reports on."""

    def __init__(self, reading: ArticleReading, home: str) -> None:
        self._reading = reading
        self._home = home
        self._known = Known(reading, home)
        self._persons = Persons(self._known)
        self._acronyms = Acronyms(reading)

    def of(self, part: ArticlePart, name: Name) -> NamedValue | None:
        """The meaning of a name as a country, or None."""
        fitting = [
            entry
            for entry in name.entries
            if entry.kind in PLACE_KINDS
            and self._fits(part, name, entry)
            and not self._acronyms.has(part, name, entry.kind)
        ]
        if not fitting:
            return None
        entry = fitting[0] if len(fitting) == 1 else self._between(part, name, fitting)
        if is_held(part, name, entry) or self._persons.is_person(part, name, entry):
            return None
        return None if is_doubtful(part, name, entry, self._known) else entry

    def _between(self, part: ArticlePart, name: Name, fitting: list[NamedValue]) -> NamedValue:
        if {entry.value for entry in fitting} == {OMAN, JORDAN}:
            code = oman_or_amman(part, name, self._known)
            return next(entry for entry in fitting if entry.value == code)
        supported = [entry for entry in fitting if self._known.is_certain(entry.value)]
        return (supported or fitting)[0]

    def _fits(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a name that needs a cue has one: a word or a town before it, the dateline, or its own outlet."""
        if (
            not entry.needs_cue
            or entry.value == self._home
            or any(other.kind is NameKind.COUNTRY for other in name.entries)
        ):
            return True
        if self._reading.zone(part, name.start) is Zone.DATELINE:
            return True
        before = part.key(name.first - 1)
        if is_state_of_a_town(part, name, entry):
            return True
        return before in rules.keys("place_cues.txt") or (
            self._known.is_certain(entry.value) and before in rules.keys("weak_place_cues.txt")
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
