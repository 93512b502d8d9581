"""The kinds of cooperation that an article is about, by the phrases of `seeds/gazetteers/instruments.tsv`.

In: a reading. Out: `InstrumentMention`s. Never here: a phrase that only the body names once.
"""

from collections import defaultdict

from indexer.extract.names.reading import ArticleReading, Zone
from indexer.extract.names.trie import WordTrie
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Evidence, InstrumentMention
from indexer.naming.words import read_words
from indexer.tables import rules

WEIGHTS = {
    Zone.TITLE: 3,
    Zone.OPENING: 3,
    Zone.SIGNATURE: 2,
    Zone.FIRST: 2,
    Zone.LEAD: 2,
    Zone.DATELINE: 0,
    Zone.BODY: 1,
}
ENOUGH = 3
SIGNED = "signed_instruments.txt"


class InstrumentFinder:
    """Finds the instruments in readings by their phrases."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._phrases: WordTrie[str] = WordTrie()
        for instrument in gazetteers.instruments.values():
            for phrase in instrument.phrases:
                self._phrases.add(read_words(phrase), instrument.id)

    def find(self, reading: ArticleReading) -> tuple[InstrumentMention, ...]:
        """The instruments whose phrases are in the title, in the lead, or often enough in the text."""
        sums: dict[str, int] = defaultdict(int)
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        for part in reading.parts():
            for first, last, id_ in self._phrases.find(part.words):
                start, end = part.words[first].start, part.words[last - 1].end
                zone = reading.zone(part, start)
                signed = zone is Zone.SIGNATURE and id_ in rules.lines(SIGNED)
                sums[id_] += ENOUGH if signed else WEIGHTS[zone]
                evidence[id_].append(part.evidence(start, end, f"phrase in {zone}"))
        return tuple(InstrumentMention(id_, tuple(found)) for id_, found in evidence.items() if sums[id_] >= ENOUGH)
