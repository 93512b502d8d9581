"""The words of a segment: which term each has in each form, and of which pieces of three characters it consists.

In: the terms of each word. Out: arrays; a `Vocabulary` of the port. Never here: documents.

The terms of a form have two lists, one in the texts and one in the titles. The number of a term is its ordinal in the
texts; that of a term of titles alone is its ordinal in the titles, counted on from the number of terms in the texts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from analyzers.tokens import Form
from indexer.engines.columnar.files.arrayfile import Array, ArrayFile
from indexer.engines.columnar.files.fieldindex import FieldIndex
from indexer.engines.columnar.files.termlist import offsets_of
from indexer.engines.port.tokens import NONE
from indexer.model.schema import Part, field_name

#: Prefix of the arrays of words; no field's name begins with it.
TABLE = "_words"
FORMS = tuple(Form)
#: A piece is three characters, each in so many bits.
CHARACTER_BITS = 21
#: Words whose pieces are made at a time, to bound memory.
AT_A_TIME = 200_000
#: Terms whose numbers are cached.
NUMBERS_CACHE = 16_384


def word_arrays(numbers: Mapping[Form, Array], exact: Sequence[str]) -> dict[str, Array]:
    """The arrays of words from the number of each one's term in each form, and its exact form as text."""
    codes, pieces, offsets = _pieces(exact)
    return {
        **{f"{TABLE}/{form.value}": numbers[form].astype(np.int32) for form in FORMS},
        f"{TABLE}/codes": codes,
        f"{TABLE}/pieces": pieces,
        f"{TABLE}/piece_offsets": offsets,
    }


def _pieces(words: Sequence[str]) -> tuple[Array, Array, Array]:
    """The distinct pieces of words between two spaces, rising; the ordinals of each word's pieces; where its begin."""
    parts = [words[start : start + AT_A_TIME] for start in range(0, len(words), AT_A_TIME)]
    made = [_codes(part) for part in parts]
    codes = np.unique(np.concatenate([np.unique(part) for part in made])) if made else np.empty(0, np.int64)
    kind = np.uint16 if len(codes) < 1 << 16 else np.uint32
    pieces = [np.searchsorted(codes, part).astype(kind) for part in made]
    return codes, np.concatenate(pieces) if pieces else np.empty(0, kind), offsets_of(list(map(len, words)))


def _codes(words: Sequence[str]) -> Array:
    """The pieces of each word, one around each of its characters."""
    text = " " + "".join(f"{word} " for word in words)
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    codes = (characters[:-2] << 2 * CHARACTER_BITS) | (characters[1:-1] << CHARACTER_BITS) | characters[2:]
    between = np.cumsum([len(word) + 1 for word in words]) - 1
    inside = np.ones(len(codes) + 1, np.bool_)
    inside[between] = False
    return codes[inside[: len(codes)]]


