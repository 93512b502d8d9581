"""An article as the finders look at it: its fields with words, names and sentences, each place with its zone.

In: a title and a text. Out: `Reading`. Never here: judging a name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indexer.article import Evidence
from indexer.extract.dateline import Dateline, find_dateline
from indexer.extract.names import Name, NameIndex
from indexer.extract.words import Word, read_words

SENTENCE_END = re.compile(r"[.!?؟۔](?=[\s\"'”»)]|$)[\"'”»)]*\s*|\n+")
#: The lead is what a reader sees first: this many sentences of the text, and at most this many words.
LEAD_SENTENCES = 2
LEAD_WORDS = 60


class Zone(StrEnum):
    """Where in an article something stands."""

    TITLE = "title"
    DATELINE = "dateline"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an article: its words, its names, and the offsets where its sentences begin."""

    field: str
    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    sentences: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """Number of the sentence that an offset lies in."""
        return bisect_right(self.sentences, offset) - 1

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The words between two offsets as evidence."""
        return Evidence(self.field, start, end, self.text[start:end], rule)

    def key(self, word: int) -> str:
        """Key of a word, or "" beyond the ends."""
        return self.words[word].key if 0 <= word < len(self.words) else ""

    def between(self, first: int, last: int) -> str:
        """The text from the end of one word to the start of another."""
        return self.text[self.words[first].end : self.words[last].start]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's title and text, and its dateline when it has one."""

    title: Part
    text: Part
    dateline: Dateline | None
    lead_end: int

    def parts(self) -> tuple[Part, Part]:
        """Title, then text."""
        return self.title, self.text

    def names(self) -> Iterator[tuple[Part, Name]]:
        """All names in reading order."""
        for part in self.parts():
            for name in part.names:
                yield part, name

    def zone(self, part: Part, start: int) -> Zone:
        """The zone of an offset in a field."""
        if part is self.title:
            return Zone.TITLE
        if self.dateline and start < self.dateline.end:
            return Zone.DATELINE
        return Zone.LEAD if start < self.lead_end else Zone.BODY


def read(title: str, text: str, index: NameIndex) -> Reading:
    """Read an article's two fields."""
    head, body = _part("title", title, index), _part("text", text, index)
    dateline = find_dateline(body.text, body.names, index.signature)
    return Reading(head, body, dateline, _lead_end(body, dateline))


def _part(field: str, text: str, index: NameIndex) -> Part:
    words = tuple(read_words(text))
    sentences = (0, *(match.end() for match in SENTENCE_END.finditer(text)))
    return Part(field, text, words, tuple(index.find(text, words)), sentences)


def _lead_end(body: Part, dateline: Dateline | None) -> int:
    """Where the lead ends: whole sentences, of which the first that is longer than a dateline counts."""
    first = body.sentence(dateline.end if dateline else 0)
    following = body.sentences[first + LEAD_SENTENCES :]
    by_sentences = following[0] if following else len(body.text)
    by_words = body.words[LEAD_WORDS].start if len(body.words) > LEAD_WORDS else len(body.text)
    return max(min(by_sentences, by_words), 1)
