"""An analysed article as a document of the cluster, and back.

In: an analysed article. Out: the fields of its document, and the terms that it counts for. Never here: a request.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyzers.tokens import Form, Token
from indexer.engines.opensearch.coding import BETWEEN, GAP, coded_key, coded_term
from indexer.engines.opensearch.mapping import ARTICLE, ENTERED, FIRST_DAY, FORWARD, LAST_DAY, LENGTH, TOKENS
from indexer.engines.port.packed_tokens import pack_tokens
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.parts import numeric
from indexer.engines.whoosh.schema import facet_values
from indexer.model.article import Article
from indexer.model.article_row import article_from_bytes, article_to_bytes
from indexer.model.schema import FACETS, ID, TEXT_FIELDS, Part

COMPRESSION = 6
PLAIN_SIGNS = str.maketrans("-_", "+/")
#: More of it than there needs to be is ignored.
PADDING = "=="


@dataclass(frozen=True, slots=True)
class Forward:
    """What a document counts for: its terms by field, each once, those of facets too; and its exact lengths."""

    terms: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, int]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """`(field, term)`, each once."""
        return ((field, term) for field, terms in self.terms.items() for term in terms)


def pack(analysed: AnalysedArticle) -> tuple[dict[str, Any], Forward]:
    """The document of an article, and what it counts for."""
    article = analysed.article
    tokens = {Part.TITLE: analysed.title, Part.BODY: analysed.body}
    found = {field.name: _terms(tokens[field.part], field.form) for field in TEXT_FIELDS}
    found = {name: terms for name, terms in found.items() if terms}
    facets = {name: tuple(facet_values(name, article)) for name in FACETS}
    lengths = {name: sum(map(len, terms.values())) for name, terms in found.items()}
    words = {name: tuple(Counter(term for at in terms.values() for term in at)) for name, terms in found.items()}
    forward = Forward({**words, **{name: values for name, values in facets.items() if values}}, lengths)
    document: dict[str, Any] = {
        ID: coded_key(article.id),
        ENTERED: article.entered,
        ARTICLE: packed(article_to_bytes(article)),
        TOKENS: packed(pack_tokens(article.text, analysed.title, analysed.body)),
        FORWARD: packed(json.dumps([forward.terms, forward.lengths], separators=(",", ":")).encode("ascii")),
    }
    document |= {name: _positioned(terms) for name, terms in found.items()}
    document |= {LENGTH + name: known_length(length) for name, length in lengths.items()}
    document |= {name: list(map(coded_key, values)) for name, values in facets.items() if values}
    days = {FIRST_DAY: article.published.first_day, LAST_DAY: article.published.last_day}
    return document | {name: day.toordinal() for name, day in days.items() if day is not None}, forward


def known_length(length: int) -> int:
    """The length by which Whoosh scores: the one that its byte stands for."""
    return int(numeric.byte_to_length(numeric.length_to_byte(length)))


def stored_article(content: str) -> Article:
    """The article of a document."""
    return article_from_bytes(unpacked(content))


def stored_forward(content: str) -> Forward:
    """What a document counts for."""
    terms, lengths = json.loads(unpacked(content))
    return Forward({name: tuple(values) for name, values in terms.items()}, lengths)


def packed(content: bytes) -> str:
    """Bytes as a binary field holds them."""
    return b64encode(zlib.compress(content, COMPRESSION)).decode("ascii")


def unpacked(content: str) -> bytes:
    """The bytes of a binary field; a column gives them in the signs for addresses, and unpadded (RFC 4648, 5)."""
    return zlib.decompress(b64decode(content.translate(PLAIN_SIGNS) + PADDING))


def _terms(tokens: Sequence[Token], form: Form) -> dict[int, list[str]]:
    """The terms of a form by position."""
    found: dict[int, list[str]] = {}
    for token in tokens:
        term = token.form(form)
        if term:
            found.setdefault(token.position, []).append(term)
    return found


def _positioned(terms: Mapping[int, Sequence[str]]) -> str:
    """Terms as the analyzer of the index reads them."""
    return " ".join(BETWEEN.join(map(coded_term, terms.get(at, ()))) or GAP for at in range(max(terms) + 1))
