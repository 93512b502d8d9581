"""The small words within names, and how a name with them is written in the other script: bin Salman, بن سلمان.

In: folded words of a name, how its other words may be spelled, and `particles.tsv` in this folder. Out: the folded
terms of the name in the other script, word by word. Never here: whether the collection has them.

Al and what ends with it are the article of the next word in Arabic letters: Abdul Rahman, عبد الرحمن. What two words
make may be written as one: عبدالرحمن, Abdulrahman.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.shipped import path_of, rows_of

YES, NO, MAY = "yes", "no", "may"
BETWEEN = "|"
#: آل, folded, which is a word before the name of a house, and the article before other names.
HOUSE = ARTICLE
ABD = "عبد"
#: The Latin articles before a name.
LATIN_ARTICLES = ("al", "el")


class Particle(NamedTuple):
    """What stands for a particle in the other script, and whether the name behind takes the Arabic article; whether it
    is never a word by itself."""

    others: tuple[str, ...]
    article: str = NO
    bound: bool = False


class Begun(NamedTuple):
    """The terms of the beginning of a name; whether the next word takes the article, and may be written with the last
    term as one word; whether this is two words already."""

    terms: tuple[str, ...] = ()
    article: str = NO
    joins: bool = False
    is_joined: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it may be a name of several words: also two of them in one, but not an article with its word."""
        return self.article != YES and (len(self.terms) > 1 or self.is_joined)


@cache
def particles() -> dict[str, Particle]:
    """Folded particle -> what stands for it, in both scripts."""
    found: dict[str, Particle] = {}
    back: dict[str, list[str]] = defaultdict(list)
    usual: set[str] = set()
    for latin, arabic, article, bound in rows_of(path_of("search.transliteration", "particles.tsv")):
        others = tuple(arabic.split(BETWEEN))
        found[latin] = Particle(others, article, bound == YES)
        usual.update(others[:1] if bound == YES else ())
        for one in others:
            back[one].append(latin)
    return found | {arabic: Particle(tuple(latin), bound=arabic in usual) for arabic, latin in back.items()}


def is_particle(word: str) -> bool:
    """Whether a folded word is a small word within names."""
    return word in particles()


def is_bound(word: str) -> bool:
    """Whether a folded word is that, and no word by itself."""
    return word in particles() and particles()[word].bound


def continued(begun: Begun, word: str, spelled: Sequence[str]) -> Iterator[Begun]:
    """The beginning of a name with one more word; `spelled` has how this may be spelled in the other script, the
    likeliest first, which does not matter for a particle."""
    particle = particles().get(word)
    if not word.isascii():
        yield from _in_latin(begun, word, particle.others if particle else spelled)
        return
    if particle and HOUSE in particle.others:
        yield begun._replace(article=YES)
        particle = Particle((HOUSE,))
    for term in particle.others if particle else _with_article(spelled, begun.article):
        behind = (particle.article, term == ABD) if particle else (NO, False)
        yield from _added(begun, term, *behind)


def _in_latin(begun: Begun, word: str, others: Sequence[str]) -> Iterator[Begun]:
    has_article = word.startswith(ARTICLE) and not is_particle(word)
    for term in others:
        yield from _added(begun, term, NO, word == ABD)
        for article in LATIN_ARTICLES if has_article else ():
            yield Begun((*begun.terms, article, term))


def _added(begun: Begun, term: str, article: str, joins: bool) -> Iterator[Begun]:
    yield Begun((*begun.terms, term), article, joins)
    if begun.joins:
        yield Begun((*begun.terms[:-1], begun.terms[-1] + term), article, joins, is_joined=True)


def _with_article(spelled: Sequence[str], article: str) -> list[str]:
    """How an Arabic name may be spelled with an article, or with and without one."""
    definite = [ARTICLE + one.removeprefix(ARTICLE) for one in spelled]
    return list(dict.fromkeys((*(spelled if article != YES else ()), *(definite if article != NO else ()))))
