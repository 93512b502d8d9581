"""What the templates show in addition to the hits: facets, active filters, page numbers, evidence.

In: the models of `search.model.results`. Out: frozen rows in display order. Never here: HTML, or a decision about
ranking.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from flask_babel import LazyString, gettext, lazy_gettext

from indexer.model.article import CountryMention
from indexer.model.facets import BY_NAME, FACET_TABLE
from search.model.results import ArticlePage, Block, FacetValue, Labelled, Parameters, ResultPage
from web.languages import date_words, number_words
from web.links import Arguments, Links

#: Values of a facet that a page shows at once; the others are found by their names.
SHOWN_VALUES = 12
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
    """A facet: the values shown at once, how many further ones there are, and where all of them are listed.
    `exclusion` is the parameter that leaves a value out, `matching` the one that wants all the values chosen, "" where
    no article has several; `asks` whether more than one is chosen, and `every` whether all are wanted."""

    name: str
    title: str
    first: tuple[FacetValue, ...]
    further: int
    all_url: str
    exclusion: str
    matching: str
    asks: bool
    every: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a value of an article was read: the words, the part of the article, the rule's name, and the fragment that
    leads to the words on the page; "" where they are not on it."""

    words: str
    part: str
    rule: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class ProvenValue:
    """A value of an article and where it was read."""

    title: str
    label: str
    mentioned: bool
    proofs: tuple[Proof, ...]


def facet_groups(page: ResultPage, parameters: Parameters, links: Links) -> list[FacetGroup]:
    """The facets that have values, in the order of the page."""
    return [
        _group(name, page.facets[name], page.facet_totals.get(name, 0), name in parameters.every, links)
        for name in FACET_TITLES
        if page.facets.get(name)
    ]


def _group(name: str, values: Sequence[FacetValue], total: int, every: bool, links: Links) -> FacetGroup:
    chosen = [value for value in values[SHOWN_VALUES:] if value.selected or value.excluded]
    first = (*values[:SHOWN_VALUES], *chosen)
    facet, further = BY_NAME[name], max(0, total - len(first))
    asks = every or sum(value.selected for value in values) > 1
    matching = facet.matching if facet.several else ""
    all_url = links.to("values", name=name) if further and not links.is_long() else ""
    return FacetGroup(name, str(FACET_TITLES[name]), first, further, all_url, facet.exclusion, matching, asks, every)


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
    date_evidence = _proofs([article.published.evidence], found.blocks)
    values = [ProvenValue(gettext("Date"), date_words(article.published.date), False, date_evidence)]
    if article.source and hit.source:
        source_evidence = _proofs([article.source.evidence], found.blocks)
        values.append(ProvenValue(gettext("Published by"), hit.source.label, False, source_evidence))
    values += [_proven(gettext("Country"), countries, label, found.blocks) for label in hit.countries]
    values += _parties(found, countries)
    for title, mentions, labels in (
        (gettext("Agency"), {m.id: m for m in article.agencies}, hit.agencies),
        (gettext("Kind of news"), {m.id: m for m in article.instruments}, hit.instruments),
    ):
        values += [_proven(title, mentions, label, found.blocks) for label in labels]
    for name in article.unresolved:
        proofs = _proofs([name.evidence], found.blocks)
        values.append(ProvenValue(gettext("Name not in the tables"), name.name, False, proofs))
    for event in article.events:
        proofs = _proofs([event.evidence], found.blocks)
        values.append(ProvenValue(gettext("Date in the text"), date_words(event.date), False, proofs))
    return values


def _parties(found: ArticlePage, countries: Mapping[str, CountryMention]) -> Iterator[ProvenValue]:
    """The pairs of countries that the article is about, with the words that name either."""
    labels = {country.value: country.label for country in found.hit.countries}
    for one, other in found.article.party_pairs():
        proofs = _proofs((*countries[one].evidence, *countries[other].evidence), found.blocks)
        yield ProvenValue(gettext("Parties"), f"{labels[one]} – {labels[other]}", False, proofs)


def _proven(title: str, mentions: Mapping[str, Any], labelled: Labelled, blocks: Sequence[Block]) -> ProvenValue:
    mention = mentions.get(labelled.value)
    proofs = _proofs(mention.evidence, blocks) if mention else ()
    return ProvenValue(title, labelled.label, labelled.role == "mentioned", proofs)


def _proofs(evidence: Iterable[Any], blocks: Sequence[Block]) -> tuple[Proof, ...]:
    """Each wording once for each part of the article, in order of appearance."""
    unique: dict[tuple[str, str], Proof] = {}
    for proof in evidence:
        if proof is not None:
            part = str(EVIDENCE_FIELDS.get(proof.field, proof.field))
            unique.setdefault(
                (proof.words, proof.field), Proof(proof.words, part, proof.rule, _fragment(proof, blocks))
            )
    return tuple(unique.values())


def _fragment(proof: Any, blocks: Sequence[Block]) -> str:
    """The paragraph of the words, and the words (URL Fragment Text Directives) for browsers that know them."""
    place = next((f"p{at}" for at, block in enumerate(blocks, 1) if block.start <= proof.start < block.end), "")
    place = {"title": "title", "text": place}.get(proof.field, "")
    words = quote(" ".join(proof.words.split()), safe="").replace("-", "%2D")
    return f"#{place}:~:text={words}" if place else ""


def result_range(page: ResultPage, limit: int) -> tuple[str, str]:
    """The first and the last result shown, counted from 1, in words."""
    first = (page.page - 1) * limit + 1
    return number_words(first), number_words(first + len(page.hits) - 1)
