"""Articles boiled down to what reranking looks at, remembered from one query to the next.

In: ids of articles. Out: `Digest`s. Never here: scores. A memory belongs to one generation, in which articles never
change.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.article import Article
from indexer.engines.port import Snapshot

#: An article is judged by its title and this many characters of its text; twice as much changed no figure.
READ = 1500
#: The lead: the title and this many words of the text.
LEAD_WORDS = 30
REMEMBERED = 3000

SENTENCE_END = re.compile(r"[.!?؟…]\s|\n")


@dataclass(frozen=True, slots=True)
class Digest:
    """Terms between single spaces, so that a term is found with its spaces around it; strings take less memory than
    sets. `letters`: the folded words; `stems`: the stems, stop words skipped; `lead` and `sentences`: the stems and
    skeletons in them."""

    letters: str
    stems: str
    lead: str
    sentences: tuple[str, ...]


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
    tokens = [*title, *body]
    return Digest(
        letters=_spaced([token.exact for token in tokens]),
        stems=_spaced([token.stem for token in tokens]),
        lead=_terms([*title, *body[:LEAD_WORDS]]),
        sentences=tuple(_terms(sentence) for sentence in (title, *_sentences(text, body))),
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


def _terms(tokens: Sequence[Token]) -> str:
    return _spaced([token.stem for token in tokens] + [token.skeleton for token in tokens])


def _spaced(terms: Iterable[str | None]) -> str:
    return f" {' '.join(filter(None, terms))} "
