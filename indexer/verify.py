"""Verification of a generation before it is served: counts, facet totals, and canary queries in both languages.

In: a generation and what it should hold. Out: faults, as sentences. Never here: repairing anything.
"""

from collections import Counter
from collections.abc import Iterator

from analyzers.lexicon import Lexicon
from analyzers.pipeline import Analyzer
from indexer.article import Article
from indexer.engines.port import Engine, Request, Snapshot
from indexer.engines.query import Term
from indexer.generations import Generation
from indexer.schema import FACETS, TEXT_FIELDS

CANARIES_PER_LANGUAGE = 5
SAMPLE = 200


def canaries(generation: Generation, engine: Engine, expected: int) -> list[str]:
    """Faults found by asking the generation for articles that it must have; empty when all were found."""
    snapshot = engine.open(generation.index)
    try:
        faults = []
        if snapshot.count() != expected:
            faults.append(f"{snapshot.count()} articles in the index, {expected} in the archive")
        sample = snapshot.articles(sorted(snapshot.ids())[:SAMPLE])
        analyzer = Analyzer(Lexicon.load(generation.lexicon))
        for article in _chosen(sample):
            faults += _missing(snapshot, analyzer, article)
        return faults + _facet_faults(snapshot, expected)
    finally:
        snapshot.close()


def _chosen(sample: list[Article]) -> Iterator[Article]:
    """A few articles of each language."""
    taken: Counter[str] = Counter()
    for article in sample:
        taken[article.language] += 1
        if taken[article.language] <= CANARIES_PER_LANGUAGE:
            yield article


def _missing(snapshot: Snapshot, analyzer: Analyzer, article: Article) -> list[str]:
    """Fields in which the article's own rarest-looking word, its longest, does not find it."""
    faults = []
    tokens = {"title": analyzer.analyze(article.title), "body": analyzer.analyze(article.text)}
    for field in TEXT_FIELDS:
        terms = [term for token in tokens[field.part] if (term := token.form(field.form))]
        if not terms:
            continue
        term = max(terms, key=len)
        frequency = snapshot.document_frequency(field.name, term)
        answer = snapshot.search(Request(Term(field.name, term), limit=max(frequency, 1)))
        if article.id not in {match.id for match in answer.matches}:
            faults.append(f"the word {term!r} in {field.name} does not find article {article.id}")
    return faults


def _facet_faults(snapshot: Snapshot, expected: int) -> list[str]:
    """Facets whose totals cannot be right: every article has exactly one language."""
    counts = snapshot.search(Request(facets=tuple(FACETS), limit=1)).facets
    total = sum(counts["language"].values())
    return [] if total == expected else [f"the language facet counts {total} articles of {expected}"]
