"""What kind of cooperation an article is about, from the phrases of `seeds/gazetteers/instruments.tsv`.

In: a reading. Out: `InstrumentMention`s. Never here: a phrase that only the body names once.
"""

from collections import defaultdict

import ahocorasick

from indexer.article import Evidence, InstrumentMention
from indexer.extract.forms import without_clitics
from indexer.extract.reading import Part, Reading, Zone
from indexer.extract.words import read_words
from indexer.gazetteers import Gazetteers

WEIGHTS = {Zone.TITLE: 3, Zone.LEAD: 2, Zone.DATELINE: 0, Zone.BODY: 1}
ENOUGH = 3


class InstrumentFinder:
    """Finds the instruments in readings by their phrases."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._numbers: dict[str, int] = {}
        meanings: dict[tuple[int, ...], str] = {}
        for instrument in gazetteers.instruments.values():
            for phrase in instrument.phrases:
                words = read_words(phrase)
                numbers = tuple(self._numbers.setdefault(word.key, len(self._numbers) + 1) for word in words)
                meanings.setdefault(numbers, instrument.id)
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        for numbers, id_ in meanings.items():
            self._automaton.add_word(numbers, (len(numbers), id_))
        self._automaton.make_automaton()

    def find(self, reading: Reading) -> tuple[InstrumentMention, ...]:
        """The instruments that the title, the lead, or several places of the text speak of."""
        sums: dict[str, int] = defaultdict(int)
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        for part in reading.parts():
            for start, end, id_ in self._phrases(part):
                zone = reading.zone(part, start)
                sums[id_] += WEIGHTS[zone]
                evidence[id_].append(part.evidence(start, end, f"phrase in {zone}"))
        return tuple(InstrumentMention(id_, tuple(found)) for id_, found in evidence.items() if sums[id_] >= ENOUGH)

    def _phrases(self, part: Part) -> list[tuple[int, int, str]]:
        numbers = tuple(self._number(word.key) for word in part.words)
        return [
            (part.words[end - length + 1].start, part.words[end].end, id_)
            for end, (length, id_) in self._automaton.iter(numbers)
        ]

    def _number(self, key: str) -> int:
        number = self._numbers.get(key)
        if number is None and not key.isascii():
            number = next((self._numbers[stem] for stem in without_clitics(key) if stem in self._numbers), None)
        return number or 0
