"""Persons with the name of a country, a city or a people: Jim Jordan, Chad Smith, محمد الكويتي, أبو يحيى الليبي.

In: a reading, and a name in it. Out: whether it is part of a person's name. Never here: which country a name means.
A nisba is a surname after a given name, a title or a kunya. The surname alone means the person too, once the article
has introduced it: `وأكد السوداني`, `Jordan said`.
"""

from functools import cache, cached_property

from indexer.extract.names.beside import comes_before, next_name
from indexer.extract.names.given_names import Given, given_name
from indexer.extract.names.known import Known
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart
from indexer.naming.forms import bare_forms
from indexer.naming.words import key_of
from indexer.tables import rules

ARTICLE = "ال"
NISBA_ENDING = "ي"
FREQUENT = "frequent"
#: Ends of a sentence; a title has none.
ENDS = (".", "!", "?", "”", '"')
#: Most characters of a sentence's end, with the spaces behind it.
LONGEST_END = 20
#: Most words between a title and the surname.
MOST_GIVEN = 2
#: A definite word, or one with the suffix of a pronoun, takes a nisba as its adjective: الوزير المصري, نظيره المصري.
DEFINITE = (ARTICLE, "بال", "وال", "لل", "كال", "فال", "وبال", "ولل")
PRONOUNS = ("ه", "ها", "هم")


class Persons:
    """The persons of one article whose names are those of countries."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def is_person(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a name is a surname or a given name here."""
        if _is_given_name(part, name) or _is_surname(part, name, entry.kind):
            return True
        return name.key in self._surnames and self._stands_for_person(part, name, entry)

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The names that the article introduces as surnames."""
        return frozenset(
            name.key
            for part, name in self._known.reading.names()
            if any(
                _is_surname(part, name, entry.kind) or _follows_full_name(part, name, entry.kind)
                for entry in name.entries
            )
        )

    def _stands_for_person(self, part: ArticlePart, name: Name, entry: NamedValue) -> bool:
        """Whether a surname that was introduced stands alone: not behind a noun that it may modify, or in a place."""
        before = part.key(name.first - 1)
        if part.text[name.start].isascii():
            in_place = comes_before(part, name.first, rules.keys("weak_place_cues.txt"))
            return not in_place and not self._known.is_certain(entry.value, name)
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


def _is_nisba(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether a name is one Arabic nisba, which may be a surname."""
    return kind is NameKind.DEMONYM and name.last == name.first + 1 and not part.text[name.start].isascii()


def _is_surname(part: ArticlePart, name: Name, kind: NameKind) -> bool:
    """Whether a given name, a title or a kunya introduces a name as a surname."""
    if name.last - name.first > 1 or not _joined(part, name.first):
        return False
    nisba = _is_nisba(part, name, kind)
    if not nisba:
        return name.key in rules.keys("surnames.txt") and given_name(part, name.first - 1) is not None
    given = given_name(part, name.first - 1)
    if given is Given.LINEAGE:
        return True
    if not name.key.endswith(NISBA_ENDING):
        return False
    if not name.key.startswith(ARTICLE):
        return given is not None and given is not Given.WORD
    return given is not None or _after_kunya(part, name.first) or _after_title(part, name)


def _joined(part: ArticlePart, first: int) -> bool:
    """Whether only a space, or the stop of an abbreviation, precedes a word."""
    return first > 0 and not part.between(first - 1, first).strip(" .")


def _after_kunya(part: ArticlePart, first: int) -> bool:
    """Whether the word before is the first name of a kunya or a lineage: `أبو يحيى الليبي`, `سعد بن ناصر القطري`."""
    return _joined(part, first - 1) and comes_before(part, first - 1, rules.keys("kunyas.txt"))


def _after_title(part: ArticlePart, name: Name) -> bool:
    """Whether a title and one or two names without an article precede: `الدكتور زياد المصري`."""
    for first in range(name.first - 1, name.first - 1 - MOST_GIVEN, -1):
        if first < 1 or not _joined(part, first) or part.key(first).startswith(DEFINITE):
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
        and _joined(part, name.first)
        and _joined(part, name.first - 1)
        and not part.key(name.first - 1).startswith(DEFINITE)
        and given_name(part, name.first - 2) is not None
    )


def _is_given_name(part: ArticlePart, name: Name) -> bool:
    """Whether a name is a given name: a family name follows it, or another capital, and a role precedes."""
    kind = next((_given_countries()[form] for form in bare_forms(name.key) if form in _given_countries()), "")
    if not kind or name.last >= len(part.words) or part.between(name.last - 1, name.last) != " ":
        return False
    if part.key(name.last) in rules.keys("family_names.txt"):
        return True
    if not part.text[name.start].isascii():
        return _is_family_nisba(part, name)
    if not part.text[part.words[name.last].start].isupper():
        return False
    role = _joined(part, name.first) and part.key(name.first - 1) in rules.keys("person_roles.txt")
    return role or (kind == FREQUENT and _is_full_name(part, name))


@cache
def _given_countries() -> dict[str, str]:
    """Key of each name of a country that is a given name -> its kind."""
    return {
        key_of(name): row["kind"]
        for row in rules.rows("country_given_names.tsv", "kind", "names")
        for name in row.values("names")
    }


def _is_full_name(part: ArticlePart, name: Name) -> bool:
    """Whether one word with a capital follows a given name in a sentence, and it is no part of a body's name: `Jordan
    Chiles won`, not `Jordan Phosphate Mines`, `in Chad Friday`, or a title with capitals."""
    words = part.words
    family = part.text[words[name.last].start : words[name.last].end]
    if family.isupper() or part.key(name.last) in rules.keys("not_family_names.txt"):
        return False
    if part.key(name.first - 1) in rules.keys("places_follow.txt") or _is_name(part, name):
        return False
    after = name.last + 1
    if after < len(words) and not part.between(name.last, after).strip() and part.text[words[after].start].isupper():
        return False
    end = part.sentence_end(part.sentence(name.start))
    return part.text[max(0, end - LONGEST_END) : end].rstrip().endswith(ENDS)


def _is_name(part: ArticlePart, name: Name) -> bool:
    """Whether another name of the gazetteers follows at once: `Jordan Kuwait Bank`."""
    following = next_name(part, name)
    return following is not None and following.first == name.last


def _is_family_nisba(part: ArticlePart, name: Name) -> bool:
    """Whether a definite nisba follows, which an indefinite adjective never takes: `تركي الدوسري`."""
    following = part.key(name.last)
    nisba = following.startswith(ARTICLE) and following.endswith(NISBA_ENDING)
    return nisba and name.key.removeprefix("و") == "تركي" and len(following) > 5
