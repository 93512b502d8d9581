"""Persons whose given name is that of a country: Chad Smith, Jordan Pickford, جورجيا ميلوني.

In: a name in a part of a reading. Out: whether it is a given name there. Never here: surnames (`persons.py`).
"""

from functools import cache

from indexer.extract.names.beside import joined, next_name
from indexer.extract.names.names import Name
from indexer.extract.names.reading import ArticlePart
from indexer.naming.forms import bare_forms
from indexer.naming.words import key_of
from indexer.tables import rules

FREQUENT = "frequent"
ARTICLE, NISBA_ENDING = "ال", "ي"
#: Ends of a sentence; a title has none.
ENDS = (".", "!", "?", "”", '"')
#: Most characters of a sentence's end, with the spaces behind it.
LONGEST_END = 20


def is_namesake(part: ArticlePart, name: Name) -> bool:
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
    if part.key(name.last) in rules.keys("not_family_names.txt") or _is_name(part, name):
        return False
    role = joined(part, name.first) and part.key(name.first - 1) in rules.keys("person_roles.txt")
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
    if family.isupper() or part.key(name.first - 1) in rules.keys("places_follow.txt"):
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
