"""Every judged query answered, and the figures of groups of them.

In: a collection. Out: `Answered` rows, and the mean figures per language and per kind. Never here: a floor.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tests.relevance.collection import Collection
from tests.relevance.judged import APART, Judgement, Pin, judgements
from tests.relevance.measures import Figures, mean, measure


@dataclass(frozen=True, slots=True)
class Answered:
    """A judged query with the names that the search found, in order."""

    judgement: Judgement
    found: list[str]

    @property
    def figures(self) -> Figures:
        """The measures of this query."""
        return measure(self.found, self.judgement.grades)

    @property
    def missing(self) -> list[str]:
        """The relevant articles that were not found, the best ones first."""
        return [name for name in self.judgement.grades if name not in self.found]

    @property
    def forbidden(self) -> list[str]:
        """The articles found that must never be."""
        return [name for name in self.found if name in self.judgement.never]

    @property
    def is_first(self) -> bool:
        """Whether the first hit is one of the best."""
        return bool(self.found) and self.found[0] in self.judgement.best

    def fault(self) -> str:
        """What is wrong with the answer, in words; empty when the best come first and nothing is missing."""
        wanted = sorted(self.judgement.grades.values(), reverse=True)
        given = [self.judgement.grades.get(name, 0) for name in self.found]
        faults = []
        if self.forbidden:
            faults.append(f"found against the query: {' '.join(self.forbidden)}")
        if self.missing:
            faults.append(f"missing: {' '.join(self.missing)}")
        if self.judgement.pin is not Pin.NOTHING and not self.is_first:
            faults.append(f"not first: {' '.join(sorted(self.judgement.best))}")
        if given[: len(wanted)] != wanted:
            faults.append(f"found: {' '.join(self.found) or 'nothing'}")
        return "; ".join(faults)


def answers(collection: Collection) -> list[Answered]:
    """All judged queries, in the order of the table."""
    return [Answered(judgement, collection.find(judgement.query)) for judgement in judgements()]


def groups(answered: Iterable[Answered]) -> dict[str, Figures]:
    """Group -> mean figures: the languages (without what is not counted there), then every kind as they appear."""
    languages: dict[str, list[Figures]] = defaultdict(list)
    kinds: dict[str, list[Figures]] = defaultdict(list)
    for one in answered:
        kinds[one.judgement.kind].append(one.figures)
        if one.judgement.kind not in APART:
            languages[one.judgement.language].append(one.figures)
    return {group: mean(figures) for group, figures in (*languages.items(), *kinds.items())}
