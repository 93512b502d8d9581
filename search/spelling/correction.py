"""Did you mean: replaces misspelt words by words that the collection has, or by known names.

In: a query as typed and its words. Out: another query, or None. Never here: a change to a word of the tables, to a
phrase, a number, a clause of an unknown field; or to a word that the collection has, unless it is far rarer there than
the word that was meant.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Snapshot
from indexer.model.schema import Part, field_name
from search.query.parser import parse
from search.query.tables import field_names
from search.query.words import QueryWord, every_word
from search.spelling.known_names import KnownNames
from search.spelling.meaning import RARER, Meanings
from search.spelling.plausibility import Candidate, Plausibility
from search.spelling.published import published
from search.spelling.right_words import RightWords
from search.spelling.vocabulary import Vocabulary
from search.spelling.wrong_keyboard import WrongKeyboard

CHUNK = re.compile(r"\S+")
#: At most so many different words of a query are looked at, the first ones, to bound the cost of a query.
MAX_CORRECTED = 8
#: By itself, and beside what the others mean.
LOOKS = 2
#: The article of a family name, which may be written with it: Al Busaidi, Albusaidi.
LATIN_ARTICLE = "al"
AL = re.compile(r"\bal[ -]$", re.IGNORECASE)


class Corrector:
    """Corrects queries to one snapshot."""

    def __init__(
        self,
        snapshot: Snapshot,
        analyzer: Analyzer,
        vocabulary: Vocabulary,
        plausibility: Plausibility,
        right: RightWords,
        names: KnownNames,
    ) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self._right = right
        self._meanings = Meanings(snapshot, analyzer, vocabulary, plausibility, names)
        self._keyboard = WrongKeyboard(self._articles, plausibility, self._meanings)

    def correct(self, typed: str, words: Sequence[QueryWord], listed: Collection[str] = ()) -> str | None:
        """A better spelling of the query, or None when there is none or none is needed. `words` are those that may be
        wrong, each once; a wrong one is corrected wherever it stands. Those whose exact form is `listed` stand in a
        dictionary."""
        clauses = _unknown_clauses(typed)
        doubtful = [word for word in words if self._may_be_wrong(word, clauses)][:MAX_CORRECTED]
        if all(word.plain for word in words) and (elsewhere := self._keyboard.meant(typed)):
            return elsewhere
        found = self._meant(typed, doubtful, words, listed)
        corrected = self._replaced(typed, found, clauses)
        return corrected if corrected != typed else None

    def _meant(
        self, typed: str, doubtful: Sequence[QueryWord], words: Sequence[QueryWord], listed: Collection[str]
    ) -> dict[str, Candidate]:
        """What the doubtful words mean, by themselves and then beside what the others mean."""
        right = [word.token.exact for word in words if word not in doubtful]
        known: dict[str, tuple[str, ...]] = {exact: (exact,) for exact in right if self._articles(exact)}
        found: dict[str, Candidate] = {}
        left = list(doubtful)
        for _ in range(LOOKS):
            meanings = {
                word.token.exact: self._meaning(
                    word, typed, _beside(word, words, known), listed=word.token.exact in listed
                )
                for word in left
            }
            sure = {exact: meaning for exact, meaning in meanings.items() if meaning is not None}
            found |= sure
            known |= {exact: meaning.words for exact, meaning in sure.items()}
            left = [word for word in left if sure and word.token.exact not in sure]
        return found

    def _meaning(self, word: QueryWord, typed: str, beside: Sequence[str], *, listed: bool) -> Candidate | None:
        """What one word means, which may be the rest of a family name."""
        joined = LATIN_ARTICLE + word.token.exact
        having = self._articles(joined) if AL.search(typed[: word.start]) else 0
        if having > RARER * self._articles(word.token.exact):
            return Candidate((joined,), having, 0.0)
        return self._meanings.meant(word, beside, listed=listed)

    def _replaced(self, typed: str, meanings: dict[str, Candidate], clauses: Sequence[range]) -> str:
        """The query with the words replaced, from its end to its beginning."""
        corrected = typed
        places = [word for word in every_word(parse(typed).tree, self._analyzer) if word.token.exact in meanings]
        for word in sorted(places, key=lambda word: word.start, reverse=True):
            if not word.plain or any(word.start in clause for clause in clauses):
                continue
            meaning = meanings[word.token.exact]
            meant = meaning.name or published(self._snapshot, meaning.words[0], word.typed)
            before = corrected[: word.start]
            if meant.lower().startswith(LATIN_ARTICLE):
                before = AL.sub("", before)
            corrected = before + meant + corrected[word.end :]
        return corrected

    def _may_be_wrong(self, word: QueryWord, clauses: Sequence[range]) -> bool:
        if not word.plain or word.token.stem is None or self._right.has(word.token):
            return False
        if self._articles(word.token.exact) * RARER > self._vocabulary.articles:
            return False
        return not any(word.start in clause for clause in clauses)

    def _articles(self, word: str) -> int:
        """The number of articles that have a folded word."""
        return max(self._snapshot.document_frequency(field_name(part, Form.EXACT), word) for part in Part)


def _beside(word: QueryWord, words: Sequence[QueryWord], known: Mapping[str, Sequence[str]]) -> list[str]:
    """The known words next to a word."""
    place = words.index(word)
    near = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
    return [one for other in near for one in known.get(other.token.exact, ())]


def _unknown_clauses(typed: str) -> list[range]:
    """The spans of field:value with an unknown field; in linear time, whatever was typed."""
    found = []
    for chunk in CHUNK.finditer(typed):
        name, colon, value = chunk[0].partition(":")
        if colon and name.isalpha() and name.lower() not in field_names() and not value.startswith("//"):
            found.append(range(*chunk.span()))
    return found
