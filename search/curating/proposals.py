"""Entries that a curator may write: rows of the glossary or of the lexicon, with the side empty that nobody knows yet.

In: words without translation, and phrases that find nothing. Out: `Proposal`s, and tables of them. Never here: a
translation in a row; what might be one stands in the comment above, so that no row is taken before a person filled it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers.folding import fold
from analyzers.script import Script, script
from indexer.model.notes import N_, NN_, Note, in_a_row
from search.curating.counting import Counted

GLOSSARY, LEXICON = "glossary", "lexicon"
HEADS = {GLOSSARY: ("id", "ar", "en"), LEXICON: ("lemma", "pos", "forms", "translations")}
#: The part of speech of a proposed word, until a person says better.
SOME_WORD = "other"
#: Fewest and most words of a phrase that may be a concept.
PHRASE = range(2, 5)
PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
LATIN = re.compile("[a-z]+")
COLUMN, COMMENT = "\t", "# "
WORD = NN_(
    "proposed: a word without translation, asked once",
    "proposed: a word without translation, asked %(count)s times",
)
VAIN = NN_("proposed: found nothing, asked once", "proposed: found nothing, asked %(count)s times")
PIECES = N_("word by word: %(words)s")
WITHIN = N_("for example in: %(queries)s")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row: the id of the concept, its words in either language (one of them is empty), and what is known of it.
    `is_word`: it may be a row of the lexicon too."""

    id: str
    ar: str
    en: str
    why: tuple[Note, ...]
    is_word: bool = True

    @property
    def cells(self) -> dict[str, tuple[str, ...]]:
        """The cells of the row in each table."""
        return {GLOSSARY: (self.id, self.ar, self.en), LEXICON: (self.ar or self.en, SOME_WORD, "", "")}


class Proposing:
    """Makes proposals. `is_taken` says whether the glossary has an id, `pieces` gives a phrase word by word in the
    other language, "" if it cannot."""

    def __init__(self, is_taken: Callable[[str], bool], pieces: Callable[[str], str]) -> None:
        self._is_taken = is_taken
        self._pieces = pieces
        self._ids: set[str] = set()

    def words(self, untranslated: Iterable[Counted]) -> Iterator[Proposal]:
        """A row for each word."""
        for word in untranslated:
            notes = [Note(WORD, {"count": word.count})]
            if word.queries:
                notes.append(Note(WITHIN, {"queries": " · ".join(map(printable, word.queries))}))
            yield self._proposal(word.text, notes, is_word=True)

    def phrases(self, without_results: Iterable[Counted], untranslated: Sequence[Counted]) -> Iterator[Proposal]:
        """A row for each query of a few plain words, all of which are known one by one."""
        unknown = {fold(word.text) for word in untranslated}
        for query in without_results:
            text = " ".join(query.text.split())
            words = text.split()
            is_plain = len(words) in PHRASE and PLAIN.fullmatch(text) and len({script(word) for word in words}) == 1
            if is_plain and unknown.isdisjoint(map(fold, words)):
                notes = [Note(VAIN, {"count": query.count})]
                if pieces := self._pieces(text):
                    notes.append(Note(PIECES, {"words": pieces}))
                yield self._proposal(text, notes, is_word=False)

    def _proposal(self, text: str, notes: Sequence[Note], *, is_word: bool) -> Proposal:
        is_arabic = script(text) is Script.ARABIC
        ar, en = (text, "") if is_arabic else ("", text)
        return Proposal(self._id(text), ar, en, tuple(notes), is_word)

    def _id(self, text: str) -> str:
        """An id that is free; of English words, since it stands in addresses."""
        base = "-".join(LATIN.findall(fold(text))) or "new"
        id, number = base, 1
        while id in self._ids or self._is_taken(id):
            number += 1
            id = f"{base}-{number}"
        self._ids.add(id)
        return id


def as_table(proposals: Iterable[Proposal], table: str, worded: Callable[[Note], str]) -> Iterator[str]:
    """The lines of a table of proposals: the head, and each row below a comment."""
    yield COLUMN.join(HEADS[table])
    for proposal in proposals:
        if proposal.is_word or table == GLOSSARY:
            yield COMMENT + worded(in_a_row(proposal.why))
            yield COLUMN.join(proposal.cells[table])


def printable(text: str) -> str:
    """A text without what would move a cursor, end a line or turn the direction of writing."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
