"""Names of several words, in the other script as a whole: Mohammed bin Salman and محمد بن سلمان.

In: adjacent plain words of a query, and which of them mean something else. Out: `WholeName`s: their words stand next
to each other in articles. Never here: the rules of letters and particles (`search/transliteration/`), or a name of one
word (`other_spellings.py`).

What stands next to each other in articles tells which spelling of each word is meant. So a name is spelled word by
word, and only beginnings that articles have go on.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.tokens import Form
from indexer.naming.forms import with_clitics
from search.compile.attested import Attested
from search.compile.compounds import apart
from search.compile.expansions import Pattern
from search.query.words import QueryWord
from search.transliteration.across import OtherScript
from search.transliteration.particles import LATIN_ARTICLES, Begun, continued, is_bound, is_particle

#: Words of the longest name, spellings of each word, beginnings that go on, and spellings that are searched.
MOST_WORDS, MOST_SPELLINGS, MOST_BEGUN, MOST_SEARCHED = 6, 6, 8, 3


class WholeName(NamedTuple):
    """Words `first` to `last` (exclusive) of a run that are one name, and how the other script has it."""

    first: int
    last: int
    patterns: tuple[Pattern, ...]


class WholeNames:
    """Finds the names of one generation."""

    def __init__(self, across: OtherScript) -> None:
        self._across = across

    def find(
        self, words: Sequence[QueryWord], taken: Collection[int], translated: Collection[int], attested: Attested
    ) -> Iterator[WholeName]:
        """The names among the words, the leftmost first and of these the longest. A word that is `taken` is part of
        none; one that the lexicon has (`translated`) only beside a particle."""
        exact = [word.token.exact for word in words]
        begin = 0
        while begin < len(words):
            end = begin
            while end < min(len(exact), begin + MOST_WORDS) and _may_be_part(end, begin, exact, taken, translated):
                end += 1
            length, found = self._longest(_parts(exact[begin:end]), attested)
            found = [*found, *self._spelled_back(exact[begin : begin + length], found, attested)]
            patterns = tuple(one for pattern in found for one in _with_clitics(pattern, attested))
            if patterns:
                yield WholeName(begin, begin + length, patterns)
            begin += length or 1

    def _longest(self, parts: Sequence[Sequence[str]], attested: Attested) -> tuple[int, list[Pattern]]:
        """How many words the longest name has that begins with the first, and how articles write it, as most do first;
        `parts` are the words, each cut behind the particle that it begins with."""
        flat = [word for own in parts for word in own]
        ends = list(accumulate(len(own) for own in parts))
        begun, best = [Begun()], (0, list[Pattern]())
        for at, word in enumerate(flat if len(flat) > 1 else ()):
            beside = any(map(is_particle, flat[max(0, at - 1) : at + 2]))
            begun = self._continued(begun, word, beside, attested)
            whole = [_pattern(one) for one in begun if one.is_whole]
            if whole and at + 1 in ends and not is_particle(word):
                best = (ends.index(at + 1) + 1, whole[:MOST_SEARCHED])
        return best if best[0] else self._with_article(flat, ends, attested)

    def _spelled_back(self, typed: Sequence[str], found: Sequence[Pattern], attested: Attested) -> list[Pattern]:
        """How articles write a name in its own script that none has as `typed`: what the other script has for it, in
        this one again."""
        words = [term for one in found[:1] for term in one.terms if term is not None]
        if not words or len(words) != len(found[0].terms) or attested.phrase(_phrase(typed)):
            return []
        length, back = self._longest([(word,) for word in words], attested)
        return back if length == len(words) else []

    def _continued(self, begun: Sequence[Begun], word: str, beside: bool, attested: Attested) -> list[Begun]:
        """The beginnings with one more word that articles have, those of most articles first, and those that may become
        one word; `beside` a particle, a word is a name."""
        spelled = () if is_particle(word) else self._across.likely(word, beside)[:MOST_SPELLINGS]
        found = list(dict.fromkeys([more for one in begun for more in continued(one, word, spelled)]))
        having = {one.terms: count for count, one in attested.having([_pattern(one) for one in found if one.terms])}
        there = [one for one in found if not one.terms or one.joins or one.terms in having]
        return sorted(there, key=lambda one: -having.get(one.terms, 0))[:MOST_BEGUN]

    def _with_article(self, flat: Sequence[str], ends: Sequence[int], attested: Attested) -> tuple[int, list[Pattern]]:
        """The same for an article and one name, which are one word in Arabic letters, so that nothing stands next to
        it."""
        if len(flat) < 2 or flat[0] not in LATIN_ARTICLES or 2 not in ends:
            return 0, []
        names = [ARTICLE + one.removeprefix(ARTICLE) for one in self._across.spellings(flat[1])]
        found = [Pattern(one, Form.EXACT, (one,)) for one in dict.fromkeys(names)]
        return (ends.index(2) + 1, found) if attested.having(found) else (0, [])


def within_names(words: Sequence[QueryWord], meaning: Collection[int]) -> set[int]:
    """The places of particles beside other words, but for those that are words by themselves, unless they stand between
    two words of which one is a name: the words whose places are `meaning` are none."""
    exact = [word.token.exact for word in words]
    bound = {at for at, word in enumerate(exact) if len(exact) > 1 and is_bound(word)}
    inside = {at for at in range(1, len(exact) - 1) if is_particle(exact[at])}
    return bound | {at for at in inside if not {at - 1, at + 1} <= set(meaning)}


def _phrase(words: Sequence[str]) -> Pattern:
    return Pattern(" ".join(words), Form.EXACT, tuple(words))


def _pattern(begun: Begun) -> Pattern:
    return Pattern(" ".join(begun.terms), Form.EXACT, begun.terms)


def _with_clitics(pattern: Pattern, attested: Attested) -> Iterator[Pattern]:
    head, *rest = pattern.terms
    heads = (head,) if head is None or head.isascii() else with_clitics(head)
    written = [Pattern(pattern.text, Form.EXACT, (one, *rest)) for one in heads]
    attested.expect(written)
    return (one for one in written if attested.terms(one))


def _parts(exact: Sequence[str]) -> list[Sequence[str]]:
    """The words of one script, each cut behind the particle that it begins with."""
    same = takewhile(lambda word: word.isascii() == exact[0].isascii(), exact)
    return [next((two for two in apart(word) if is_bound(two[0])), (word,)) for word in same]


def _may_be_part(
    at: int, begin: int, exact: Sequence[str], taken: Collection[int], translated: Collection[int]
) -> bool:
    """Whether a word may be part of a name that begins at another."""
    if at in taken:
        return False
    beside = [*exact[max(begin, at - 1) : at], *exact[at + 1 : at + 2]]
    return is_particle(exact[at]) or at not in translated or any(map(is_particle, beside))
