"""What a query was compiled to.

In: nothing. Out: `Compiled`. Never here: how it comes about (`compiler.py`), or an engine's types.
"""

from dataclasses import dataclass

from indexer.engines.port.query import Query
from indexer.model.notes import Note
from search.compile.expansions import Expansion
from search.model.ranking import SENTENCE_WORDS
from search.query.words import QueryWord


@dataclass(frozen=True, slots=True)
class Compiled:
    """`strict` wants all the words; `relaxed` some of them, or words that look like them (None when there is nothing to
    relax); `alike` says that it adds nothing but such words. `scored` says
    whether relevance means anything for it; `loosened` notes what else than words `relaxed` gives up; `expansions` are
    the words that an article may have in other words, and `literal` is then `strict` without them, dates
    excepted."""

    strict: Query
    relaxed: Query | None
    scored: bool
    notes: tuple[Note, ...]
    loosened: tuple[Note, ...] = ()
    words: tuple[QueryWord, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    literal: Query | None = None
    alike: bool = False

    @property
    def sentence(self) -> bool:
        """Whether there are so many words that nobody expects all of them."""
        return len(self.words) > SENTENCE_WORDS
