"""Articles boiled down to what reranking looks at, remembered from one query to the next.

In: ids of articles. Out: `Digest`s. Never here: scores. A memory belongs to one generation, in which articles never
change.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.article import Article
from indexer.engines.port import Snapshot

#: An article is judged by its title and this much of its text.
READ = 3000
#: The lead: the title and this many words of the text.
LEAD_WORDS = 30
REMEMBERED = 4000

SENTENCE_END = re.compile(r"[.!?؟…]\s|\n")


@dataclass(frozen=True, slots=True)
class Digest:
    """`letters`: the folded words between single spaces; `lead` and `sentences`: the stems and skeletons in them;
    `pairs`: neighbouring stems, stop words skipped."""

    letters: str
    lead: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    pairs: frozenset[tuple[str, str]]


class Digests:
    """Digests of one snapshot's articles, the latest used remembered; safe for threads."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._snapshot = snapshot
        self._analyzer = analyzer
        self._remembered: OrderedDict[str, Digest] = OrderedDict()
        self._lock = Lock()

    def read(self, ids: Sequence[str]) -> dict[str, Digest]:
        """The digest of each of the articles that exist."""
        with self._lock:
            found = {id_: self._remembered[id_] for id_ in ids if id_ in self._remembered}
        missing = [id_ for id_ in ids if id_ not in found]
        found |= {article.id: digest(article, self._analyzer) for article in self._snapshot.articles(missing)}
        with self._lock:
            for id_ in ids:
                if id_ in found:
                    self._remembered[id_] = found[id_]
                    self._remembered.move_to_end(id_)
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found


def digest(article: Article, analyzer: Analyzer) -> Digest:
    """What reranking looks at in an article."""
    title, text = analyzer.analyze(article.title), article.text[:READ]
    body = analyzer.analyze(text)
    stems = [token.stem for token in (*title, *body) if token.stem is not None]
    return Digest(
        letters=f" {' '.join(token.exact for token in (*title, *body))} ",
        lead=_terms((*title, *body[:LEAD_WORDS])),
        sentences=tuple(_terms(sentence) for sentence in (title, *_sentences(text, body))),
        pairs=frozenset(pairwise(stems)),
    )


def _sentences(text: str, tokens: Sequence[Token]) -> list[list[Token]]:
    sentences: list[list[Token]] = [[]]
    ends = iter([*(found.end() for found in SENTENCE_END.finditer(text)), len(text) + 1])
    end = next(ends)
    for token in tokens:
        while token.start >= end:
            end = next(ends)
            sentences.append([])
        sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _terms(tokens: Sequence[Token]) -> frozenset[str]:
    stems = {token.stem for token in tokens if token.stem is not None}
    return frozenset(stems | {token.skeleton for token in tokens if token.skeleton is not None})
