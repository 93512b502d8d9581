"""The features of the second look, read from arrays, are those of plain strings."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest import TempPathFactory

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle, Match
from indexer.engines.port.tokens import HEAD
from indexer.model.article import Article, Language
from indexer.model.sentences import sentence_starts
from search.model.ranking import SCORING
from search.rank.rerank import LEAD_WORDS, Reranker

ANALYZER = Analyzer()
WORDS = ("Doha", "shelter", "shelters", "ana", "banana", "a", "o", "WHO", "and", "the", "visit")
WORDS += ("وزير", "الوزراء", "وزارة", "وطن", "الوطنية", "و", "ي", "في", "كتاب", "مكتبة", "دول", "لولول")
ENDS = (" ", " ", " ", ", ", ". ", "؟ ", "\n", "\n\n «")


def texts(most: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ENDS)), max_size=most)
    return pairs.map(lambda found: "".join(word + end for word, end in found))


class Plain:
    """An article as strings and lists."""

    def __init__(self, one: AnalysedArticle) -> None:
        body = one.body[: bisect_left([token.start for token in one.body], HEAD)]
        self.letters = (
            " ".join(["", *(token.exact for token in (*one.title, *body)), ""]) if one.title or body else "  "
        )
        self.stems = [token.stem for token in (*one.title, *body) if token.stem]
        self.lead = [*one.title, *body[:LEAD_WORDS]]
        starts = [0, *sentence_starts(one.article.text), len(one.article.text) + 1]
        self.sentences = [list(one.title)]
        self.sentences += [[t for t in body if start <= t.start < end] for start, end in pairwise(starts)]


def rarity_of(word: Token) -> float:
    return 0.1 + len(word.exact) / 7


def covered(words: Sequence[Token], tokens: Sequence[Token]) -> float:
    stems, skeletons = {token.stem for token in tokens} - {None}, {token.skeleton for token in tokens} - {None}
    return sum(rarity_of(word) for word in words if word.stem in stems or word.skeleton in skeletons)


def plain_features(words: Sequence[Token], articles: Sequence[Plain]) -> dict[str, list[float]]:
    pairs = [(a, b, rarity_of(a) + rarity_of(b)) for a, b in pairwise(words)]
    return {
        "lead": [covered(words, one.lead) for one in articles],
        "first": [
            sum(rarity_of(w) / math.log2(2 + one.stems.index(w.stem)) for w in words if w.stem in one.stems)
            for one in articles
        ],
        "sentence": [max(covered(words, sentence) for sentence in one.sentences) for one in articles],
        "pairs": [
            sum(worth for a, b, worth in pairs if (a.stem, b.stem) in set(pairwise(one.stems))) for one in articles
        ],
        "letters": plain_letters([one.letters for one in articles], [word.exact for word in words]),
    }


def plain_letters(articles: Sequence[str], words: Sequence[str]) -> list[float]:
    padded = [f" {word} " for word in words]
    grams = sorted({word[at : at + 3] for word in padded for at in range(len(word) - 2)})
    counts = np.array([[text.count(gram) for gram in grams] for text in articles], dtype=float)
    lengths = np.array([len(text) for text in articles], dtype=float)
    having = np.count_nonzero(counts, axis=0)
    there = [text for text in articles if any(gram in text for gram in grams)]
    rarity = np.log(1 + (len(there) - having + 0.5) / (having + 0.5))
    k1, b = SCORING.k1, SCORING.default_b
    mean = np.array([len(text) for text in there], dtype=float).mean() if there else 1.0
    norm = k1 * (1 - b + b * lengths / mean)
    return list((counts * (k1 + 1) / (counts + norm[:, None])) @ rarity)


@pytest.mark.oracle
@given(
    st.lists(st.tuples(texts(4), texts(60)), min_size=1, max_size=6),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True),
)
@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_features_are_those_of_plain_strings_to_the_last_place(
    tmp_path_factory: TempPathFactory, given_texts: list[tuple[str, str]], query: list[str]
) -> None:
    words = ANALYZER.analyze(" ".join(query))
    articles = [analysed(number, *pair) for number, pair in enumerate(given_texts)]
    engine, parent, base = ColumnarEngine(), tmp_path_factory.mktemp("look"), None
    for number, some in enumerate((articles[1::2], articles[::2])):
        directory = parent / f"{number}"
        directory.mkdir()
        engine.write(directory, some, base=base)
        base = directory
    snapshot = engine.open(base)
    found = Reranker(snapshot, words, rarity_of).features([Match(one.article.id, 1.0) for one in articles])
    snapshot.close()
    wanted = plain_features(words, [Plain(one) for one in articles])
    assert {name: column.tolist() for name, column in found.items() if name != "engine"} == wanted


def analysed(number: int, title: str, text: str) -> AnalysedArticle:
    value = Article(id=f"{number}", uri=f"file:{number}", title=title, text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(title), ANALYZER.analyze(text))
