"""An article prepared for the finders: its fields with words, names and sentences, and the zone of each offset.

In: a title and a text. Out: `ArticleReading`. Never here: the meaning of a name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from indexer.extract.names.dateline import Dateline, find_dateline
from indexer.extract.names.names import Name, NameIndex
from indexer.model.article import Evidence, Rule
from indexer.naming.words import NameWord, read_words
from indexer.tables import rules

SENTENCE_END = re.compile(r"[.!?؟۔](?=[\s\"'”»)]|$)[\"'”»)]*\s*|\n+")
#: The lead has this many sentences of the text, and at most this many words.
LEAD_SENTENCES = 2
LEAD_WORDS = 60
#: The first sentence of an article without a title is its headline if it has at most this many words.
OPENING_WORDS = 30


class Zone(StrEnum):
    """The zones of an article."""

    TITLE = "title"
    DATELINE = "dateline"
    OPENING = "opening"
    SIGNATURE = "signature sentence"
    FIRST = "first sentence"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """One field of an article: its words, its names, and the offsets where its sentences begin."""

    field: str
    text: str
    words: tuple[NameWord, ...]
    names: tuple[Name, ...]
    sentences: tuple[int, ...]

    def sentence(self, offset: int) -> int:
        """Number of the sentence that an offset is in."""
        return bisect_right(self.sentences, offset) - 1

    def sentence_end(self, sentence: int) -> int:
        """Where a sentence ends."""
        return self.sentences[sentence + 1] if sentence + 1 < len(self.sentences) else len(self.text)

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The words between two offsets as evidence."""
        return Evidence(self.field, start, end, self.text[start:end], Rule(rule))

    def key(self, word: int) -> str:
        """Key of a word, or "" beyond the ends."""
        return self.words[word].key if 0 <= word < len(self.words) else ""

    def between(self, first: int, last: int) -> str:
        """The text from the end of one word to the start of another."""
        return self.text[self.words[first].end : self.words[last].start]


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article's title and text, and its dateline when it has one."""

    title: ArticlePart
    text: ArticlePart
    dateline: Dateline | None
    opening_end: int
    first_end: int
    lead_end: int
    signatures: tuple[tuple[int, int], ...]

    def parts(self) -> tuple[ArticlePart, ArticlePart]:
        """Title, then text."""
        return self.title, self.text

    def names(self) -> Iterator[tuple[ArticlePart, Name]]:
        """All names in reading order."""
        for part in self.parts():
            for name in part.names:
                yield part, name

    def zone(self, part: ArticlePart, start: int) -> Zone:
        """The zone of an offset in a field."""
        if part is self.title:
            return Zone.TITLE
        if self.dateline and start < self.dateline.end:
            return Zone.DATELINE
        if start >= self.lead_end:
            return Zone.BODY
        if start < self.opening_end:
            return Zone.OPENING
        if any(begin <= start < end for begin, end in self.signatures):
            return Zone.SIGNATURE
        return Zone.FIRST if start < self.first_end else Zone.LEAD


def read(title: str, text: str, index: NameIndex) -> ArticleReading:
    """Read an article's two fields."""
    head, body = _part("title", title, index), _part("text", text, index)
    dateline = find_dateline(body.text, body.names, index.signature)
    first = body.sentence(dateline.end if dateline else 0)
    lead_end = _lead_end(body, first)
    opening_end = 0 if title.strip() else _opening_end(body, dateline, first)
    signatures = tuple(_signatures(body, lead_end))
    return ArticleReading(head, body, dateline, opening_end, body.sentence_end(first), lead_end, signatures)


def _part(field: str, text: str, index: NameIndex) -> ArticlePart:
    words = tuple(read_words(text))
    sentences = (0, *(match.end() for match in SENTENCE_END.finditer(text) if not _abbreviates(text, match)))
    return ArticlePart(field, text, words, tuple(index.find(text, words)), sentences)


def _abbreviates(text: str, end: re.Match[str]) -> bool:
    """Whether a stop within a line marks an abbreviation: an initial, or a word of the list."""
    if end[0][0] != "." or "\n" in end[0] or end.end() == len(text):
        return False
    start = end.start()
    while start and text[start - 1].isalpha():
        start -= 1
    word = text[start : end.start()]
    return len(word) == 1 or word in rules.lines("abbreviations.txt")


def _lead_end(body: ArticlePart, first: int) -> int:
    """The end of the lead. `first` is its first sentence: the one that goes on after the dateline."""
    following = body.sentences[first + LEAD_SENTENCES :]
    by_sentences = following[0] if following else len(body.text)
    by_words = body.words[LEAD_WORDS].start if len(body.words) > LEAD_WORDS else len(body.text)
    return max(min(by_sentences, by_words), 1)


def _opening_end(body: ArticlePart, dateline: Dateline | None, first: int) -> int:
    """The end of the first sentence, if it is short enough for a headline; otherwise 0."""
    start, end = dateline.end if dateline else 0, body.sentence_end(first)
    words = sum(start <= word.start < end for word in body.words)
    return end if words <= OPENING_WORDS else 0


def _signatures(body: ArticlePart, lead_end: int) -> Iterator[tuple[int, int]]:
    """The sentences of the lead that report signing or working together."""
    cues = rules.keys("signing_words.txt")
    for word in body.words:
        if word.start >= lead_end:
            return
        if word.key in cues:
            sentence = body.sentence(word.start)
            yield body.sentences[sentence], body.sentence_end(sentence)
