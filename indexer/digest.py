"""An article boiled down to what reranking looks at, once, when it is indexed.

In: a text and its tokens. Out: its `Digest`; as bytes for an index, and back. Never here: scores, or a second analysis.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers.tokens import Token

#: An article is judged by its title and this many characters of its text; twice as much changed no figure.
READ = 1500
#: The lead: the title and this many words of the text.
LEAD_WORDS = 30
#: No term begins with it.
SKELETON_SIGN = "_"
#: Between the parts of a packed digest, and between the stems and the skeletons of a part; no term holds them.
PART_END, STEMS_END = "\x1e", "\x1f"

SENTENCE_END = re.compile(r"[.!?؟…]\s|\n")


@dataclass(frozen=True, slots=True)
class Digest:
    """Terms between single spaces, so that a term is found with its spaces around it; strings take less memory than
    sets. `letters`: the folded words; `stems`: the stems, stop words skipped; `lead` and `sentences`: the stems in
    them, and the skeletons behind a sign, since some word's skeleton is another word's stem (وطني, وطن)."""

    letters: str
    stems: str
    lead: str
    sentences: tuple[str, ...]


def pack_digest(text: str, title: Sequence[Token], body: Sequence[Token]) -> bytes:
    """The digest of an article from its text and the tokens of its title and text, as `unpack_digest` reads it: UTF-8,
    with lone surrogates where a text has them."""
    text = text[:READ]
    body = [token for token in body[:READ] if token.start < READ]
    letters = " ".join([token.exact for token in (*title, *body)])
    parts = (_terms(part) for part in ([*title, *body[:LEAD_WORDS]], title, *_sentences(text, body)))
    return PART_END.join((letters, *parts)).encode("utf-8", "surrogatepass")


def unpack_digest(content: bytes) -> Digest:
    """The digest that `pack_digest` made."""
    letters, lead, *sentences = content.decode("utf-8", "surrogatepass").split(PART_END)
    return Digest(
        letters=_spaced([letters]),
        stems=_spaced(sentence.partition(STEMS_END)[0] for sentence in sentences),
        lead=_both(lead),
        sentences=tuple(_both(sentence) for sentence in sentences if sentence != STEMS_END),
    )


def _sentences(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    ends = iter([*(found.end() for found in SENTENCE_END.finditer(text)), len(text) + 1])
    end = next(ends)
    for token in tokens:
        if token.start >= end:
            yield sentence
            sentence = []
        while token.start >= end:
            end = next(ends)
        sentence.append(token)
    yield sentence


def _terms(tokens: Sequence[Token]) -> str:
    stems = " ".join([token.stem for token in tokens if token.stem])
    return stems + STEMS_END + " ".join([SKELETON_SIGN + token.skeleton for token in tokens if token.skeleton])


def _both(part: str) -> str:
    return _spaced(part.split(STEMS_END))


def _spaced(terms: Iterable[str]) -> str:
    return f" {' '.join(filter(None, terms))} "
