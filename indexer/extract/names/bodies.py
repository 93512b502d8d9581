"""Bodies that have the form of an agency's name but are not in the gazetteer, for a curator to add.

In: a reading, and the shared names whose country is unknown. Out: `UnresolvedName`s. Never here: a guess.
"""

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache

from analyzers.affixes import ARTICLE
from analyzers.folding import fold
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading
from indexer.model.article import UnresolvedName
from indexer.naming.words import phrase_key
from indexer.tables import rules

MOST = 40
AFTER_LAM = "لل"
COMMITTEE_AFTER_LAM = "للجن"
LONGEST_CLITIC = 2


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """(rule, pattern of words of which the text must have one, pattern of the name)."""
    return tuple(
        (row["rule"], re.compile("|".join(row.values("heads"))), re.compile(row["pattern"]))
        for row in rules.rows("body_forms.tsv", "rule", "heads", "pattern")
    )


def find_unresolved(
    reading: ArticleReading, shared: Iterable[tuple[ArticlePart, Name]], keys: Container[str]
) -> tuple[UnresolvedName, ...]:
    """Names of bodies without a gazetteer id, each once, in order of appearance. `keys` are those of all shared names,
    as `phrase_key` makes them."""
    found: dict[str, UnresolvedName] = {}
    for name in (*_shared(shared, keys), *_by_form(reading)):
        found.setdefault(fold(name.name), name)
    ordered = sorted(found.values(), key=lambda name: (name.evidence.field != "title", name.evidence.start))
    return tuple(ordered[:MOST])


def _shared(names: Iterable[tuple[ArticlePart, Name]], keys: Container[str]) -> Iterator[UnresolvedName]:
    for part, name in names:
        if name.entries[0].kind is NameKind.AGENCY:
            evidence = part.evidence(name.start, name.end, "a name that several states use")
            yield UnresolvedName(_without_clitic(evidence.words, keys), evidence)


def _by_form(reading: ArticleReading) -> Iterator[UnresolvedName]:
    for part in reading.parts():
        taken = [
            (name.start, name.end) for name in part.names if name.entries[0].kind in {NameKind.AGENCY, NameKind.OUTLET}
        ]
        for rule, heads, pattern in _forms():
            for match in pattern.finditer(part.text) if heads.search(part.text) else ():
                start, end = match.span("name")
                if not any(start < other_end and other_start < end for other_start, other_end in taken):
                    evidence = part.evidence(start, end, rule)
                    yield UnresolvedName(_with_article(evidence.words), evidence)


def _with_article(words: str) -> str:
    """A name without the clitic ل: للمجلس -> المجلس, للجنة -> اللجنة."""
    if words.startswith(COMMITTEE_AFTER_LAM):
        return "ا" + words
    return ARTICLE + words.removeprefix(AFTER_LAM) if words.startswith(AFTER_LAM) else words


def _without_clitic(words: str, keys: Container[str]) -> str:
    """A name of the gazetteer without its clitics: بوزارة -> وزارة, وللجنة -> اللجنة."""
    candidates = [form for cut in range(LONGEST_CLITIC + 1) for form in (words[cut:], _with_article(words[cut:]))]
    return next((form for form in candidates if phrase_key(form) in keys), words)
