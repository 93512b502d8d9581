"""What each word of a lexicon may mean in the other language, weighed.

In: the entries of a lexicon, and an analyzer. Out: `Meaning`s, each with its renderings and the keys by which it is
found. Never here: a query, or how often a collection has a word.

A rendering weighs by its place among the translations, and by whether its own entry translates it back. What an entry
of the other language gives as a translation is a word too: it is rendered by that entry's lemma.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analyzers.affixes import ARTICLE
from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.lexicon.entries import Entry
from indexer.naming.words import phrase_key

#: The weight of a translation by its place in an entry; those behind have the last one.
PLACES = (1.0, 0.7, 0.5, 0.4)
#: The share of that weight that a translation keeps if its own entry does not translate it back, if it has no entry,
#: and of a word that only the other language's entry gives.
DISSENT, SILENCE, REVERSE = 0.6, 0.8, 0.6
#: At most so many renderings of an entry are kept.
MOST_RENDERINGS = 6
#: Before stems in a key; no key of typed words begins with it.
STEMS = "~"


class Rendering(NamedTuple):
    """A translation: as written, its stems (None for a stop word inside), its weight up to 1, and whether it is `sure`:
    the first one, and translated back."""

    text: str
    terms: tuple[str | None, ...]
    weight: float
    sure: bool


class Written(NamedTuple):
    """A form as written, and its terms: stems, or if it has a stop word the words themselves."""

    text: str
    form: Form
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word or phrase with its renderings, best first; `keys` are folded words, and stems behind STEMS. `forms` are
    those in which its own language writes it, if there are several: the lemma and what its stem does not reach. `pos`
    is its part of speech; "" where no entry says it."""

    lemma: str
    renderings: tuple[Rendering, ...]
    keys: tuple[str, ...]
    forms: tuple[Written, ...] = ()
    pos: str = ""


