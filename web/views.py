"""What the templates show in addition to the hits: facets, active filters, page numbers, evidence.

In: the models of `search.model.results`. Out: frozen rows in display order. Never here: HTML, or a decision about
ranking.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString, gettext, lazy_gettext

from indexer.model.article import CountryMention
from indexer.model.facets import BY_NAME, FACET_TABLE
from search.model.results import ArticlePage, FacetValue, Labelled, Parameters, ResultPage
from web.languages import date_words, number_words
from web.links import Arguments, Links

#: Values of a facet that a page shows at once, and how many it has in all; the others are found by their names.
SHOWN_VALUES, MOST_VALUES = 8, 12
PAGES_AROUND = 2

FACET_TITLES: Mapping[str, LazyString] = {facet.name: lazy_gettext(facet.title) for facet in FACET_TABLE}
EVIDENCE_FIELDS: Mapping[str, LazyString] = {
    "title": lazy_gettext("in the title"),
    "text": lazy_gettext("in the text"),
    "published": lazy_gettext("in the date given with it"),
    "source": lazy_gettext("in the source given with it"),
    "language": lazy_gettext("in the language given with it"),
    "url": lazy_gettext("in its address"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter; `url` is the same search without it, empty where the search is too long for that."""

    title: str
    label: str
    url: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet: the values shown at once, the values behind "more", how many further ones there are, and the parameter
    that leaves a value out. `matching` is the parameter that wants all the values chosen, "" where that is no question;
    `every` whether it does."""

    name: str
    title: str
    first: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    further: int
    exclusion: str
    matching: str
    every: bool
    largest: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a value of an article was read: the words, the part of the article, the rule's name."""

    words: str
    part: str
    rule: str


@dataclass(frozen=True, slots=True)
class ProvenValue:
    """A value of an article and where it was read."""

    title: str
    label: str
    mentioned: bool
    proofs: tuple[Proof, ...]


def facet_groups(page: ResultPage, parameters: Parameters) -> list[FacetGroup]:
    """The facets that have values, in the order of the page."""
    return [
        _group(name, page.facets[name], page.facet_totals.get(name, 0), name in parameters.every)
        for name in FACET_TITLES
        if page.facets.get(name)
    ]


def _group(name: str, values: Sequence[FacetValue], total: int, every: bool) -> FacetGroup:
    chosen = [value for value in values[SHOWN_VALUES:] if value.selected or value.excluded]
    first = (*values[:SHOWN_VALUES], *chosen)
    more = tuple(value for value in values[SHOWN_VALUES:MOST_VALUES] if value not in chosen)
    largest = max(1, *(value.count for value in values))
    facet, further = BY_NAME[name], max(0, total - len(first) - len(more))
    is_question = facet.several and (every or sum(value.selected for value in values) > 1)
    matching = facet.matching if is_question else ""
    return FacetGroup(name, str(FACET_TITLES[name]), first, more, further, facet.exclusion, matching, every, largest)


def chips(parameters: Parameters, current: Arguments, page: ResultPage, links: Links) -> list[Chip]:
    """The active filters in the order of the address."""
    chosen = list(_chips(parameters, current, page, links))
    return [replace(chip, url="") for chip in chosen] if links.is_long() else chosen


def _chips(parameters: Parameters, current: Arguments, page: ResultPage, links: Links) -> Iterator[Chip]:
    for facet in FACET_TABLE:
        labels = {value.value: value.label for value in page.facets.get(facet.name, ())}
        for name in facet.parameters:
            for value in current.get(name, ()):
                title, label = str(FACET_TITLES[facet.name]), labels.get(value, value)
                yield Chip(title, label, links.without(name, value), name == facet.exclusion)
    days = (("from", gettext("From"), parameters.first_day), ("to", gettext("Until"), parameters.last_day))
    for name, title, day in days:
        if day is not None:
            yield Chip(title, date_words(day.isoformat()), links.without(name, day.isoformat()))
    if not parameters.expand:
        yield Chip(gettext("Words"), gettext("only these and their forms"), links.search(expand=None))
    for concept in page.unexpanded:
        yield Chip(gettext("Nothing added to"), concept.label, links.without("not_expand", concept.value))


def page_numbers(page: int, pages: int) -> list[int | None]:
    """The page numbers to link: the ends and those around the current one; None is a gap."""
    near = {1, pages, *range(page - PAGES_AROUND, page + PAGES_AROUND + 1)}
    shown: list[int | None] = []
    for number in sorted(n for n in near if 1 <= n <= pages):
        if shown and shown[-1] is not None and number - shown[-1] > 1:
            shown.append(None)
        shown.append(number)
    return shown


def proven_values(found: ArticlePage) -> list[ProvenValue]:
    """Everything that was read from an article, with its evidence."""
    article, hit = found.article, found.hit
    countries = {mention.code: mention for mention in article.countries}
    date_evidence = _proofs([article.published.evidence])
    values = [ProvenValue(gettext("Date"), date_words(article.published.date), False, date_evidence)]
    if article.source and hit.source:
        source_evidence = _proofs([article.source.evidence])
        values.append(ProvenValue(gettext("Published by"), hit.source.label, False, source_evidence))
    values += [_proven(gettext("Country"), countries, label) for label in hit.countries]
    values += _parties(found, countries)
    for title, mentions, labels in (
        (gettext("Agency"), {m.id: m for m in article.agencies}, hit.agencies),
        (gettext("Kind of news"), {m.id: m for m in article.instruments}, hit.instruments),
    ):
        values += [_proven(title, mentions, label) for label in labels]
    for name in article.unresolved:
        values.append(ProvenValue(gettext("Name not in the tables"), name.name, False, _proofs([name.evidence])))
    for event in article.events:
        values.append(
            ProvenValue(gettext("Date in the text"), date_words(event.date), False, _proofs([event.evidence]))
        )
    return values


def _parties(found: ArticlePage, countries: Mapping[str, CountryMention]) -> Iterator[ProvenValue]:
    """The pairs of countries that the article is about, with the words that name either."""
    labels = {country.value: country.label for country in found.hit.countries}
    for one, other in found.article.party_pairs():
        proofs = _proofs((*countries[one].evidence, *countries[other].evidence))
        yield ProvenValue(gettext("Parties"), f"{labels[one]} – {labels[other]}", False, proofs)


def _proven(title: str, mentions: Mapping[str, Any], labelled: Labelled) -> ProvenValue:
    mention = mentions.get(labelled.value)
    proofs = _proofs(mention.evidence) if mention else ()
    return ProvenValue(title, labelled.label, labelled.role == "mentioned", proofs)


def _proofs(evidence: Iterable[Any]) -> tuple[Proof, ...]:
    """Each wording once for each part of the article, in order of appearance."""
    unique: dict[tuple[str, str], Proof] = {}
    for proof in evidence:
        if proof is not None:
            part = str(EVIDENCE_FIELDS.get(proof.field, proof.field))
            unique.setdefault((proof.words, proof.field), Proof(proof.words, part, proof.rule))
    return tuple(unique.values())


def result_range(page: ResultPage, limit: int) -> tuple[str, str]:
    """The first and the last result shown, counted from 1, in words."""
    first = (page.page - 1) * limit + 1
    return number_words(first), number_words(first + len(page.hits) - 1)
