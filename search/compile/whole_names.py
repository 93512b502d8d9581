"""Names of several words, in the other script as a whole: Mohammed bin Salman and محمد بن سلمان.

In: adjacent plain words of a query, and which of them mean something else. Out: `WholeName`s: their words stand next
to each other in articles. Never here: the rules of letters and particles (`search/transliteration/`), or a name of one
word (`other_spellings.py`).

What stands next to each other in articles tells which spelling of each word is meant. So a name is spelled word by
word, and only beginnings that articles have go on. All names of a query go on in step, so that a step is one question
to an index that is elsewhere.
"""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
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

#: How many words the longest name has that begins with a word, and how articles write it.
Longest = tuple[int, list[Pattern]]
#: Asks which patterns articles have, step by step, and is sent the number of the articles with each.
Looking = Generator[Sequence[Pattern], Mapping[Pattern, int], Longest]


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
        ends = [_end(begin, exact, taken, translated) for begin in range(len(exact))]
        found = _in_step([self._name(exact[begin:end], attested) for begin, end in enumerate(ends)], attested)
        begin = 0
        while begin < len(words):
            length, written = found[begin]
            patterns = tuple(one for pattern in written for one in _with_clitics(pattern, attested))
            if patterns:
                yield WholeName(begin, begin + length, patterns)
            begin += length or 1

    def _name(self, words: Sequence[str], attested: Attested) -> Looking:
        """The longest name that begins with the first of the words."""
        length, found = yield from self._longest(_parts(words))
        if found and not attested.terms(_phrase(words[:length])):
            found += yield from self._spelled_back(found[0])
        return length, found

    def _longest(self, parts: Sequence[Sequence[str]]) -> Looking:
        """The longest name that begins with the first of the parts, as most articles write it first; `parts` are words,
        each cut behind the particle that it begins with."""
        flat = [word for own in parts for word in own]
        ends = list(accumulate(len(own) for own in parts))
        begun, best = [Begun()], (0, list[Pattern]())
        for at, word in enumerate(flat if len(flat) > 1 else ()):
            beside = any(map(is_particle, flat[max(0, at - 1) : at + 2]))
            begun = yield from self._continued(begun, word, beside)
            whole = [_phrase(one.terms) for one in begun if one.is_whole]
            if whole and at + 1 in ends and not is_particle(word):
                best = (ends.index(at + 1) + 1, whole[:MOST_SEARCHED])
        return best if best[0] else (yield from self._with_article(flat, ends))

    def _spelled_back(self, found: Pattern) -> Generator[Sequence[Pattern], Mapping[Pattern, int], list[Pattern]]:
        """How articles write a name in its own script that has words of no article: what the other script has for it,
        in this one again."""
        words = [term for term in found.terms if term is not None]
        length, back = yield from self._longest([(word,) for word in words])
        return back if length == len(found.terms) else []

    def _continued(
        self, begun: Sequence[Begun], word: str, beside: bool
    ) -> Generator[Sequence[Pattern], Mapping[Pattern, int], list[Begun]]:
        """The beginnings with one more word that articles have, those of most articles first, and those that may become
        one word; `beside` a particle, a word is a name."""
        spelled = () if is_particle(word) else self._across.likely(word, beside)[:MOST_SPELLINGS]
        found = list(dict.fromkeys([more for one in begun for more in continued(one, word, spelled)]))
        having = yield [_phrase(one.terms) for one in found if one.terms]
        there = [one for one in found if not one.terms or one.joins or _phrase(one.terms) in having]
        return sorted(there, key=lambda one: -having.get(_phrase(one.terms), 0))[:MOST_BEGUN]

    def _with_article(self, flat: Sequence[str], ends: Sequence[int]) -> Looking:
        """The same for an article and one name, which are one word in Arabic letters, so that nothing stands next to
        it."""
        if len(flat) < 2 or flat[0] not in LATIN_ARTICLES or 2 not in ends:
            return 0, []
        names = [ARTICLE + one.removeprefix(ARTICLE) for one in self._across.spellings(flat[1])]
        found = [_phrase([one]) for one in dict.fromkeys(names)]
        return (ends.index(2) + 1, found) if (yield found) else (0, [])


def _in_step(names: Sequence[Looking], attested: Attested) -> list[Longest]:
    """What is found for each name; the next patterns of all are asked for at once."""
    found: dict[int, Longest] = {}
    having: Mapping[Pattern, int] | None = None
    looking = dict(enumerate(names))
    while looking:
        asked = {}
        for at, one in looking.items():
            try:
                asked[at] = one.send(having) if having is not None else next(one)
            except StopIteration as ended:
                found[at] = ended.value
        looking = {at: looking[at] for at in asked}
        having = attested.having(list(dict.fromkeys([one for patterns in asked.values() for one in patterns])))
    return [found[at] for at in range(len(names))]


def within_names(words: Sequence[QueryWord], meaning: Collection[int]) -> set[int]:
    """The places of particles beside other words, but for those that are words by themselves, unless they stand between
    two words of which one is a name: the words whose places are `meaning` are none."""
    exact = [word.token.exact for word in words]
    bound = {at for at, word in enumerate(exact) if len(exact) > 1 and is_bound(word)}
    inside = {at for at in range(1, len(exact) - 1) if is_particle(exact[at])}
    return bound | {at for at in inside if not {at - 1, at + 1} <= set(meaning)}


def _phrase(words: Sequence[str]) -> Pattern:
    return Pattern(" ".join(words), Form.EXACT, tuple(words))


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


def _end(begin: int, exact: Sequence[str], taken: Collection[int], translated: Collection[int]) -> int:
    """Where the words that may be one name from a word on end (exclusive)."""
    ends = range(begin, min(len(exact), begin + MOST_WORDS))
    return next((at for at in ends if not _may_be_part(at, begin, exact, taken, translated)), ends.stop)


def _may_be_part(
    at: int, begin: int, exact: Sequence[str], taken: Collection[int], translated: Collection[int]
) -> bool:
    """Whether a word may be part of a name that begins at another."""
    if at in taken:
        return False
    beside = [one for one in (at - 1, at + 1) if begin <= one < len(exact) and one not in taken]
    if is_particle(exact[at]) or at not in translated:
        return True
    return any(is_particle(exact[one]) or one not in translated for one in beside)
