"""A query that was typed on the wrong keyboard layout, as it was meant.

In: a query as typed. Out: the query on the other layout, or "". Never here: a suggestion that is not words of the
collection from end to end, or for a query that makes sense as it stands.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from analyzers.folding import fold
from search.spelling.keyboard import other_layout
from search.spelling.letters import alphabet_of
from search.spelling.meaning import Meanings
from search.spelling.nearness import SHORTEST
from search.spelling.plausibility import Candidate, Plausibility

#: A piece that the collection has as it stands counts as typed by mistake only if so many times more articles have what
#: it is on the other layout.
RARER = 100
#: So much more plausible a query must be there. Of 600 words typed on the wrong layout 573 are found, and none for
#: 4,000 names, rare and misspelt words; neither changes much from 0 to 3.
COST = 2.0
#: A piece with signs between its letters is no word of its layout; that is as plausible as this.
SIGNS_INSIDE = -20.0
#: Characters of the longest piece that may be a word; the time to read one grows with the square of its length.
LONGEST = 60
#: Signs that stand before or behind a word, in either script.
BEFORE = "\"'(«"
BEHIND = ".,:;!?\"')»،؛؟"


class _Reading(NamedTuple):
    """A piece of a query on the other layout, and the articles that have it."""

    text: str
    word: str
    articles: int


class WrongKeyboard:
    """Reads queries to one generation; `articles` says how many have a folded word."""

    def __init__(self, articles: Callable[[str], int], plausibility: Plausibility, meanings: Meanings) -> None:
        self._articles = articles
        self._plausibility = plausibility
        self._meanings = meanings

    def meant(self, typed: str) -> str:
        """The query on the other layout, when all its pieces are words there, and far more plausible than here."""
        pieces = typed.split()
        readings = []
        for piece in pieces:
            readings.append(self._read(piece))
            if readings[-1] is None:
                return ""
        found = [one for one in readings if one is not None]
        if not any(len(one.word) >= SHORTEST for one in found):
            return ""
        gain = sum(self._there(one) - self._here(piece) for one, piece in zip(found, pieces, strict=True))
        return " ".join(one.text for one in found) if gain > COST else ""

    def _read(self, piece: str) -> _Reading | None:
        """A piece on the other layout: as a whole, since its signs may be letters, or else without the signs around it;
        None when it is no word there."""
        if len(piece) > LONGEST:
            return None
        bare = _bare(piece)
        for part in dict.fromkeys((piece, bare)):
            best = max(self._readings(part), key=lambda reading: reading.articles, default=None)
            if best is not None and best.articles > RARER * self._articles(fold(bare)):
                before, _, after = piece.partition(part)
                return best._replace(text=before + best.text + after)
        return None

    def _readings(self, part: str) -> Iterator[_Reading]:
        for reading in other_layout(part) if part else ():
            word = fold(reading)
            if word and alphabet_of(word):
                yield _Reading(reading, word, self._articles(word))

    def _there(self, reading: _Reading) -> float:
        return self._plausibility.scores([Candidate((reading.word,), reading.articles, 0.0)])[0]

    def _here(self, piece: str) -> float:
        word = fold(_bare(piece))
        return self._meanings.plausibility(word) if word and alphabet_of(word) else SIGNS_INSIDE


def _bare(piece: str) -> str:
    return piece.lstrip(BEFORE).rstrip(BEHIND)
