"""Names that are part of the name of something else: a street, a river, a disease, a town of the USA.

In: a name in a part of a reading. Out: whether a longer name holds it, by the words beside it: those of
`data/held_names.tsv`, and the states of `data/states.tsv`. Never here: longer names that are known as a whole
(`data/other_names.tsv`, which `names.py` finds), or persons (`persons.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from indexer.extract.names.beside import comes_before, next_name, previous_name, words_before
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart
from indexer.naming.words import key_of, phrase_key
from indexer.tables import rules

COMMAS = frozenset({",", "،"})
BEFORE_A_STATE = COMMAS | {"("}
IN_THE_STATE = frozenset(map(key_of, ("بولاية", "بمقاطعة")))
IN = frozenset(map(key_of, ("في", "in")))
THE_STATE = frozenset(map(key_of, ("ولاية", "مقاطعة")))
TOWN = frozenset(map(phrase_key, ("مدينة", "بلدة", "قرية", "ضاحية", "town of", "village of", "city of", "suburb of")))
#: Most words of a state's name.
LONGEST_STATE = 3
#: Characters of an abbreviation that must be written exactly.
SHORT_STATE = 2


@dataclass(frozen=True, slots=True)
class Holder:
    """The kinds of names that a word makes part of something else, and whether it needs a capital in the text."""

    kinds: frozenset[str]
    capital: bool


@cache
def _holders(side: str) -> dict[str, list[Holder]]:
    """Key of each word before or after a name -> the rows that it stands in."""
    found: dict[str, list[Holder]] = defaultdict(list)
    for row in rules.rows("held_names.tsv", "side", "of", "words"):
        if row["side"] == side:
            words = row.values("words")
            small = frozenset(phrase_key(word) for word in words if not word[0].isupper())
            keys = frozenset(map(phrase_key, words))
            for key in keys:
                found[key].append(Holder(frozenset(row.values("of")), capital=key not in small))
    return found


@cache
def _states() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The key of each state -> its country, and how it is written."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in rules.rows("states.tsv", "country", "names"):
        for name in row.values("names"):
            written = found.get(phrase_key(name), ("", ()))[1]
            found[phrase_key(name)] = row["country"], (*written, name)
    return found


def is_held(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a name is part of a longer name that means something else."""
    return (
        (not name.prefixed and _holds(part, words_before(part, name.first), "before", name.first - 1, entry))
        or (_adjoins(part, name.last) and _holds(part, (part.key(name.last),), "after", name.last, entry))
        or _is_town_of_a_state(part, name, entry)
    )


def _holds(part: ArticlePart, keys: Iterable[str], side: str, word: int, entry: NamedValue) -> bool:
    """Whether one of the keys beside a name, all of them of one `word`, makes it part of something else."""
    holders = _holders(side)
    return any(
        entry.kind.value in holder.kinds
        and (not holder.capital or part.text[part.words[word - key.count(" ")].start].isupper())
        for key in keys
        for holder in holders.get(key, ())
    )


def _adjoins(part: ArticlePart, last: int) -> bool:
    """Whether only spaces or a hyphen separate a name from the word behind it."""
    return last < len(part.words) and not part.between(last - 1, last).strip(" -")


def _is_town_of_a_state(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a state of another country follows: `Lebanon, Ohio`; not `Mexico, Texas and Ohio`."""
    if entry.kind is NameKind.DEMONYM:
        return False
    if _is_town_of_a_people(part, name, entry) or _is_behind_a_town(part, name, entry):
        return True
    for first in _state_begins(part, name):
        for last in range(min(len(part.words), first + LONGEST_STATE), first, -1):
            country = _state(part, first, last)
            if country:
                return country != entry.value and not _goes_on(part, last, entry)
    return False


def _state(part: ArticlePart, first: int, last: int) -> str:
    """The country of the state that words `first` to `last` (exclusive) name as the table writes it, or "". A short
    abbreviation needs its stop: `Mexico, La Paz` is not in Louisiana."""
    country, names = _states().get(" ".join(word.key for word in part.words[first:last]), ("", ()))
    start, end = part.words[first].start, part.words[last - 1].end
    written = part.text[start:end]
    stopped = written + part.text[end : end + 1]
    short = len(written) <= SHORT_STATE
    fits = any(
        name in {written, stopped} or (not short and (not name.isascii() or written[:1].isupper())) for name in names
    )
    return country if fits else ""


def _is_behind_a_town(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a country's name is that of a state behind a town elsewhere: `Rome, Georgia`, not `Batumi, Georgia`."""
    if name.first == 0 or part.between(name.first - 1, name.first).strip() not in COMMAS:
        return False
    state = _state(part, name.first, name.last)
    town = previous_name(part, name) if state and state != entry.value else None
    if town is None or town.last != name.first or _goes_on(part, name.last, entry):
        return False
    return all(one.value != entry.value for one in town.entries)


def _is_town_of_a_people(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a town has the adjective of another country: `بلدة لبنان الأمريكية`."""
    following = next_name(part, name) if comes_before(part, name.first, TOWN) else None
    if following is None or following.first != name.last:
        return False
    return all(other.kind is NameKind.DEMONYM and other.value != entry.value for other in following.entries)


def _state_begins(part: ArticlePart, name: Name) -> Iterator[int]:
    """The words at which the name of a state may begin behind the name of a town."""
    if name.last >= len(part.words):
        return
    if part.between(name.last - 1, name.last).strip() in BEFORE_A_STATE:
        yield name.last
    elif part.key(name.last) in IN_THE_STATE:
        yield name.last + 1
    elif part.key(name.last) in IN and comes_before(part, name.first, TOWN):
        yield name.last + 1 + (part.key(name.last + 1) in THE_STATE)


def is_state_of_a_town(part: ArticlePart, name: Name, entry: NamedValue) -> bool:
    """Whether a name is a state of its country behind a town and a comma: the `Pa.` of `Lebanon, Pa.`"""
    if name.first == 0 or _state(part, name.first, name.last) != entry.value:
        return False
    town = part.text[part.words[name.first - 1].start]
    return town.isupper() and part.between(name.first - 1, name.first).strip() in COMMAS


def _goes_on(part: ArticlePart, last: int, entry: NamedValue) -> bool:
    """Whether a list of countries and states goes on, so that a country before it is one of them."""
    following = part.key(last)
    return entry.kind is NameKind.COUNTRY and (following == "and" or (following[:1] == "و" and len(following) > 1))
