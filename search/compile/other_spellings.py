"""The names of a query as articles spell them otherwise: compounds in one word or several, and in the other script.

In: adjacent plain words of a query. Out: `Expansion`s. Never here: the rules of spelling (`compounds.py`) and of
letters (`search/transliteration/`).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.naming.forms import with_clitics
from search.compile.attested import Attested
from search.compile.compounds import other_spellings
from search.compile.expansions import Expansion, Pattern
from search.compile.weighing import Weighing
from search.compile.whole_names import WholeNames
from search.model.ranking import MAX_WORDINGS, NAMES_ALONE, TRANSLATION_WEIGHT
from search.query.words import QueryWord
from search.spelling.published import published, published_whole
from search.transliteration.across import OtherScript

#: The id of a compound name is this and the name as typed.
SPELLING_ID = "spelling:"
#: The id of a name in the other script is this and the name as typed.
ACROSS_ID = "name:"
#: Names whose published spelling is remembered.
NAMES_REMEMBERED = 4096


class Compound(NamedTuple):
    """Words `first` to `last` (exclusive) of a run that are a compound name, and another spelling of it."""

    first: int
    last: int
    pattern: Pattern


class OtherSpellings:
    """The spellings of one generation."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._across = OtherScript(snapshot, analyzer)
        self._whole = WholeNames(self._across)
        self._shown = lru_cache(NAMES_REMEMBERED)(lambda name: published(snapshot, name, name))
        self._shown_whole = lru_cache(NAMES_REMEMBERED)(lambda name: published_whole(snapshot, name))

    def in_other_script(
        self,
        words: Sequence[QueryWord],
        without: Collection[str],
        taken: Collection[int],
        attested: Attested,
        weighing: Weighing,
    ) -> Iterator[Expansion]:
        """The names among the words that mean nothing else, as articles in the other script write them; `taken` are the
        places of words that do."""
        free = [
            (index, word, f"{ACROSS_ID}{word.typed}")
            for index, word in enumerate(words)
            if index not in taken and word.token.stem is not None and f"{ACROSS_ID}{word.typed}" not in without
        ]
        self._across.foresee([word.token.exact for _, word, _ in free])
        for index, word, concept in free:
            names = (*self._across.spellings(word.token.exact), *self._across.spelled_back(word.token.exact))
            written = [one for name in names for one in self._written(name)]
            attested.expect(written)
            patterns = [one for one in written if attested.terms(one)]
            if patterns:
                own = (index, index + 1, word.start, word.end)
                weighed = weighing.weighed(patterns, [word], [TRANSLATION_WEIGHT] * len(patterns))
                yield Expansion(concept, word.typed, *own, weighed, sure=len(words) > NAMES_ALONE)

    def whole(
        self,
        words: Sequence[QueryWord],
        taken: Collection[int],
        translated: Collection[int],
        compounds: Sequence[Compound],
        attested: Attested,
        weighing: Weighing,
    ) -> Iterator[Expansion]:
        """The names of several words among the words, as articles in the other script write them, and as those of their
        own script do otherwise; `translated` are the places of words that the lexicon has."""
        self._across.foresee([word.token.exact for at, word in enumerate(words) if at not in taken])
        for first, last, found in self._whole.find(words, taken, translated, attested):
            own = words[first:last]
            patterns = [one._replace(text=self._shown_whole(one.text)) for one in found]
            weighed = weighing.weighed(patterns, own, [TRANSLATION_WEIGHT] * len(patterns))
            inside = [one for one in compounds if first <= one.first and one.last <= last]
            others = [one for one in _around(inside, words, first, last) if attested.phrase(one)]
            typed = " ".join([word.typed for word in own])
            place = (first, last, own[0].start, own[-1].end)
            every = (*weighed, *others[:MAX_WORDINGS])
            yield Expansion(f"{ACROSS_ID}{typed}", typed, *place, every, sure=len(words) > NAMES_ALONE)

    def _written(self, name: str) -> list[Pattern]:
        """The patterns of a name, in Arabic letters with each proclitic."""
        shown = self._shown(name)
        heads = (name,) if name.isascii() else with_clitics(name)
        return [Pattern(shown, Form.EXACT, (head,)) for head in heads]

    def compounds(self, words: Sequence[QueryWord]) -> list[Compound]:
        """The compound names among the words, each with another spelling that the collection may have."""
        found = []
        for first, last, (head, *rest) in other_spellings(words):
            text = " ".join((head, *rest))
            heads = (head,) if head.isascii() else with_clitics(head)
            found += [Compound(first, last, Pattern(text, Form.EXACT, (one, *rest))) for one in heads]
        return found

    def expansions(
        self,
        compounds: Sequence[Compound],
        words: Sequence[QueryWord],
        without: Collection[str],
        attested: Attested,
    ) -> Iterator[Expansion]:
        """The compound names that the collection spells otherwise too."""
        found: dict[tuple[int, int], list[Pattern]] = {}
        for first, last, pattern in compounds:
            if attested.phrase(pattern):
                found.setdefault((first, last), []).append(pattern)
        for (first, last), patterns in found.items():
            typed = " ".join([word.typed for word in words[first:last]])
            if (concept := f"{SPELLING_ID}{typed}") not in without:
                start, end = words[first].start, words[last - 1].end
                yield Expansion(concept, typed, first, last, start, end, tuple(patterns[:MAX_WORDINGS]))


def _around(compounds: Sequence[Compound], words: Sequence[QueryWord], first: int, last: int) -> Iterator[Pattern]:
    """Words `first` to `last` with another spelling of each compound among them."""
    for begin, end, (text, form, terms, *_) in compounds:
        before, behind = words[first:begin], words[end:last]
        shown = (*(word.typed for word in before), text, *(word.typed for word in behind))
        exact = (*(word.token.exact for word in before), *terms, *(word.token.exact for word in behind))
        yield Pattern(" ".join(shown), form, exact)
