"""What a query may cost: the postings that its words have the engine read.

In: a parsed query, an analyzer, and document frequencies. Out: the query without its most frequent words, where there
are too many, and a note. Never here: other costs; the lexer bounds words and prefixes, `search.spelling` corrections.
"""

from dataclasses import replace

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.model.notes import Note
from indexer.model.schema import Part
from search.compile.frequencies import Frequencies, pairs_of_word
from search.model.notes import TOO_FREQUENT
from search.query.syntax import Group, Parsed, Word

#: Postings that one query may read. The engine reads some thirty million a second.
MAX_POSTINGS = 10_000_000
#: The fields in which a word is looked for.
FIELDS_OF_A_WORD = len(Form) * len(Part)


def within_budget(parsed: Parsed, analyzer: Analyzer, frequencies: Frequencies, limit: int = MAX_POSTINGS) -> Parsed:
    """The query without those of its plain words that have the most postings, until the rest has at most `limit`; one
    word stays. Where the limit holds if every article has a word for each letter, nothing is counted."""
    tree = parsed.tree
    if not isinstance(tree, Group):
        return parsed
    words = [child for child in tree.children if isinstance(child, Word)]
    if sum([len(word.text) for word in words]) * FIELDS_OF_A_WORD * frequencies.documents <= limit:
        return parsed
    terms = {word: [pair for token in analyzer.analyze(word.text) for pair in pairs_of_word(token)] for word in words}
    frequencies.expect([pair for pairs in terms.values() for pair in pairs])
    costs = {word: sum([frequencies.of(*pair) for pair in pairs]) for word, pairs in terms.items()}
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
