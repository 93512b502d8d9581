"""What a query may cost: the postings that its words have the engine read.

In: a parsed query, an analyzer, and document frequencies. Out: the query without its most frequent words, where there
are too many, and a note. Never here: other costs; the lexer bounds words and prefixes, `search.spelling` corrections.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.model.notes import Note
from indexer.model.schema import Part, field_name
from search.model.notes import TOO_FREQUENT
from search.query.syntax import Group, Parsed, Word

#: Postings that one query may read. The engine reads some thirty million a second.
MAX_POSTINGS = 10_000_000

Frequencies = Callable[[Sequence[tuple[str, str]]], Sequence[int]]


def within_budget(parsed: Parsed, analyzer: Analyzer, frequencies: Frequencies, limit: int = MAX_POSTINGS) -> Parsed:
    """The query without those of its plain words that have the most postings, until the rest has at most `limit`; one
    word stays. `frequencies` gives the number of articles that have a term in a field, for several at once."""
    tree = parsed.tree
    if not isinstance(tree, Group):
        return parsed
    costs = {child: _postings(child, analyzer, frequencies) for child in tree.children if isinstance(child, Word)}
    total = sum(costs.values())
    dropped: list[Word] = []
    for word in sorted(costs, key=lambda word: (-costs[word], word.start))[:-1]:
        if total <= limit:
            break
        total -= costs[word]
        dropped.append(word)
    if not dropped:
        return parsed
    dropped.sort(key=lambda word: word.start)
    kept = tuple(child for child in tree.children if child not in dropped)
    left_out = Note(TOO_FREQUENT, {"words": " ".join(word.text for word in dropped)})
    return replace(parsed, tree=replace(tree, children=kept), notes=(*parsed.notes, left_out))


def _postings(word: Word, analyzer: Analyzer, frequencies: Frequencies) -> int:
    return sum(frequencies(list(_terms(word, analyzer))))


def _terms(word: Word, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    for token in analyzer.analyze(word.text):
        for form in Form:
            term = token.form(form)
            if term is not None:
                yield from ((field_name(part, form), term) for part in Part)
