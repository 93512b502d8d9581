"""The other words for each word of a query, of both languages, as the second look finds them in an article.

In: the words of a query, and its expansions. Out: `Other`s, the likeliest first. Never here: an article.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.pipeline import Analyzer
from analyzers.script import script
from analyzers.tokens import Form
from search.compile.expansions import Expansion, Pattern
from search.model.ranking import OTHER_WORDS, OTHER_WORTH
from search.query.words import QueryWord


@dataclass(frozen=True, slots=True)
class Other:
    """Stems between single spaces, for the likeliest also the words that they are of, and how much an article says that
    has them; whether they are `certain`: names, or words of the glossary."""

    stems: str
    words: tuple[str, ...]
    worth: float
    certain: bool = True

    @property
    def size(self) -> int:
        """The number of stems."""
        return len(self.stems.split())


def others_of(
    words: Sequence[QueryWord], expansions: Sequence[Expansion], analyzer: Analyzer
) -> tuple[tuple[Other, ...], ...]:
    """For each of the words, at most OTHER_WORDS other words."""
    found = [(one, _others(one, analyzer)) for one in expansions]
    return tuple(next((others for one, others in found if one.covers(word)), ()) for word in words)


def _others(expansion: Expansion, analyzer: Analyzer) -> tuple[Other, ...]:
    kept: dict[str, Other] = {}
    for pattern in sorted(expansion.patterns, key=lambda pattern: -pattern.trust):
        if len(kept) == OTHER_WORDS:
            break
        if stems := _stems(pattern, analyzer):
            worth = OTHER_WORTH * pattern.trust * pattern.rarity
            spelled = not any(one.words for one in kept.values()) and not _is_form(pattern, expansion)
            exact = tuple([token.exact for token in analyzer.analyze(pattern.text) if token.stem]) if spelled else ()
            kept.setdefault(stems, Other(f" {stems} ", exact, worth, not expansion.translated))
    return tuple(kept.values())


def _is_form(pattern: Pattern, expansion: Expansion) -> bool:
    """Whether a pattern is another form of the word itself, as the lexicon has it."""
    return expansion.translated and script(pattern.text) is script(expansion.typed)


def _stems(pattern: Pattern, analyzer: Analyzer) -> str:
    """The stems of a pattern, without stop words."""
    terms = " ".join(term for term in pattern.terms if term)
    if pattern.form is Form.STEM:
        return terms
    return " ".join(token.stem for token in analyzer.analyze(terms) if token.stem)
