"""How the collection writes a name in the letters of the other script: Macron and ماكرون.

In: a folded word of a query, and a snapshot. Out: folded words of the other script, the likeliest first. Never here: a
word that either script uses as anything but a name, or a table of names.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.pipeline import Analyzer
from indexer.engines.port.port import Request, Snapshot
from search.spelling.letters import ARABIC, LATIN
from search.spelling.nearness import near
from search.spelling.published import spellers_of
from search.transliteration.alignment import NEVER, cost
from search.transliteration.candidates import Spellings
from search.transliteration.evidence import evidence_of, is_name
from search.transliteration.words import Words

#: Letters of the shortest name in each script, without the article.
SHORTEST_LATIN, SHORTEST_ARABIC = 4, 3
#: Those of the shortest one beside other words of a name: Ali.
SHORTEST_PART = 3
#: What pairing the letters of a name may cost, for each Latin letter of it. At .075, 4 of 113 Latin and 1 of 64 Arabic
#: names that were looked at come right more, but 8 of 97 that are not there find something more: ماكرون Micron.
MOST = 0.06
#: The same for a word of a name of several words, which articles have next to each other.
MOST_OF_A_PART = 0.08
#: A spelling in ten times as many articles may cost so much more.
FREQUENT = 0.1
#: Spellings that cost so much more than the best one are searched too, up to MAX_SPELLINGS.
NEAR, MAX_SPELLINGS = 0.2, 3
#: What pairing the letters of a close spelling may cost, for each letter of the word.
CLOSE = 0.03
#: A shorter Latin name is spelled closely by too many Arabic words that are none.
LONG_ENOUGH = 5
#: Only a word of so many times more articles is what a word means that the other script spells closely.
MORE_THAN_CLOSE = 10
#: So many of the best candidates are looked at more closely.
LOOKED_AT = 6
#: A name has so many times as many Latin letters as Arabic ones, at most.
LONGER = 1.5
#: The same for a word of a name of several words: محمد, Mohammed.
LONGER_PART = 2.0
#: A word has a slip for each so many letters behind the first ones, a Latin one at least one: a short word is near to
#: too many others.
SLIP_LETTERS = 3
#: Words of queries whose spellings are remembered.
REMEMBERED = 4096


class _Candidate(NamedTuple):
    worth: float
    word: str
    price: float


class OtherScript:
    """Finds names of one generation across scripts."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._words = Words(snapshot)
        self._spellings = Spellings(self._words)
        self._foreseen: set[str] = set()
        self.spellings = lru_cache(REMEMBERED)(self._find)
        self.likely = lru_cache(REMEMBERED)(self._likely)

    def foresee(self, words: Sequence[str]) -> None:
        """Read at once what the spellings of words depend on, where the index is elsewhere; each word once."""
        if not self._snapshot.is_remote:
            return
        new = [word for word in dict.fromkeys(words) if word not in self._foreseen and _may_be_part(word)]
        if len(self._foreseen) + len(new) > REMEMBERED:
            self._foreseen.clear()
        self._foreseen.update(new)
        self._snapshot.foresee([request for word in new for request in self._needed(word)])

    def _needed(self, word: str) -> Iterator[Request]:
        """What is asked for the articles of a word, and of those that spell it most likely."""
        yield from evidence_of(word)
        if not _may_be_name(word):
            return
        best = [one.word for one in sorted(self._candidates(word))[:LOOKED_AT]]
        for place, one in enumerate(best):
            yield from evidence_of(one)
            if place < MAX_SPELLINGS:
                yield spellers_of(one)

    def _find(self, word: str) -> tuple[str, ...]:
        """How the collection writes a folded word, if it is a name, in the other script."""
        if not _may_be_name(word) or not self._may_be_asked(word):
            return ()
        best = sorted(self._candidates(word))[:LOOKED_AT]
        names = [one for one in best if self._is_name(one, len(word))]
        if not is_name(self._snapshot, self._analyzer, word, asked=True):
            names = [one for one in names if _is_telling(one, len(word))]
        if not names or self._is_slip(word, names[0]):
            return ()
        return tuple(one.word for one in names if one.worth <= names[0].worth + NEAR)[:MAX_SPELLINGS]

    def spelled_back(self, word: str) -> tuple[str, ...]:
        """How the collection writes a name in its own script of which it has no article as it is: what the likeliest
        word of the other script is in this one."""
        there = () if self._words.having(word) else self.spellings(word)[:1]
        return tuple(own for one in there for own in self.spellings(one))

    def _likely(self, word: str, sure: bool) -> tuple[str, ...]:
        """How the collection may write a folded word of a name of several words in the other script, whether it has
        these as names or not; the likeliest first. If it is not `sure`, it is asked whether the word is a name."""
        if not _may_be_part(word) or not (sure or is_name(self._snapshot, self._analyzer, word, asked=True)):
            return ()
        return tuple(one.word for one in sorted(self._candidates(word, MOST_OF_A_PART, LONGER_PART)))

    def _may_be_asked(self, word: str) -> bool:
        """Whether a name may be meant: of an Arabic word only what the other script has for it may tell."""
        return not word.isascii() or is_name(self._snapshot, self._analyzer, word, asked=True)

    def _is_name(self, candidate: _Candidate, letters: int) -> bool:
        """Whether a candidate for a word of so many letters is a name. One that spells it closely may also stand with
        the article or without it, as family names do."""
        close = candidate.price <= CLOSE * letters
        return is_name(self._snapshot, self._analyzer, candidate.word, with_article=close)

    def _is_slip(self, word: str, meant: _Candidate) -> bool:
        """Whether no article has a word, and one slip makes it of a word of its own script, or more slips of a name;
        of one that the other script spells exactly (closely, if it is Arabic), only slips of a name count. These begin
        alike, and as many articles have them as what the word may be in the other script; for an Arabic word that this
        spells closely, MORE_THAN_CLOSE times as many."""
        latin = word.isascii()
        most = max(latin, len(word) // SLIP_LETTERS - 1)
        if self._words.having(word) or not most:
            return False
        close = meant.price <= (0 if latin else CLOSE * len(word))
        least = self._words.having(meant.word) * (MORE_THAN_CLOSE if close and not latin else 1)
        alike = [one for one, own in self._words.alike(word) if own >= least]
        sure = 0 if close else 1
        slips = ((one, distance) for one, distance in near(word, alike) if distance <= most)
        return any(distance <= sure or is_name(self._snapshot, self._analyzer, one) for one, distance in slips)

    def _candidates(self, word: str, most: float = MOST, longer: float = LONGER) -> list[_Candidate]:
        found = {}
        for other in self._spelled(word, most, longer):
            latin, arabic = (word, other) if word.isascii() else (other, word)
            price = min(cost(latin, one, most * len(latin)) for one in _bare(arabic))
            if price < NEVER and (most > MOST or _may_be_name(other)):
                found[other] = _Candidate(price - FREQUENT * math.log10(self._words.having(other)), other, price)
        return list(found.values())

    def _spelled(self, word: str, most: float, longer: float) -> Iterator[str]:
        """The words of the other script that may spell the word."""
        if word.isascii():
            for begun in ("", ARTICLE):
                yield from self._spellings.arabic(word, most * len(word), begun)
        else:
            for one in _bare(word):
                yield from self._spellings.latin(one, most * longer * len(one))


def _is_telling(candidate: _Candidate, letters: int) -> bool:
    """Whether a name of the other script tells that a word of so many letters is one, though other forms speak against
    it: صالح, Saleh."""
    return candidate.price <= CLOSE * letters and len(candidate.word) >= LONG_ENOUGH


def _bare(arabic: str) -> tuple[str, ...]:
    """An Arabic word, and what it is without the article."""
    rest = arabic.removeprefix(ARTICLE)
    return (arabic, rest) if rest != arabic and len(rest) >= SHORTEST_ARABIC else (arabic,)


def _may_be_part(word: str) -> bool:
    """Whether a word has the letters of a name of several words."""
    return len(word) >= SHORTEST_PART and (set(word) <= set(LATIN) or set(word) <= set(ARABIC))


def _may_be_name(word: str) -> bool:
    if word.isascii():
        return len(word) >= SHORTEST_LATIN and set(word) <= set(LATIN)
    return len(word.removeprefix(ARTICLE)) >= SHORTEST_ARABIC and set(word) <= set(ARABIC)
