"""The one pipeline of index and query: text in, tokens with their indexed forms out.

In: text as published, and a lexicon. Out: `Token`s in order, offsets in the text as published. Never here: a
difference between the index side and the query side, or a field's weight.

The chain is chosen per word by its script, so Latin words in an Arabic article are stemmed as English and the
reverse. The forms of a chunk never depend on its neighbours, so they are cached.
"""

import re
from functools import cached_property

from analyzers import tokenizer
from analyzers.arabic import ArabicStemmer
from analyzers.english import EnglishStemmer
from analyzers.folding import fold
from analyzers.lexicon import Lexicon
from analyzers.script import Script, script
from analyzers.shipped import checksum_of, path_of
from analyzers.stopwords import StopWords
from analyzers.tokens import Token

#: Raise it when code changes the tokens of an unchanged text.
RULES_VERSION = 4
#: Longest term, in characters; a longer one is truncated.
LONGEST_TERM = 100
#: The cache holds at most this many chunks, none longer than this many characters.
REMEMBERED_CHUNKS = 300_000
LONGEST_REMEMBERED = 40

GROUPED_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
ADDRESS_HEAD = re.compile(r"(?:https?://)?(?:www\.)?")


#: A word of a chunk: offsets in the chunk, then exact, stem and skeleton. Plain tuples: there are many, and the
#: garbage collector leaves plain tuples of strings alone.
Forms = tuple[int, int, str, str | None, str | None]


class Analyzer:
    """Text -> tokens. Safe to share between threads: every thread caches the same forms for a chunk."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.shipped()
        self._arabic = ArabicStemmer(self.lexicon)
        self._english = EnglishStemmer()
        self._stops = StopWords(self.lexicon.known)
        self._remembered: dict[str, tuple[Forms, ...]] = {}

    @cached_property
    def version(self) -> str:
        """Changes whenever a text may give other tokens: rules, shipped lists, or lexicon."""
        return analysis_version(self.lexicon.checksum)

    def analyze(self, text: str) -> list[Token]:
        """All tokens of a text. Total: any string is analysed, in linear time."""
        tokens: list[Token] = []
        append, remembered, build = tokens.append, self._remembered, tuple.__new__
        for match in tokenizer.chunks(text):
            chunk, base = match[0], match.start()
            forms = remembered.get(chunk)
            if forms is None:
                forms = self._learn(chunk)
            for start, end, exact, stem, skeleton in forms:
                append(build(Token, (base + start, base + end, len(tokens), exact, stem, skeleton)))
        return tokens

    def distinguished_as_written(self, token: Token) -> bool:
        """Whether only capitals or the marks of its letters distinguish a word from a stop word: WHO, not who; آلية,
        not إليه. Such a word has a stem, but its exact form is that of a stop word."""
        if token.stem is None:
            return False
        forms = self._remembered.get(token.exact)  # the forms of a chunk, which most words are
        if forms is None:
            small = self.analyze(token.exact)
            return len(small) == 1 and small[0].stem is None
        return len(forms) == 1 and forms[0][3] is None

    def _learn(self, chunk: str) -> tuple[Forms, ...]:
        found = [self._forms(start, end, chunk[start:end]) for start, end in tokenizer.words_of(chunk)]
        forms = tuple([entry for entry in found if entry[2]])
        if len(chunk) <= LONGEST_REMEMBERED:
            if len(self._remembered) >= REMEMBERED_CHUNKS:
                self._remembered.clear()
            self._remembered[chunk] = forms
        return forms

    def _forms(self, start: int, end: int, surface: str) -> Forms:
        surface = surface[: 4 * LONGEST_TERM]
        if script(surface) is Script.ARABIC:
            return (start, end, *self._arabic_forms(surface))
        return (start, end, *self._latin_forms(surface))

    def _arabic_forms(self, surface: str) -> tuple[str, str | None, str | None]:
        exact = fold(surface)
        if not exact.isalpha():
            exact = "".join(exact.replace(".", "").split())
        exact = exact[:LONGEST_TERM]
        if len(exact) < 2 or self._stops.arabic(exact, surface):
            return exact, None, None
        stem = self._arabic.stem(exact)
        return exact, stem, self._arabic.skeleton(stem)

    def _latin_forms(self, surface: str) -> tuple[str, str | None, None]:
        if tokenizer.is_address(surface):
            address = ADDRESS_HEAD.sub("", fold(surface), count=1).rstrip("/")[:LONGEST_TERM]
            return address, address if "@" in address else address.split("/")[0], None
        if surface[0].isdigit() and (number := fold(surface)).replace(",", "").replace(".", "").isdigit():
            exact = (number.replace(",", "") if GROUPED_NUMBER.fullmatch(number) else number)[:LONGEST_TERM]
            return exact, exact, None
        exact = "".join(self._english.exact(surface).split())[:LONGEST_TERM]
        return exact, None if self._stops.english(exact, surface) else self._english.stem(exact), None


def analysis_version(lexicon_checksum: str) -> str:
    """The version of an analyzer with the lexicon of that checksum; no lexicon is loaded for it."""
    return f"{RULES_VERSION}-{lists_checksum()}-{lexicon_checksum[:12]}"


def lists_checksum() -> str:
    """Checksum of the shipped lists, stop words and English tables among them."""
    return checksum_of(path_of("analyzers", "data").iterdir())[:12]
