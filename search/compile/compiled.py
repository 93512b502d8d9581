"""What a query was compiled to.

In: nothing. Out: `Compiled`. Never here: the compiling (`compiler.py`), or an engine's types.
"""

from dataclasses import dataclass

from indexer.engines.port.query import Query
from indexer.model.notes import Note
from search.compile.combining import all_of
from search.compile.expansions import Expansion
from search.model.ranking import SENTENCE_WORDS
from search.query.words import QueryWord


@dataclass(frozen=True, slots=True)
class Compiled:
    """`strict` demands all the words. `relaxed` demands some of them, in any form; None if there is nothing to relax.

    `most` demands most of what the words say, by their weights; None if there are none that the collection has.
    `together` demands all the words next to each other and in order, exactly; beside other words, of articles about the
    countries and bodies that they name. None if they are not plain words.
    `named` choose the articles about each country and body that the words name.
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
    named: tuple[Query, ...] = ()

    @property
    def preferred(self) -> tuple[Query, ...]:
        """What demands more than all the words, the most first: the words next to each other; then that the article is
        about the countries and bodies that they name, which says more than whether it has them as typed; where they
        name none, the words as typed. Of articles about a name that stands alone, those that have it as typed are
        first, since nothing else tells them apart."""
        queries = [self.together, self.literal]
        if self.named:
            literal = self.strict if self.literal is None else self.literal
            alone = [all_of([literal, *self.named])] if self._names_one_thing else []
            queries = [self.together, *alone, all_of([self.strict, *self.named])]
        return tuple(query for query in queries if query is not None)

    @property
    def _names_one_thing(self) -> bool:
        return all(self.expansions[0].covers(word) for word in self.words)

    @property
    def sentence(self) -> bool:
        """Whether there are so many words that nobody expects all of them."""
        return len(self.words) > SENTENCE_WORDS
