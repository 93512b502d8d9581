"""Which words of a text should a lexicon have, and which are names or function words?

In: the entries of a lexicon, the concepts of the glossary and the names, then tokens. Out: the `Kind` of each word.
Never here: a count.

A function word is a stop word, also with Arabic clitics or a pronoun (لهذا, خلالها), or a word whose entry has only
stop words as translations (جميع - all): no search uses it. A name is a word of a gazetteer, of the tables of persons,
or of `data/names.txt`, and has no entry. Capitals, which tell Latin names apart, need a collection: see `checking.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.gazetteers.concepts import Concepts, TypedWord, is_name
from indexer.lexicon.entries import Entry
from indexer.lexicon.inflections import bare
from indexer.lexicon.meanings import Meanings
from indexer.lexicon.names import also_words, names
from indexer.lexicon.renderings import STEMS
from indexer.naming.forms import without_clitics
from indexer.naming.words import key_of, phrase_key

#: Pronouns at the end of an Arabic word, folded, longest first.
PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ني", "كم", "ه", "ي", "ك")
#: A stop word before a pronoun has so many letters.
SHORTEST_BEFORE_PRONOUN = 2


class Kind(StrEnum):
    """What a word of a text is to a lexicon."""

    KNOWN = "known"
    FUNCTION = "function"
    NAME = "name"
    MISSING = "missing"


class Content:
    """Tells kinds of words by tables; remembers them, as a collection repeats its words."""

    def __init__(self, entries: Sequence[Entry], analyzer: Analyzer, concepts: Concepts) -> None:
        self._analyzer = analyzer
        self._concepts = concepts
        self._keys = {key for meaning in Meanings(entries, analyzer).all() for key in meaning.keys}
        self._functions = {
            phrase_key(form)
            for entry in entries
            if not any(self._has_content(text) for text in entry.translations)
            for form in (entry.lemma, *entry.forms)
        }
        self._names = {word for form, ids in concepts.forms() if all(map(_is_named, ids)) for word in form.split()}
        self._persons = names()
        self._before_surnames = names() - also_words()
        self._kinds: dict[tuple[str, str | None, str], Kind] = {}

    def kind(self, token: Token, surface: str) -> Kind:
        """The kind of a token, which is written as `surface`."""
        word = token.exact, token.stem, key_of(surface)
        found = self._kinds.get(word)
        if found is None:
            found = self._kinds[word] = self._find(token, surface)
        return found

    def is_person(self, token: Token, surface: str) -> bool:
        """Whether a word is part of a person's name and nothing else, so that the word behind it may be another."""
        return not self._before_surnames.isdisjoint(_forms(token.exact, key_of(surface)))

    def _find(self, token: Token, surface: str) -> Kind:
        forms = list(_forms(token.exact, key_of(surface)))
        if not self._keys.isdisjoint([STEMS + (token.stem or ""), *forms]) or self._in_glossary(token, surface):
            return Kind.KNOWN
        if any(self._is_function(form) for form in forms):
            return Kind.FUNCTION
        return Kind.MISSING if self._names.isdisjoint(forms) and self._persons.isdisjoint(forms) else Kind.NAME

    def _in_glossary(self, token: Token, surface: str) -> bool:
        found = self._concepts.find([TypedWord(surface, token.stem or token.exact)])
        return any(not _is_named(one.id) for one in found)

    def _is_function(self, form: str) -> bool:
        return any(word in self._functions or not self._has_content(word) for word in (form, *_before_pronouns(form)))

    def _has_content(self, text: str) -> bool:
        return any(token.stem is not None for token in self._analyzer.analyze(text))


def _is_named(id: str) -> bool:
    return not id or is_name(id)


def _forms(*words: str) -> Iterable[str]:
    """Folded words, and what they are without Arabic clitics and the article."""
    for word in dict.fromkeys(words):
        for form in (word, *without_clitics(word)):
            yield from (form, bare(form))


def _before_pronouns(form: str) -> Iterator[str]:
    for pronoun in PRONOUNS:
        rest = form.removesuffix(pronoun)
        if rest != form and len(rest) >= SHORTEST_BEFORE_PRONOUN:
            yield rest
