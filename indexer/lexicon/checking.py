"""How good a lexicon is for a collection, in numbers and rows.

In: entries, the concepts that take precedence over them, and articles. Out: `Coverage` of running words, and the rows
that a curator should look at. Never here: whether a translation is right, which only a person can say.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from analyzers.tokens import Token
from indexer.lexicon.content import Content, Kind
from indexer.lexicon.entries import LANGUAGES, Entry
from indexer.lexicon.meanings import Meanings
from indexer.naming.words import phrase_key

#: The words of one article in so many had no part in the choice of rows.
PARTS = 4


@dataclass
class Coverage:
    """Running words of one language that are no stop words: how many there are, how many have translations, how many
    are function words, how many names, and the words that are none of these, with how often each stands."""

    words: int = 0
    known: int = 0
    functions: int = 0
    names: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def content(self) -> int:
        """The words that a lexicon should have."""
        return self.words - self.functions - self.names

    @property
    def share(self) -> float:
        """The share of these that it has."""
        return self.known / max(1, self.content)


class Covering:
    """Counts which words of articles a lexicon has.

    A Latin word without an entry is a name if the articles write it with a capital more often than not. What counts is
    inside a sentence; a word all in capitals says nothing, as in a headline. An Arabic word without an entry is a name
    behind another part of a person's name (نورة الحوسني).
    """

    def __init__(self, content: Content, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._content = content
        self._coverage = {language: Coverage() for language in LANGUAGES.values()}
        self._capitals: Counter[str] = Counter()
        self.stems: set[str] = set()

    def count(self, text: str) -> None:
        """Count the words of a text."""
        inside = behind_person = False
        for token in self._analyzer.analyze(text):
            surface = text[token.start : token.end]
            language = LANGUAGES.get(script(surface))
            if token.stem is not None and language is not None and token.exact.isalpha():
                self.stems.add(token.stem)
                kind = self._kind(token, surface, behind_person=behind_person)
                self._count(self._coverage[language], token, kind)
                behind_person = kind is Kind.NAME and self._content.is_person(token, surface)
                if inside and script(surface) is Script.LATIN and not (surface.isupper() and len(surface) > 1):
                    self._capitals[token.exact] += 1 if surface[0].isupper() else -1
            behind_person = behind_person and text[token.end : token.end + 1] == " "
            inside = text[token.end : token.end + 1] not in {".", "!", "?", "\n", ""}

    def coverage(self) -> dict[str, Coverage]:
        """The coverage of each language by all texts that were counted."""
        return {language: self._without_capitals(found) for language, found in self._coverage.items()}

    def _kind(self, token: Token, surface: str, *, behind_person: bool) -> Kind:
        kind = self._content.kind(token, surface)
        arabic = script(surface) is Script.ARABIC
        return Kind.NAME if kind is Kind.MISSING and arabic and behind_person else kind

    def _count(self, coverage: Coverage, token: Token, kind: Kind) -> None:
        coverage.words += 1
        if kind is Kind.MISSING:
            coverage.missing[token.exact] += 1
        coverage.known += kind is Kind.KNOWN
        coverage.functions += kind is Kind.FUNCTION
        coverage.names += kind is Kind.NAME

    def _without_capitals(self, found: Coverage) -> Coverage:
        names = sum(number for word, number in found.missing.items() if self._capitals[word] > 0)
        missing = Counter({word: number for word, number in found.missing.items() if self._capitals[word] <= 0})
        return Coverage(found.words, found.known, found.functions, found.names + names, missing)


def is_held_out(id: str) -> bool:
    """Whether an article had no part in the choice of rows: one in PARTS, by a checksum of its identifier."""
    return zlib.crc32(id.encode()) % PARTS == 0


def one_way(entries: Sequence[Entry], analyzer: Analyzer) -> Iterator[tuple[Entry, str]]:
    """The entries whose first translation has entries too, none of which translates back."""
    meanings = Meanings(entries, analyzer)
    for entry in entries:
        if meanings.is_denied(entry, entry.translations[0]):
            yield entry, entry.translations[0]


def clashes(entries: Sequence[Entry], forms: Iterable[str]) -> Iterator[Entry]:
    """The entries that no query reaches, because the glossary or a name has their lemma as a form."""
    known = set(forms)
    for entry in entries:
        if phrase_key(entry.lemma) in known:
            yield entry


def dead(entries: Sequence[Entry], analyzer: Analyzer, stems: set[str]) -> Iterator[Entry]:
    """The entries of which the collection has no translation: they change no answer."""
    for entry in entries:
        translations = (analyzer.analyze(text) for text in entry.translations)
        if not any(all(token.stem is None or token.stem in stems for token in tokens) for tokens in translations):
            yield entry
