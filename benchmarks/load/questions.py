"""What visitors ask for: requests drawn from a collection by a seed.

In: articles of the collection. Out: `Question`. Never here: a connection.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, urlencode

from analyzers.pipeline import Analyzer
from benchmarks.known_items import of_title
from indexer.model.article import Article
from search.query.lexer import MAX_PREFIXES, MAX_WORDS
from search.spelling.correction import MAX_CORRECTED
from web.downloads import EXPORT_SIZE
from web.openapi import MAX_RESULTS

#: Kind of request -> how many of a hundred, as a newsroom asks: `again` repeats the request before with its ETag.
MIX = {
    "search": 48,
    "filtered": 10,
    "article": 20,
    "suggestion": 10,
    "facet": 2,
    "api": 2,
    "export": 1,
    "again": 7,
}
AGAIN = "again"
NORMAL = "normal"
LETTERS_TYPED = 3
#: The words of an expensive query have so many letters at least; shorter ones are mostly stop words.
LONG = 5
PREFIX = 3
FACETS = ("country", "agency", "source", "year")


@dataclass(frozen=True, slots=True)
class Question:
    """One request: its kind and its path with the query string. `again` asks with the ETag of the answer before."""

    kind: str
    path: str = ""


class Newsroom:
    """Draws questions about the articles of a collection, the same for the same seed."""

    def __init__(self, articles: Sequence[Article], seed: int) -> None:
        self._dice = Random(seed)
        self._analyzer = Analyzer()
        self._articles = [article for article in articles if self._words(article)]

    def mixed(self, count: int) -> list[Question]:
        """Questions of all kinds, as often as MIX says."""
        kinds = self._dice.choices(list(MIX), list(MIX.values()), k=count)
        return [self._draw(kind) for kind in kinds]

    def normal(self, count: int) -> list[Question]:
        """Searches by which a visitor's patience is measured."""
        return [Question(NORMAL, self._draw("search").path) for _ in range(count)]

    def costliest(self) -> dict[str, list[Question]]:
        """What is allowed and asks for the most work: name -> variants that no cache could answer."""
        common = self._common_words()
        variants = [self._dice.sample(common, len(common)) for _ in range(8)]
        words = [" ".join(variant[:MAX_WORDS]) for variant in variants]
        starts = [" ".join(f"{word[:PREFIX]}*" for word in variant[:MAX_PREFIXES]) for variant in variants]
        wrong = [" ".join(map(self._misspelt, variant[:MAX_CORRECTED])) for variant in variants]
        everything = [f"-{word}" for word in common[:8]]
        asked = {
            f"{MAX_RESULTS} results of {MAX_WORDS} words": ("/api/search", words, MAX_RESULTS),
            f"{MAX_RESULTS} results of {MAX_PREFIXES} prefixes": ("/api/search", starts, MAX_RESULTS),
            f"{MAX_RESULTS} results of {MAX_CORRECTED} misspelt words": ("/api/search", wrong, MAX_RESULTS),
            f"{EXPORT_SIZE} articles of {MAX_WORDS} words as CSV": ("/export.csv", words, None),
            f"{EXPORT_SIZE} articles of nearly all as BibTeX": ("/export.bib", everything, None),
            f"page of {MAX_WORDS} words": ("/", words, None),
            f"page of {MAX_PREFIXES} prefixes": ("/", starts, None),
            f"feed of {MAX_WORDS} words": ("/feed.atom", words, None),
        }
        return {
            name: [Question(name, _path(at, q=query, limit=limit)) for query in queries]
            for name, (at, queries, limit) in asked.items()
        }

    def _draw(self, kind: str) -> Question:
        if kind == AGAIN:
            return Question(kind)
        article = self._dice.choice(self._articles)
        query, ui = self._words(article), "ar" if article.language == "ar" else "en"
        year = article.published.date[:4] if article.published.date else None
        word = self._dice.choice(query.split())
        paths = {
            "search": lambda: _path("/", q=query, ui=ui),
            "filtered": lambda: _path("/", q=word, ui=ui, year=year, sort="newest"),
            "article": lambda: _path(f"/article/{quote(article.id)}", q=query, ui=ui),
            "suggestion": lambda: _path("/api/suggest", q=word[:LETTERS_TYPED], ui=ui),
            "facet": lambda: _path(f"/api/facets/{self._dice.choice(FACETS)}", q=word, ui=ui),
            "api": lambda: _path("/api/search", q=query, ui=ui, limit=20),
            "export": lambda: _path("/export.csv", q=query, ui=ui),
        }
        return Question(kind, paths[kind]())

    def _words(self, article: Article) -> str:
        return of_title({"title": article.title}, self._analyzer, self._dice)

    def _common_words(self) -> list[str]:
        """The long words that most articles have, half of them of each language as far as there are."""
        found: dict[str, Counter[str]] = {"ar": Counter(), "en": Counter()}
        for article in self._articles:
            words = {word for word in article.text.split() if len(word) >= LONG and word.isalpha()}
            found["en" if article.language == "en" else "ar"].update(words)
        half = MAX_WORDS // 2
        return [word for counted in found.values() for word, _ in counted.most_common(half)]

    def _misspelt(self, word: str) -> str:
        """The word with two letters exchanged and one doubled."""
        at = self._dice.randrange(1, len(word) - 1)
        return f"{word[: at - 1]}{word[at]}{word[at - 1]}{word[at:]}"


def cycle(questions: Sequence[Question], begin: int) -> Iterator[Question]:
    """The questions again and again, from one of them on."""
    while True:
        yield questions[begin % len(questions)]
        begin += 1


def _path(path: str, **values: object) -> str:
    return f"{path}?{urlencode({name: value for name, value in values.items() if value is not None})}"
