"""The part of an article that reranking reads, computed once at indexing.

In: a text and its tokens. Out: its `Digest`; as bytes for an index, and back. Never here: scores, or a second analysis.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from analyzers.tokens import Token

#: An article is judged by its title and this many characters of its text; twice as much changed no figure.
READ = 1500
#: The lead: the title and this many words of the text.
LEAD_WORDS = 30
#: No term begins with it.
SKELETON_SIGN = "_"
#: Between the parts of a packed digest, and between the stems and the skeletons of a part; no term holds them.
PART_END, STEMS_END = "\x1e", "\x1f"

START_OF, EXACT_OF, STEM_OF, SKELETON_OF = (
    itemgetter(Token._fields.index(name)) for name in ("start", "exact", "stem", "skeleton")
)

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
    body = body[: bisect_left(body, READ, key=START_OF)]
    tokens = [*title, *body]
    exact, stems = list(map(EXACT_OF, tokens)), list(map(STEM_OF, tokens))
    skeletons = [skeleton and SKELETON_SIGN + skeleton for skeleton in map(SKELETON_OF, tokens)]
    cuts = [0, len(title), *(len(title) + cut for cut in _sentence_ends(text[:READ], body)), len(exact)]
    spans = [(0, len(title) + LEAD_WORDS), *pairwise(cuts)]
    parts = [
        " ".join(filter(None, stems[start:end])) + STEMS_END + " ".join(filter(None, skeletons[start:end]))
        for start, end in spans
    ]
    return PART_END.join((" ".join(exact), *parts)).encode("utf-8", "surrogatepass")


def unpack_digest(content: bytes) -> Digest:
    """The digest that `pack_digest` made."""
    letters, lead, *sentences = content.decode("utf-8", "surrogatepass").split(PART_END)
    return Digest(
        letters=_spaced([letters]),
        stems=_spaced(sentence.partition(STEMS_END)[0] for sentence in sentences),
        lead=_both(lead),
        sentences=tuple(_both(sentence) for sentence in sentences if sentence != STEMS_END),
    )


def _sentence_ends(text: str, tokens: Sequence[Token]) -> list[int]:
    """The number of tokens before the end of each sentence."""
    starts = list(map(START_OF, tokens))
    return [bisect_left(starts, found.end()) for found in SENTENCE_END.finditer(text)]


def _both(part: str) -> str:
    return _spaced(part.split(STEMS_END))


def _spaced(terms: Iterable[str]) -> str:
    return f" {' '.join(filter(None, terms))} "