class Meanings:
    """All meanings of one lexicon."""

    def __init__(self, entries: Sequence[Entry], analyzer: Analyzer) -> None:
        self._entries = entries
        self._analyzer = analyzer
        self._stems: dict[str, tuple[str, ...]] = {}
        self._inner: dict[str, tuple[str | None, ...]] = {}
        self._joined: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._places: dict[tuple[str, str], int] = {}
        self._owners: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._owners[self._key(entry.lemma)].append(entry)
        for entry in entries:
            for place, translation in enumerate(entry.translations):
                pair = self._key(entry.lemma), self._word(translation)
                self._places[pair] = min(place, self._places.get(pair, place))

    def all(self) -> Iterator[Meaning]:
        """The meanings of the entries, then those of words that are only translations."""
        given = self._given()
        for entry in self._entries:
            extra = given.get(self._key(entry.lemma), []) if self._owners[self._key(entry.lemma)][0] is entry else []
            if meaning := self._meaning(entry, extra):
                yield meaning
        for key, lemmas in given.items():
            if key not in self._owners and (meaning := self._reversed(lemmas)):
                yield meaning

    def is_denied(self, entry: Entry, translation: str) -> bool:
        """Whether a translation has entries of its own, none of which translates it back."""
        lemma, key = self._key(entry.lemma), self._word(translation)
        return key in self._owners and (key, lemma) not in self._places

    def _given(self) -> dict[str, list[tuple[str, str, int]]]:
        """For each translation `(itself, the lemma, its place)` of the entries that give it.

        Stop words all have one empty key, so that they are left out."""
        given: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for entry in self._entries:
            for place, translation in enumerate(entry.translations):
                given[self._word(translation)].append((translation, entry.lemma, place))
        return {key: found for key, found in given.items() if key.strip()}

    def _meaning(self, entry: Entry, given: Sequence[tuple[str, str, int]]) -> Meaning | None:
        own = [self._rendering(entry, text, place) for place, text in enumerate(entry.translations)]
        more = [self._back(lemma, place) for _, lemma, place in given]
        renderings = _heaviest([*own, *more])
        texts = [entry.lemma, *entry.forms]
        written = self._written(texts)
        return Meaning(entry.lemma, renderings, self._keys(texts), written, entry.pos) if renderings else None

    def _written(self, texts: Iterable[str]) -> tuple[Written, ...]:
        """The forms that differ in their terms; none if all are alike."""
        found: dict[tuple[str, ...], Written] = {}
        for text in texts:
            stems = self._all_terms(text)
            form = Form.STEM if all(stems) else Form.EXACT
            terms = stems if all(stems) else tuple([token.exact for token in self._analyzer.analyze(text)])
            if terms:
                found.setdefault(terms, Written(text, form, terms))
        return tuple(found.values()) if len(found) > 1 else ()

    def _rendering(self, entry: Entry, text: str, place: int) -> Rendering:
        lemma, key = self._key(entry.lemma), self._word(text)
        agrees = (key, lemma) in self._places
        share = 1.0 if agrees else DISSENT if key in self._owners else SILENCE
        return Rendering(text, self._terms(text), _of(place) * share, agrees and place == 0)

    def _reversed(self, given: Sequence[tuple[str, str, int]]) -> Meaning | None:
        text = min((text for text, _, _ in given), key=len)
        renderings = _heaviest([self._back(lemma, place) for _, lemma, place in given])
        return Meaning(text, renderings, self._keys([text])) if renderings else None

    def _back(self, lemma: str, place: int) -> Rendering:
        return Rendering(lemma, self._terms(lemma), _of(place) * REVERSE, sure=False)

    def _keys(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The keys of words: those of stems only if no stop word is at either end, since stop words have none (`live
        in` is not `live`)."""
        keys: list[str] = []
        for text in texts:
            terms = self._all_terms(text)
            keys += [phrase_key(text), *([STEMS + self._key(text)] if terms and terms[0] and terms[-1] else [])]
        return tuple(dict.fromkeys(key for key in keys if key))

    def _key(self, text: str) -> str:
        found = self._joined.get(text)
        if found is None:
            found = self._joined[text] = " ".join(self._all_terms(text))
        return found

    def _word(self, text: str) -> str:
        """The key of a translation: of the entry that has just these words, or without stop words at either end (`be
        founded` is `found`)."""
        found = self._words.get(text)
        if found is None:
            key = self._key(text)
            inner = key if key in self._owners else " ".join([term or "" for term in self._terms(text)])
            found = self._words[text] = inner
        return found

    def _terms(self, text: str) -> tuple[str | None, ...]:
        found = self._inner.get(text)
        if found is None:
            found = self._inner[text] = without_outer_gaps([term or None for term in self._all_terms(text)])
        return found

    def _all_terms(self, text: str) -> tuple[str, ...]:
        found = self._stems.get(text)
        if found is None:
            found = self._stems[text] = tuple([token.stem or "" for token in self._analyzer.analyze(text)])
        return found


def without_outer_gaps(terms: Sequence[str | None]) -> tuple[str | None, ...]:
    """Terms without the gaps (stop words) at either end."""
    if None not in terms:
        return tuple(terms)
    held = [index for index, term in enumerate(terms) if term is not None]
    return tuple(terms[held[0] : held[-1] + 1]) if held else ()


def bare(key: str) -> str:
    """A folded word without the Arabic article."""
    return key.removeprefix(ARTICLE) if len(key) > len(ARTICLE) + 1 else key


def _of(place: int) -> float:
    return PLACES[min(place, len(PLACES) - 1)]


def _heaviest(renderings: Iterable[Rendering]) -> tuple[Rendering, ...]:
    """Each translation once, the heaviest first."""
    best: dict[tuple[str | None, ...], Rendering] = {}
    for one in sorted(renderings, key=lambda one: (-one.sure, -one.weight)):
        if one.terms:
            best.setdefault(one.terms, one)
    return tuple(sorted(best.values(), key=lambda one: -one.weight)[:MOST_RENDERINGS])
