"""What a visitor may be typing: countries, agencies and outlets by their labels, and titles of articles.

In: the beginning of a query. Out: `Suggestion`s, labels first. Never here: a search of whole texts.
"""

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port import Request, Snapshot
from indexer.engines.query import And, Or, Prefix, Query, Term
from indexer.gazetteers import Gazetteers
from indexer.schema import Part, field_name
from search.display import clean
from search.ranking import MIN_PREFIX, SCORING
from search.results import Suggestion

LABELS = 6
TITLES = 4
LANGUAGES = ("ar", "en")
KINDS = frozenset({"country", "agency", "source"})


def suggest(typed: str, snapshot: Snapshot, analyzer: Analyzer, gazetteers: Gazetteers, ui: str) -> list[Suggestion]:
    """Completions of what was typed; none for less than MIN_PREFIX letters."""
    tokens = analyzer.analyze(typed)
    if not tokens or (len(tokens) == 1 and len(tokens[0].exact) < MIN_PREFIX):
        return []
    labels: dict[tuple[str, str], Suggestion] = {}
    for language in sorted(LANGUAGES, key=lambda language: language != ui):
        for facet, value, _ in gazetteers.complete(typed.strip(), language):
            if facet in KINDS:
                labels.setdefault((facet, value), Suggestion(facet, value, gazetteers.label(facet, value, ui)))
    found = snapshot.search(Request(query=_titled([token.exact for token in tokens]), limit=TITLES, scoring=SCORING))
    titles = snapshot.articles([match.id for match in found.matches])
    return [*labels.values()][:LABELS] + [Suggestion("title", article.id, clean(article.title)) for article in titles]


def _titled(words: list[str]) -> Query:
    """Titles with all the words, the last of which may still be incomplete."""
    exact = field_name(Part.TITLE, Form.EXACT)
    last: Query = Or((Term(exact, words[-1], 2.0), Prefix(exact, words[-1])))
    return And((*(Term(exact, word) for word in words[:-1]), last)) if len(words) > 1 else last