def codes_of(pieces: Sequence[str]) -> Array:
    """The number of each of some pieces."""
    characters = np.frombuffer("".join(pieces).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    return (characters[::3] << 2 * CHARACTER_BITS) | (characters[1::3] << CHARACTER_BITS) | characters[2::3]


class Spelled(NamedTuple):
    """Some tokens by their words, of which each is spelt once: `of_token` has the place of each token's word among
    `words`. `sizes` are the numbers of their characters, `ends` the running total of these, `pieces` the
    ordinals of all their pieces."""

    words: Array
    of_token: Array
    sizes: Array
    ends: Array
    pieces: Array

    def repeated(self, at: Array, which: Array) -> tuple[Array, Array]:
        """What was found in words, for each token of them: places of words, rising, and what was found at each."""
        counts = np.bincount(at, minlength=len(self.words))
        tokens = np.flatnonzero(counts.take(self.of_token) > 0)
        own = self.of_token.take(tokens)
        sizes = counts.take(own)
        ends = sizes.cumsum()
        flat = (counts.cumsum().take(own) - ends).repeat(sizes)
        flat += np.arange(len(flat))
        return tokens.repeat(sizes), which.take(flat)


@dataclass(frozen=True)
class WordTable:
    """The words of one segment."""

    terms: ArrayFile
    texts: Mapping[Form, FieldIndex]
    titles: Mapping[Form, FieldIndex]

    @classmethod
    def of(cls, terms: ArrayFile) -> "WordTable":
        """The words of a segment's terms file."""
        fields = {part: {form: FieldIndex(terms, field_name(part, form)) for form in FORMS} for part in Part}
        return cls(terms, fields[Part.BODY], fields[Part.TITLE])

    def __len__(self) -> int:
        return len(self.numbers[Form.EXACT])

    @cached_property
    def numbers(self) -> Mapping[Form, Array]:
        """The number of each word's term."""
        return {form: self.terms.array(f"{TABLE}/{form.value}") for form in FORMS}

    @cached_property
    def _offsets(self) -> Array:
        return self.terms.array(f"{TABLE}/piece_offsets")

    def sizes(self, words: Array) -> Array:
        """The number of characters in the exact form of each of some words."""
        return self._offsets[1:].take(words).astype(np.int64) - self._offsets.take(words)

    def limit(self, form: Form) -> int:
        """One more than the largest number of a term."""
        return len(self.texts[form].terms) + len(self.titles[form].terms)

    def terms_numbers(self, form: Form, terms: Sequence[str]) -> list[int]:
        """The number of each of some terms, or NONE. Recent ones are cached: visitors repeat each other's words."""
        return [self._number(form, term) for term in terms]

    @cached_property
    def _number(self) -> Callable[[Form, str], int]:
        return lru_cache(NUMBERS_CACHE)(self._looked_up)

    def _looked_up(self, form: Form, term: str) -> int:
        content, texts = term.encode("utf-8", "surrogatepass"), self.texts[form].terms
        number = texts.find(content)
        if number >= 0:
            return number
        ordinal = self.titles[form].terms.find(content)
        return len(texts) + ordinal if ordinal >= 0 else NONE

    def beginning(self, form: Form, prefix: str) -> tuple[range, range]:
        """The numbers of the terms that begin so."""
        content = prefix.encode("utf-8", "surrogatepass")
        base, titles = len(self.texts[form].terms), self.titles[form].terms.with_prefix(content)
        return self.texts[form].terms.with_prefix(content), range(base + titles.start, base + titles.stop)

    def text(self, form: Form, number: int) -> str:
        """The term with a number."""
        base = len(self.texts[form].terms)
        terms = self.texts[form].terms if number < base else self.titles[form].terms
        return terms[number if number < base else number - base].decode("utf-8")

    def spelled(self, tokens: Array) -> Spelled:
        """The pieces of the words of some tokens, one word after the other."""
        places, numbers = np.empty(len(self), np.int32), np.arange(len(tokens), dtype=np.int32)
        places[tokens] = numbers
        words = tokens.compress(places.take(tokens) == numbers)  # one token of each word
        places[words] = numbers[: len(words)]
        sizes = self.sizes(words)
        ends = sizes.cumsum()
        flat = (self._offsets.take(words) - ends + sizes).repeat(sizes)
        flat += np.arange(len(flat))
        return Spelled(words, places.take(tokens), sizes, ends, self.terms.array(f"{TABLE}/pieces").take(flat))

    def letters(self, spelled: Spelled, grams: Sequence[str]) -> tuple[Array, Array]:
        """Where pieces occur in the exact forms of tokens; see the port."""
        codes = self.terms.array(f"{TABLE}/codes")
        asked = codes_of(grams)
        places = codes.searchsorted(asked)
        there = np.flatnonzero(codes.take(places, mode="clip") == asked) if len(codes) else np.empty(0, np.int64)
        wanted = np.full(len(codes) + 1, NONE, np.int16)
        wanted[places[there]] = there
        found = wanted.take(spelled.pieces)
        at = np.flatnonzero(found >= 0)
        words = spelled.ends.searchsorted(at, side="right")
        return spelled.repeated(*self._counted_apart(words, found[at].astype(np.int64), spelled.words, grams))

    def _counted_apart(self, at: Array, which: Array, words: Array, grams: Sequence[str]) -> tuple[Array, Array]:
        """Without occurrences that overlap an occurrence of the same piece before them, such as the second of ana in
        banana."""
        doubtful = [gram for gram, piece in enumerate(grams) if piece[0] == piece[2] and piece[0] != " "]
        kept = np.ones(len(at), np.bool_)
        for gram in doubtful:
            own = np.flatnonzero(which == gram)
            tokens, counts = np.unique(at[own], return_counts=True)
            begins = np.cumsum(counts) - counts
            for token, begin, count in zip(tokens.tolist(), begins.tolist(), counts.tolist(), strict=True):
                if count > 1:
                    exact = self.text(Form.EXACT, int(self.numbers[Form.EXACT][words[token]]))
                    kept[own[begin + exact.count(grams[gram]) : begin + count]] = False
        return at[kept], which[kept]
