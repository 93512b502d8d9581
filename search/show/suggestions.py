"""What a visitor may be typing: countries, agencies and outlets by their labels, and titles of articles.

In: the beginning of a query. Out: `Suggestion`s, labels first, those with the most articles before the others, and each
title once. Never here: a search of whole texts, or a value that no article has.
"""

from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import And, Or, Prefix, Query, Term
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.facets import FACET_TABLE
from indexer.model.schema import Part, field_name
from search.model.display import clean
from search.model.ranking import MIN_PREFIX, SCORING
from search.model.results import Suggestion

LABELS = 6
TITLES = 4
#: So many articles are read to find TITLES different titles, because copies of a text share a title.
TITLED = 16
LANGUAGES = ("ar", "en")
KINDS = frozenset(facet.name for facet in FACET_TABLE if facet.suggested)
#: The kind of a suggested article; all other kinds are facets.
TITLE = "title"


def suggest(typed: str, snapshot: Snapshot, analyzer: Analyzer, gazetteers: Gazetteers, ui: str) -> list[Suggestion]:
    """Completions of what was typed; none for less than MIN_PREFIX letters."""
    tokens = analyzer.analyze(typed)
    if not tokens or (len(tokens) == 1 and len(tokens[0].exact) < MIN_PREFIX):
        return []
    labels = _labels(typed.strip(), snapshot, gazetteers, ui)
    found = snapshot.search(Request(query=_titled([token.exact for token in tokens]), limit=TITLED, scoring=SCORING))
    titled: dict[str, Suggestion] = {}
    for article in snapshot.articles([match.id for match in found.matches]):
        title = clean(article.title)
        titled.setdefault(" ".join(fold(title).split()), Suggestion(TITLE, article.id, title))
    return labels + list(titled.values())[:TITLES]


def _labels(typed: str, snapshot: Snapshot, gazetteers: Gazetteers, ui: str) -> list[Suggestion]:
    """Values whose label the typed text may begin: those with exactly this label first, then by number of articles."""
    values = dict.fromkeys(
        (facet, value)
        for language in sorted(LANGUAGES, key=lambda language: language != ui)
        for facet, value, _ in gazetteers.complete(typed, language)
        if facet in KINDS
    )
    counts = {(facet, value): snapshot.document_frequency(facet, value) for facet, value in values}
    wanted = fold(typed)

    def rank(named: tuple[str, str]) -> tuple[bool, int]:
        is_whole = wanted in map(fold, gazetteers.labels(*named).values())
        return not is_whole, -counts[named]

    kept = sorted((named for named in values if counts[named]), key=rank)[:LABELS]
    return [Suggestion(facet, value, gazetteers.label(facet, value, ui)) for facet, value in kept]


def _titled(words: list[str]) -> Query:
    """Titles with all the words, the last of which may still be incomplete."""
    exact = field_name(Part.TITLE, Form.EXACT)
    last: Query = Or((Term(exact, words[-1], 2.0), Prefix(exact, words[-1])))
    return And((*(Term(exact, word) for word in words[:-1]), last)) if len(words) > 1 else last
