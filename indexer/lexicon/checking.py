"""How good a lexicon is for a collection, in numbers and rows.

In: entries, the concepts that take precedence over them, and articles. Out: `Coverage` of running words, and the rows
that a curator should look at. Never here: whether a translation is right, which only a person can say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analyzers.pipeline import Analyzer
from analyzers.script import Script, script
from analyzers.tokens import Token
from indexer.lexicon.entries import LANGUAGES, Entry
from indexer.lexicon.meanings import STEMS, Meanings, bare
from indexer.naming.forms import without_clitics
from indexer.naming.words import phrase_key


@dataclass
class Coverage:
    """Running content words of one language: how many there are, how many have translations, how many look like names
    (Latin words with a capital inside a sentence), and the most frequent ones without translations."""

    words: int = 0
    known: int = 0
    names: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> float:
        """The share of the words that are no names that have translations."""
        return self.known / max(1, self.words - self.names)


class Covering:
    """Counts which words of articles a lexicon has. `others` are folded words that the glossary or the names have."""

    def __init__(self, entries: Sequence[Entry], analyzer: Analyzer, others: Iterable[str]) -> None:
        self._analyzer = analyzer
        self._keys = {key for meaning in Meanings(entries, analyzer).all() for key in meaning.keys}
        self._others = {word for form in others for word in form.split()}
        self.coverage = {language: Coverage() for language in LANGUAGES.values()}
        self.stems: set[str] = set()

    def count(self, text: str) -> None:
        """Count the words of a text."""
        inside = False
        for token in self._analyzer.analyze(text):
            surface = text[token.start : token.end]
            language = LANGUAGES.get(script(surface))
            if token.stem is not None and language is not None and token.exact.isalpha():
                self.stems.add(token.stem)
                self._count(self.coverage[language], token, surface, inside=inside)
            inside = text[token.end : token.end + 1] not in {".", "!", "?", "\n", ""}

    def _count(self, coverage: Coverage, token: Token, surface: str, *, inside: bool) -> None:
        coverage.words += 1
        if self._has(token):
            coverage.known += 1
        elif script(surface) is Script.LATIN and inside and surface[0].isupper():
            coverage.names += 1
        else:
            coverage.missing[token.exact] += 1

    def _has(self, token: Token) -> bool:
        forms = (token.exact, *without_clitics(token.exact))
        keys = {STEMS + (token.stem or ""), *forms, *map(bare, forms)}
        return not keys.isdisjoint(self._keys) or not self._others.isdisjoint({token.exact, *forms})


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
