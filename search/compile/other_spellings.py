"""The names of a query as articles spell them otherwise: compounds in one word or several, and in the other script.

In: adjacent plain words of a query. Out: `Expansion`s. Never here: the rules of spelling (`compounds.py`) and of
letters (`search/transliteration/`).
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.naming.forms import with_clitics
from search.compile.attested import Attested
from search.compile.compounds import other_spellings
from search.compile.expansions import Expansion, Pattern
from search.compile.weighing import Weighing
from search.model.ranking import MAX_WORDINGS, NAMES_ALONE, TRANSLATION_WEIGHT
from search.query.words import QueryWord
from search.spelling.published import published
from search.transliteration.across import OtherScript

#: The id of a compound name is this and the name as typed.
SPELLING_ID = "spelling:"
#: The id of a name in the other script is this and the name as typed.
ACROSS_ID = "name:"
#: Names whose published spelling is remembered.
NAMES_REMEMBERED = 4096


class OtherSpellings:
    """The spellings of one generation."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, attested: Attested, weighing: Weighing) -> None:
        self._attested = attested
        self._weighing = weighing
        self._across = OtherScript(snapshot, analyzer)
        self._shown = lru_cache(NAMES_REMEMBERED)(lambda name: published(snapshot, name, name))

    def in_other_script(
        self, words: Sequence[QueryWord], without: Collection[str], taken: Collection[int]
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
            patterns = [one for name in self._across.spellings(word.token.exact) for one in self._written(name)]
            if patterns:
                own = (index, index + 1, word.start, word.end)
                weighed = self._weighing.weighed(patterns, [word], TRANSLATION_WEIGHT)
                yield Expansion(concept, word.typed, *own, weighed, sure=len(words) > NAMES_ALONE)

    def _written(self, name: str) -> list[Pattern]:
        """The patterns of a name that the collection has, in Arabic letters with each proclitic."""
        shown = self._shown(name)
        heads = (name,) if name.isascii() else with_clitics(name)
        patterns = (Pattern(shown, Form.EXACT, (head,)) for head in heads)
        return [pattern for pattern in patterns if self._attested.terms(pattern)]

    def compounds(self, words: Sequence[QueryWord], without: Collection[str]) -> Iterator[Expansion]:
        """The compound names that the collection spells otherwise too."""
        found: dict[tuple[int, int], list[Pattern]] = {}
        for spelling in other_spellings(words):
            head, *rest = spelling.terms
            for clitic in ("",) if head.isascii() else with_clitics(head):
                pattern = Pattern(" ".join(spelling.terms), Form.EXACT, (clitic or head, *rest))
                if self._attested.phrase(pattern):
                    found.setdefault((spelling.first, spelling.last), []).append(pattern)
        for (first, last), patterns in found.items():
            typed = " ".join(word.typed for word in words[first:last])
            if (concept := f"{SPELLING_ID}{typed}") not in without:
                start, end = words[first].start, words[last - 1].end
                yield Expansion(concept, typed, first, last, start, end, tuple(patterns[:MAX_WORDINGS]))
