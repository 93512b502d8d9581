"""What each word of a lexicon may mean in the other language, weighed.

In: the entries of a lexicon, and an analyzer. Out: `Meaning`s, each with its renderings and the keys by which it is
found. Never here: a query, or how often a collection has a word.

A rendering weighs by its place among the translations, and by whether its own entry translates it back. What an entry
of the other language gives as a translation is a word too: it is rendered by that entry's lemma.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.lexicon.entries import Entry
from indexer.lexicon.given import Given, is_of
from indexer.lexicon.inflections import plain_words
from indexer.lexicon.renderings import ADJECTIVE, STEMS, VERB, Meaning, Rendering, Written, without_outer_gaps
from indexer.naming.words import phrase_key

#: The weight of a translation by its place in an entry; those behind have the last one.
PLACES = (1.0, 0.7, 0.5, 0.4)
#: The share of that weight that a translation keeps if its own entry does not translate it back, if it has no entry,
#: and of a word that only the other language's entry gives.
DISSENT, SILENCE, REVERSE = 0.6, 0.8, 0.6
#: At most so many renderings of an entry are kept.
MOST_RENDERINGS = 6
#: Stop words that make another verb of one: *give up* is not *give*. A translation that loses one where it is looked
#: for keeps the share of one that its own entry denies.
PARTICLES = frozenset({"up", "down", "off", "out", "over"})


class Meanings:
    """All meanings of one lexicon."""

    def __init__(self, entries: Sequence[Entry], analyzer: Analyzer) -> None:
        self._entries = entries
        self._analyzer = analyzer
        self._stems: dict[str, tuple[str, ...]] = {}
        self._inner: dict[str, tuple[str | None, ...]] = {}
        self._joined: dict[str, str] = {}
        self._wholes: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._places: dict[tuple[str, str], int] = {}
        self._owners: dict[str, list[Entry]] = defaultdict(list)
        self._verbs = {
            phrase_key(one): entry for entry in entries if entry.pos == VERB for one in (entry.lemma, *entry.forms)
        }
        for entry in entries:
            self._owners[self._whole(entry.lemma)].append(entry)
        for entry in entries:
            for place, translation in enumerate(entry.translations):
                pair = self._whole(entry.lemma), self._word(translation)
                self._places[pair] = min(place, self._places.get(pair, place))

    def all(self) -> Iterator[Meaning]:
        """The meanings of the entries, then those of words that are only translations."""
        given, others = self._given()
        for entry in self._entries:
            if meaning := self._meaning(entry, given.get((entry.lemma, entry.pos), [])):
                yield meaning
        for lemmas in others.values():
            if meaning := self._reversed(lemmas):
                yield meaning

    def is_denied(self, entry: Entry, translation: str) -> bool:
        """Whether a translation has entries of its own, none of which translates it back."""
        lemma, key = self._whole(entry.lemma), self._word(translation)
        return key in self._owners and (key, lemma) not in self._places

    def _given(self) -> tuple[dict[tuple[str, str], list[Given]], dict[str, list[Given]]]:
        """The translations that entries give: for each entry those that are its word; for each key the others. Stop
        words all have one empty key, so that they are left out."""
        given: dict[tuple[str, str], list[Given]] = defaultdict(list)
        others: dict[str, list[Given]] = defaultdict(list)
        for entry in self._entries:
            for place, translation in enumerate(entry.translations):
                one, key = Given(translation, entry.lemma, place), self._word(translation)
                if not key.strip():
                    continue
                if owners := [owner for owner in self._owners.get(key, ()) if is_of(translation, owner)]:
                    owner = next((owner for owner in owners if owner.pos == entry.pos), owners[0])
                    given[owner.lemma, owner.pos].append(one)
                else:
                    others[phrase_key(translation) if key in self._owners else key].append(one)
        return given, others

    def _meaning(self, entry: Entry, given: Sequence[Given]) -> Meaning | None:
        own = [self._rendering(entry, text, place) for place, text in enumerate(entry.translations)]
        more = [self._back(one.lemma, one.place) for one in (*given, *self._of_the_verb(entry))]
        renderings = _heaviest([*own, *more])
        texts = [entry.lemma, *entry.forms]
        if not renderings:
            return None
        return Meaning(entry.lemma, renderings, self._keys(texts), self._written(texts), entry.pos)

    def _of_the_verb(self, entry: Entry) -> list[Given]:
        """The translations of the verb of which an adjective is a participle: *extended* is also of *extend*."""
        key = phrase_key(entry.lemma)
        verbs = (
            [verb for one in (key, *plain_words(key)) if (verb := self._verbs.get(one))]
            if entry.pos == ADJECTIVE
            else []
        )
        return [Given(entry.lemma, text, place) for verb in verbs[:1] for place, text in enumerate(verb.translations)]

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
        lemma, key = self._whole(entry.lemma), self._word(text)
        agrees = (key, lemma) in self._places
        share = 1.0 if agrees else DISSENT if key in self._owners else SILENCE
        torn = DISSENT if self._is_torn(text) else 1.0
        return Rendering(text, self._terms(text), _of(place) * share * torn, agrees and place == 0 and torn == 1.0)

    def _reversed(self, given: Sequence[Given]) -> Meaning | None:
        text = min((one.text for one in given), key=len)
        renderings = _heaviest([self._back(one.lemma, one.place) for one in given])
        keys = [phrase_key(text)] if self._word(text) in self._owners else self._keys([text])
        return Meaning(text, renderings, tuple(keys)) if renderings else None

    def _back(self, lemma: str, place: int) -> Rendering:
        torn = DISSENT if self._is_torn(lemma) else 1.0
        return Rendering(lemma, self._terms(lemma), _of(place) * REVERSE * torn, sure=False)

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

    def _whole(self, text: str) -> str:
        """The stems of words, and the words that have none: `take over` is not `take off`."""
        found = self._wholes.get(text)
        if found is None:
            tokens = self._analyzer.analyze(text)
            found = self._wholes[text] = " ".join([token.stem or token.exact for token in tokens])
        return found

    def _word(self, text: str) -> str:
        """The key of a translation: of the entry that has just these words, or without stop words at either end (`be
        founded` is `found`)."""
        found = self._words.get(text)
        if found is None:
            whole = self._whole(text)
            is_whole = whole in self._owners or self._is_torn(text)
            inner = whole if is_whole else " ".join([term or "" for term in self._terms(text)])
            found = self._words[text] = inner
        return found

    def _is_torn(self, text: str) -> bool:
        """Whether words end with a particle, which is not looked for."""
        words = self._whole(text).split()
        return len(words) > 1 and words[-1] in PARTICLES

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


def _of(place: int) -> float:
    return PLACES[min(place, len(PLACES) - 1)]


def _heaviest(renderings: Iterable[Rendering]) -> tuple[Rendering, ...]:
    """Each translation once, the heaviest first."""
    best: dict[tuple[str | None, ...], Rendering] = {}
    for one in sorted(renderings, key=lambda one: (-one.sure, -one.weight)):
        if one.terms:
            best.setdefault(one.terms, one)
    return tuple(sorted(best.values(), key=lambda one: -one.weight)[:MOST_RENDERINGS])
