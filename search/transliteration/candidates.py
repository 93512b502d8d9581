"""The words of a collection whose letters may spell a word of the other script.

In: a folded word, and the words of a collection. Out: words of the other script. Never here: which of them is
the best, or whether they are names. Spellings are followed letter by letter, and only as long as a word of the
collection begins so.
"""

from collections.abc import Iterator

from search.transliteration.alignment import NEVER
from search.transliteration.letters import Pair, by_arabic, by_latin
from search.transliteration.words import Words


class Spellings:
    """Spells words by the words of one collection."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def arabic(self, latin: str, most: float, begun: str = "") -> Iterator[str]:
        """The words in Arabic letters that spell a word in Latin ones for at most `most`, behind their beginning."""
        return self._spelled(latin, by_latin(), most, begun)

    def latin(self, arabic: str, most: float) -> Iterator[str]:
        """The words in Latin letters that spell a word in Arabic ones."""
        turned = {first: [pair.turned() for pair in pairs] for first, pairs in by_arabic().items()}
        return self._spelled(arabic, turned, most, "")

    def _spelled(self, word: str, table: dict[str, list[Pair]], most: float, begun: str) -> Iterator[str]:
        """The words for all states that can be reached; a state is how far the word is spelled, and by what."""
        cheapest = {(0, begun): 0.0}
        waiting = [(0, begun)]
        while waiting:
            at, spelled = state = waiting.pop()
            if at == len(word) and self._words.having(spelled):
                yield spelled
            for pair in (*table.get(word[at : at + 1], ()), *table[""]) if at < len(word) else table[""]:
                following = (at + len(pair.latin), spelled + pair.arabic)
                total = cheapest[state] + pair.cost
                if total > most or total >= cheapest.get(following, NEVER) or not word.startswith(pair.latin, at):
                    continue
                if not pair.fits(start=at == 0 and spelled == begun, end=following[0] == len(word)):
                    continue
                if pair.arabic and not self._words.begins(following[1]):
                    continue
                cheapest[following] = total
                waiting.append(following)
