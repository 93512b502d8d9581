"""Verification of a generation before it is served: counts, facet totals, and canary queries in both languages.

In: a generation and the expected number of articles. Out: faults, as notes. Never here: repairing anything.
"""

from collections.abc import Iterator, Mapping

from analyzers.lexicon import LexiconError, saved_checksum
from analyzers.pipeline import Analyzer
from indexer.engines.port.port import Answer, Engine, Request, Selection, Snapshot
from indexer.engines.port.query import Term
from indexer.generations.generations import Generation
from indexer.model.article import Article
from indexer.model.errors import PartialError
from indexer.model.notes import N_, Note, as_it_is, note
from indexer.model.schema import FACETS, TEXT_FIELDS

CANARIES_PER_LANGUAGE = 5
LONGEST = 10
LANGUAGE = "language"


def canaries(generation: Generation, engine: Engine, expected: range, analyzer: Analyzer) -> list[Note]:
    """Faults found by asking the generation for articles that it must have; empty when all were found.

    `expected` are the numbers of articles that it may hold: all live ones, or fewer by those that were left out.
    `analyzer` is the one that the generation was written with; its lexicon must be the saved one, word by word.
    Raises PartialError when a part of the index does not answer.
    """
    snapshot = engine.open(generation.index)
    try:
        faults = _lexicon_faults(generation, analyzer)
        count = snapshot.count()
        if count not in expected:
            said = N_("articles in the index: %(indexed)s, in the archive: %(archived)s")
            faults.append(note(said, indexed=count, archived=expected[-1]))
        counts = _asked(snapshot, Request(facets=tuple(FACETS), limit=1)).facets
        for article in _chosen(snapshot, sorted(counts[LANGUAGE])):
            faults += _missing(snapshot, analyzer, article)
        return faults + _facet_faults(counts[LANGUAGE], count if count in expected else expected[-1])
    finally:
        snapshot.close()


def _asked(snapshot: Snapshot, request: Request) -> Answer:
    """The answer to a request. Raises PartialError if a part of the index did not answer."""
    answer = snapshot.search(request)
    if answer.is_partial:
        raise PartialError
    return answer


def _lexicon_faults(generation: Generation, analyzer: Analyzer) -> list[Note]:
    """The fault that searches would be analysed with another lexicon than the articles, if it is so."""
    try:
        saved = saved_checksum(generation.lexicon)
    except (OSError, LexiconError) as error:
        return [as_it_is(str(error))]
    same = saved == analyzer.lexicon.checksum
    return (
        []
        if same
        else [note("%(path)s: is not the lexicon that the articles were analysed with", path=generation.lexicon)]
    )


def _chosen(snapshot: Snapshot, languages: list[str]) -> Iterator[Article]:
    """A few articles of each language."""
    for language in languages:
        chosen = {LANGUAGE: Selection(include=frozenset({language}))}
        found = _asked(snapshot, Request(selections=chosen, limit=CANARIES_PER_LANGUAGE)).matches
        yield from snapshot.articles([match.id for match in found])


def _missing(snapshot: Snapshot, analyzer: Analyzer, article: Article) -> list[Note]:
    """A fault for each field in which the rarest of the article's longest words does not find it."""
    faults = []
    tokens = {"title": analyzer.analyze(article.title), "body": analyzer.analyze(article.text)}
    for field in TEXT_FIELDS:
        terms = {term for token in tokens[field.part] if (term := token.form(field.form))}
        if not terms:
            continue
        longest = sorted(terms, key=lambda term: (-len(term), term))[:LONGEST]
        frequency, term = min((snapshot.document_frequency(field.name, term), term) for term in longest)
        answer = _asked(snapshot, Request(Term(field.name, term), limit=max(frequency, 1)))
        if article.id not in {match.id for match in answer.matches}:
            template = N_("the word %(word)s in %(field)s does not find article %(id)s")
            faults.append(note(template, word=repr(term), field=field.name, id=article.id))
    return faults


def _facet_faults(languages: Mapping[str, int], expected: int) -> list[Note]:
    """A facet whose totals cannot be right: every article has exactly one language."""
    total = sum(languages.values())
    return (
        []
        if total == expected
        else [note("articles: %(expected)s; the language facet counts %(counted)s", counted=total, expected=expected)]
    )
