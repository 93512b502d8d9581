"""The patterns of a wording: which terms stand for it in an article.

In: a wording of the glossary, or words of a query. Out: `Pattern`s and stems. Never here: whether the collection has
them (`attested.py`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from analyzers.folding import fold
from analyzers.pipeline import Analyzer
from analyzers.shipped import lines_of, path_of
from analyzers.tokens import Form, Token
from indexer.gazetteers.glossary import Wording
from indexer.naming.forms import nisba_forms, with_clitics, without_clitics
from search.compile.expansions import Pattern
from search.query.words import QueryWord


def patterns_of(wording: Wording, name: bool, analyzer: Analyzer) -> Iterator[Pattern]:
    """The patterns of a wording: its stems, or for a fixed wording and a name of one word its exact terms, with
    each Arabic proclitic. A name that is a common word too (مالي, Mali or financial) has none."""
    tokens = analyzer.analyze(wording.text)
    single = name and len(tokens) == 1
    if not tokens or (single and tokens[0].exact in _other_words()):
        return
    exact = wording.fixed or (single and not analyzer.distinguished_as_written(tokens[0]))
    if not exact and any(token.stem for token in tokens):
        yield Pattern(wording.text, Form.STEM, stems_of(tokens))
        return
    heads = with_clitics(tokens[0].exact) if wording.language == "ar" else (tokens[0].exact,)
    for head in heads:
        yield Pattern(wording.text, Form.EXACT, (head, *(token.exact for token in tokens[1:])))


def stems_of(tokens: Sequence[Token]) -> tuple[str | None, ...]:
    """Stems, without the gaps (stop words) at either end."""
    stems = [token.stem for token in tokens]
    while stems and stems[0] is None:
        stems.pop(0)
    while stems and stems[-1] is None:
        stems.pop()
    return tuple(stems)


def holds(terms: Sequence[str | None], others: Sequence[str | None]) -> bool:
    """Whether other terms occur among the terms, adjacent and in this order."""
    size = len(others)
    return any(tuple(terms[start : start + size]) == tuple(others) for start in range(len(terms) - size + 1))


def is_other_word(words: Sequence[QueryWord]) -> bool:
    """Whether a single word, as typed, is a common word rather than a name: `us`, `polish`, مالي."""
    if len(words) > 1:
        return False
    word = words[0]
    if word.token.stem is None:
        return True
    key = fold(word.typed)
    return not word.typed[0].isupper() and not _other_words().isdisjoint((key, *without_clitics(key)))


@cache
def _other_words() -> frozenset[str]:
    """The words of the table, the Arabic ones in all forms that a demonym has."""
    words = lines_of(path_of("search.compile", "other_words.txt"))
    return frozenset(fold(form) for word in words for form in (word, *nisba_forms(word)))
