"""Known-item queries, drawn by rule: `python -m benchmarks.known_items CORPUS [--titles] [--count N] > QUERIES.jsonl`.

In: a collection in one language, in the import format (JSON lines, also .gz). Out: JSON lines `{"query", "relevant":
[id]}`, the same for the same seed. Never here: an index, or a judgement made by hand.

People who look for an article that they have read remember a few words from further down. So one sentence behind the
lead of each drawn article gives 4 to 8 of its words, in their order and as published, without stop words and bare
numbers. An article without a title, an id or such a sentence gives nothing. With `--titles`, a title of at least 4 such
words gives 2 to 4 of them, for people who remember the headline.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from operator import attrgetter
from pathlib import Path
from random import Random

from analyzers.pipeline import Analyzer
from analyzers.tokens import Token
from indexer.model.sentences import sentence_starts
from search.rank.rerank import LEAD_WORDS

LEAST_WORDS, MOST_WORDS = 4, 8
LEAST_OF_TITLE, MOST_OF_TITLE = 2, 4


def known_items(corpus: Path, count: int, seed: int, *, titles: bool = False) -> Iterator[dict[str, object]]:
    """At most so many queries, each for another article, articles in random order."""
    random = Random(seed)
    articles = list(_articles(corpus))
    random.shuffle(articles)
    analyzer = Analyzer()
    rule = of_title if titles else of_sentence
    drawn = ((article["id"], rule(article, analyzer, random)) for article in articles)
    for id_, query in islice(((id_, query) for id_, query in drawn if query), count):
        yield {"query": query, "relevant": [id_]}


def of_sentence(article: Mapping[str, str], analyzer: Analyzer, random: Random) -> str:
    """Words of one sentence behind the lead; empty when no sentence has enough."""
    text = article["text"]
    tokens = analyzer.analyze(text)
    if len(tokens) <= LEAD_WORDS:
        return ""
    behind = [part for part in _sentences(text, tokens) if part and part[0].position >= LEAD_WORDS]
    enough = [words for part in behind if len(words := content_words(part)) >= LEAST_WORDS]
    if not enough:
        return ""
    return _some(text, random.choice(enough), LEAST_WORDS, MOST_WORDS, random)


def of_title(article: Mapping[str, str], analyzer: Analyzer, random: Random) -> str:
    """Words of the title; empty when it has not enough."""
    title = article["title"]
    words = content_words(analyzer.analyze(title))
    return _some(title, words, LEAST_OF_TITLE, MOST_OF_TITLE, random) if len(words) >= MOST_OF_TITLE else ""


def content_words(sentence: Sequence[Token]) -> list[Token]:
    """The words that are neither stop words nor numbers, each once, at its first occurrence; in no order."""
    telling = [word for word in sentence if word.stem is not None and any(map(str.isalpha, word.exact))]
    return list({word.exact: word for word in reversed(telling)}.values())


def _sentences(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    ends = [0, *sentence_starts(text), len(text) + 1]
    for start, end in pairwise(ends):
        yield [token for token in tokens if start <= token.start < end]


def _some(text: str, words: Sequence[Token], least: int, most: int, random: Random) -> str:
    """Some of the words as published, in their order."""
    wanted = random.randint(least, min(most, len(words)))
    chosen = sorted(random.sample(words, wanted), key=attrgetter("start"))
    return " ".join(text[word.start : word.end] for word in chosen)


def _articles(corpus: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if corpus.suffix == ".gz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article.get("id") and article.get("title") and article.get("text"):
                yield article


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.known_items", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--titles", action="store_true", help="words of titles, not of sentences behind the lead")
    parser.add_argument("--count", type=int, default=500, help="at most this many queries")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for item in known_items(options.corpus, options.count, options.seed, titles=options.titles):
        print(json.dumps(item, ensure_ascii=False))


if __name__ == "__main__":
    main()
