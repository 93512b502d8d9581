"""Persons with the name of a country, a city or a people: Jim Jordan, Chad Smith, محمد الكويتي, أبو يحيى الليبي.

In: a reading, and a name in it. Out: whether it is part of a person's name. Never here: which country a name means.
A nisba is a surname after a given name, a title or a kunya. The surname alone means the person too, once the article
has introduced it: `وأكد السوداني`, `Jordan said`.
"""

from functools import cached_property

from indexer.extract.names.beside import comes_before, joined
from indexer.extract.names.given_names import Given, given_name
from indexer.extract.names.known import Known
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.namesakes import is_namesake
from indexer.extract.names.reading import ArticlePart
from indexer.tables import rules

ARTICLE = "ال"
NISBA_ENDING = "ي"
#: Most words between a title and the surname.
MOST_GIVEN = 2
#: Most words of a person's name, with a rank, after which a thing is named.
MOST_OF_A_NAME = 4
#: A definite word, or one with the suffix of a pronoun, takes a nisba as its adjective: الوزير المصري, نظيره المصري.
DEFINITE = (ARTICLE, "بال", "وال", "لل", "كال", "فال", "وبال", "ولل")
PRONOUNS = ("ه", "ها", "هم")


class Persons:
    """The persons of one article whose names are those of countries."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def is_person(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a name is a surname or a given name here."""
        if is_namesake(part, name) or _is_surname(part, name, entry.kind):
            return True
        return _could_be_surname(name) and name.key in self._surnames and self._stands_for_person(part, name, entry)

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The names that the article introduces as surnames."""
        return frozenset(
            name.key
            for part, name in self._known.reading.names()
            if _could_be_surname(name)
            and any(
                _is_surname(part, name, entry.kind) or _follows_full_name(part, name, entry.kind)
                for entry in name.entries
            )
        )

    def _stands_for_person(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a surname that was introduced stands alone: not behind a noun that it may modify, or in a place."""
        before = part.key(name.first - 1)
        if part.text[name.start].isascii():
            in_place = comes_before(part, name.first, rules.keys("weak_place_cues.txt"))
            return not in_place and not self._known.is_named(entry.value, name)
        if _follows_full_name(part, name, entry.kind):
            return name.key in self._alone
        return before in rules.keys("speaking_verbs.txt") or (
            name.first == 0 and part.text[name.end : name.end + 1] == ":"
        )

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The names that stand alone behind a verb somewhere, so that they are surnames after a full name too."""
        return frozenset(
            name.key
            for part, name in self._known.reading.names()
            if part.key(name.first - 1) in rules.keys("speaking_verbs.txt")
        )


def _could_be_surname(name: Name) -> bool:
    """Whether a name is one word, without a clitic: a definite nisba, or one of the list of surnames."""
    if name.last > name.first + 1 or name.prefixed:
        return False
    nisba = name.key.startswith(ARTICLE) and name.key.endswith(NISBA_ENDING)
    return nisba or name.key in rules.keys("surnames.txt")


def _is_nisba(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether a name is one Arabic nisba, which may be a surname."""
    return kind is NameKind.DEMONYM and name.last == name.first + 1 and not part.text[name.start].isascii()


def _is_surname(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether a given name, a title or a kunya introduces a name as a surname."""
    if name.prefixed or name.last - name.first > 1 or not joined(part, name.first):
        return False
    nisba = _is_nisba(part, name, kind)
    if not nisba:
        return name.key in rules.keys("surnames.txt") and given_name(part, _given_before(part, name.first)) is not None
    given = given_name(part, name.first - 1)
    if given is Given.LINEAGE or _follows_office(part, name, kind):
        return True
    if not name.key.endswith(NISBA_ENDING) or _is_of_a_thing(part, name):
        return False
    if not name.key.startswith(ARTICLE):
        sure = given is not Given.WORD or given_name(part, name.first - 2) is not None
        return given is not None and sure
    return given not in {None, Given.WESTERN} or _after_kunya(part, name.first) or _after_title(part, name)


def _given_before(part: ArticlePart, first: int) -> int:
    """The word before a surname, or the one before its initial: `Michael B. Jordan`."""
    initial = len(part.key(first - 1)) == 1 and part.text[part.words[first - 1].start].isupper()
    return first - 2 if initial and joined(part, first - 1) else first - 1


def _follows_office(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether an office, a given name and one other word precede a definite nisba. The adjective of an office stands
    next to it, but for that of a sportsman."""
    if not _follows_full_name(part, name, kind) or not joined(part, name.first - 2):
        return False
    office = part.key(name.first - 3)
    return office.startswith(ARTICLE) and office not in rules.keys("players.txt")


def _is_of_a_thing(part: ArticlePart, name: Name) -> bool:
    """Whether a thing that is named after a person precedes, so that the nisba is of it: `ميناء جبل علي الإماراتي`."""
    at = name.first - 1
    ranks, heads = rules.keys("ranks.txt"), rules.keys("named_after_persons.txt")
    for _ in range(MOST_OF_A_NAME):
        if not joined(part, at) or comes_before(part, at, heads):
            break
        if part.key(at - 1) not in ranks and given_name(part, at - 1) is None:
            return False
        at -= 1
    return comes_before(part, at, heads)


def _after_kunya(part: ArticlePart, first: int) -> bool:
    """Whether the word before is the first name of a kunya or a lineage: `أبو يحيى الليبي`, `سعد بن ناصر القطري`."""
    if part.key(first - 1).startswith(DEFINITE):
        return False
    return joined(part, first - 1) and comes_before(part, first - 1, rules.keys("kunyas.txt"))


def _after_title(part: ArticlePart, name: Name) -> bool:
    """Whether a title and one or two names without an article precede: `الدكتور زياد المصري`."""
    for first in range(name.first - 1, name.first - 1 - MOST_GIVEN, -1):
        if first < 1 or not joined(part, first) or part.key(first).startswith(DEFINITE):
            return False
        if part.key(first) in rules.keys("not_given_names.txt"):
            return False
        if comes_before(part, first, rules.keys("person_titles.txt")):
            return True
    return False


def _follows_full_name(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether a given name and one other word precede a definite nisba: `محمد شياع السوداني`. A nisba there may be an
    adjective as well."""
    return (
        _is_nisba(part, name, kind)
        and name.key.startswith(ARTICLE)
        and name.key.endswith(NISBA_ENDING)
        and name.first > 1
        and joined(part, name.first)
        and joined(part, name.first - 1)
        and not part.key(name.first - 1).startswith(DEFINITE)
        and given_name(part, name.first - 2) is not None
    )
