"""What a query was compiled to.

In: nothing. Out: `Compiled`. Never here: the compiling (`compiler.py`), or an engine's types.
"""

from dataclasses import dataclass

from indexer.engines.port.query import Query
from indexer.model.notes import Note
from search.compile.expansions import Expansion
from search.model.ranking import SENTENCE_WORDS
from search.query.words import QueryWord


@dataclass(frozen=True, slots=True)
class Compiled:
    """`strict` demands all the words. `relaxed` demands some of them, in any form; None if there is nothing to relax.

    `most` demands most of what the words say, by their weights; None if there are none that the collection has.
    `together` demands all the words next to each other and in order, exactly; None if they are not plain words.
    `alike`: `relaxed` adds only words of the same skeleton, which look alike; `doubtful`: or translations of a
    single word that are less certain. `scored`: relevance orders the matches.
    `loosened` are notes on the phrases that `relaxed` no longer demands. `expansions` are what an article may have
    instead of words; `literal` is `strict` without them, or None if none of them counts as the words but dates."""

    strict: Query
    relaxed: Query | None
    scored: bool
    notes: tuple[Note, ...]
    loosened: tuple[Note, ...] = ()
    words: tuple[QueryWord, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    literal: Query | None = None
    most: Query | None = None
    alike: bool = False
    doubtful: bool = False
    together: Query | None = None

    @property
    def sentence(self) -> bool:
        """Whether there are so many words that nobody expects all of them."""
        return len(self.words) > SENTENCE_WORDS
