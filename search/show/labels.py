"""Values with their labels, for hits and facets.

In: ids, and the gazetteers. Out: `Labelled` and `FacetValue`s in display order. Never here: counting.
"""

from collections.abc import Iterable, Mapping

from analyzers.folding import fold
from indexer.engines.port.port import Selection
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article
from indexer.model.facets import BY_NAME
from search.compile.expansions import Expansion
from search.model.results import Expanded, FacetSearch, FacetValue, FacetValues, Labelled
from search.show.outlets import SOURCE, OutletNames

#: At most so many values of a facet are on a result page, and the selected ones in addition.
MAX_VALUES = 50
NO_CHOICE = Selection()


class Labels:
    """Labels in the language of one visitor's interface, for one request."""

    def __init__(self, gazetteers: Gazetteers, ui: str, outlets: OutletNames) -> None:
        self._gazetteers = gazetteers
        self._outlets = outlets
        self._ui = ui
        self._labelled: dict[tuple[str, str, str], Labelled] = {}

    def value(self, facet: str, value: str, role: str = "primary") -> Labelled:
        """One value of a facet."""
        key = facet, value, role
        if key not in self._labelled:
            labels = self._gazetteers.labels(facet, value)
            self._labelled[key] = Labelled(value, self._gazetteers.label(facet, value, self._ui), labels, role)
        return self._labelled[key]

    def named(self, facet: str, value: str) -> Labelled:
        """One value of a facet; an outlet outside the gazetteer has the name that it publishes under."""
        label = self._label(facet, value)
        known = facet != SOURCE or self._gazetteers.known(facet, value)
        return self.value(facet, value) if known else Labelled(value, label, {"ar": label, "en": label})

    def source(self, article: Article) -> Labelled | None:
        """Who published; an outlet outside the gazetteer goes by its own name."""
        source = article.source
        if source is None:
            return None
        if not source.name or self._gazetteers.known("source", source.id):
            return self.value("source", source.id)
        return Labelled(source.id, source.name, {"ar": source.name, "en": source.name})

    def countries(self, article: Article, all_roles: bool = False) -> tuple[Labelled, ...]:
        """The countries that the article is about; with `all_roles` also those that it only names."""
        codes = article.primary_countries()
        mentioned = [c.code for c in article.countries if c.code not in codes] if all_roles else []
        primary = tuple(self.value("country", code) for code in codes)
        return primary + tuple(self.value("country", code, "mentioned") for code in mentioned)

    def agencies(self, article: Article) -> tuple[Labelled, ...]:
        """The agencies of an article, the cooperating ones first."""
        mentions = sorted(article.agencies, key=lambda mention: mention.id not in article.primary_agencies())
        return tuple(self.value("agency", mention.id, mention.role.value) for mention in mentions)

    def instruments(self, article: Article) -> tuple[Labelled, ...]:
        """What kinds of cooperation the article is about."""
        return tuple(self.value("instrument", mention.id) for mention in article.instruments)

    def expanded(self, expansions: Iterable[Expansion]) -> tuple[Expanded, ...]:
        """What was searched in addition to the words of a query, each once."""
        return tuple({(one.typed, one.concept): self._expanded(one) for one in expansions}.values())

    def _expanded(self, expansion: Expansion) -> Expanded:
        about = self.value(expansion.facet, expansion.value) if expansion.facet else None
        days = tuple(map(str, expansion.days))
        return Expanded(expansion.typed, expansion.concept, expansion.forms, about, days, expansion.translated)

    def facets(
        self, counts: Mapping[str, Mapping[str, int]], selections: Mapping[str, Selection]
    ) -> dict[str, tuple[FacetValue, ...]]:
        """All facets in display order."""
        return {facet: self.facet(facet, found, selections.get(facet, NO_CHOICE)) for facet, found in counts.items()}

    def totals(self, counts: Mapping[str, Mapping[str, int]], selections: Mapping[str, Selection]) -> dict[str, int]:
        """The number of values of each facet, the chosen ones included."""
        return {facet: len(found.keys() | _picked(selections.get(facet, NO_CHOICE))) for facet, found in counts.items()}

    def facet(self, facet: str, counts: Mapping[str, int], chosen: Selection) -> tuple[FacetValue, ...]:
        """Values of one facet: years newest first and the undated last, others most frequent first; the chosen ones
        always among them."""
        values = self._values(facet, _frequent(counts, _picked(chosen)), chosen)
        first = {value.value for value in values[:MAX_VALUES]} | _picked(chosen)
        shown = [value for value in values if value.value in first]
        if BY_NAME[facet].newest_first:
            shown.sort(key=lambda value: (value.value.isdigit(), value.value), reverse=True)
        return tuple(shown)

    def beside(self, facet: str, value: str, counts: Mapping[str, int]) -> tuple[FacetValue | None, FacetValue | None]:
        """The values before and behind one, by the number of their articles; None at either end, and for a value that
        no article has."""
        ordered = sorted(counts, key=lambda other: (-counts[other], other))
        if value not in counts:
            return None, None
        at = ordered.index(value)
        others = (ordered[at - 1] if at else None, ordered[at + 1] if at + 1 < len(ordered) else None)
        before, behind = (
            FacetValue(other, self.named(facet, other).label, counts[other]) if other else None for other in others
        )
        return before, behind

    def search(self, facet: str, asked: FacetSearch, counts: Mapping[str, int], chosen: Selection) -> FacetValues:
        """Values of one facet with a label in either language that matches, most frequent first."""
        begins, held = f" {fold(asked.prefix).strip()}", fold(asked.contains).strip()
        found = [
            value
            for value in self._values(facet, counts, chosen)
            if any(begins in f" {name}" and held in name for name in self._names(facet, value.value))
        ]
        return FacetValues(tuple(found[:MAX_VALUES]), len(found))

    def _names(self, facet: str, value: str) -> tuple[str, ...]:
        """The id and the labels of a value, folded."""
        names = (value, self._label(facet, value), *self._gazetteers.labels(facet, value).values())
        return tuple(map(fold, names))

    def _label(self, facet: str, value: str) -> str:
        """A label; an outlet outside the gazetteer has the name that it publishes under."""
        if facet == SOURCE and not self._gazetteers.known(facet, value):
            return self._outlets.of(value)
        return self._gazetteers.label(facet, value, self._ui)

    def _values(self, facet: str, counts: Mapping[str, int], chosen: Selection) -> list[FacetValue]:
        picked, include, exclude = _picked(chosen), chosen.include, chosen.exclude
        counted = [(value, counts.get(value, 0)) for value in (counts.keys() | picked if picked else counts)]
        return _most_frequent(
            FacetValue(value, self._label(facet, value), count, value in include, value in exclude)
            for value, count in counted
            if count or value in picked
        )


def _frequent(counts: Mapping[str, int], picked: frozenset[str]) -> Mapping[str, int]:
    """The MAX_VALUES most frequent values, those that are as frequent as the last of them, and the picked ones. No
    other value needs a label to be put in order."""
    if len(counts) <= MAX_VALUES:
        return counts
    least = sorted(counts.values(), reverse=True)[MAX_VALUES - 1]
    frequent = {value: count for value, count in counts.items() if count >= least}
    return frequent | {value: counts[value] for value in picked if value in counts}


def _picked(chosen: Selection) -> frozenset[str]:
    return chosen.include | chosen.exclude


def _most_frequent(values: Iterable[FacetValue]) -> list[FacetValue]:
    return sorted(values, key=lambda value: (-value.count, value.label, value.value))
