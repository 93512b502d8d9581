"""The facts that decide on the stories of an article, and the pairs of articles that belong together.

In: an article. Out: `Facts`, their keys, and pairs of ids. Never here: a comparison of all with all; only articles
that share a key are compared. Whether two belong together depends on these two alone, so the order of arrival does not
matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum
from hashlib import blake2b
from itertools import combinations, groupby, pairwise, product

from indexer.model.article import Article, Language, Precision
from indexer.stories.prints import bands, shares, text_print
from indexer.stories.rules import EVENT, TEXT

Pair = tuple[str, str]
UNKNOWN_DAY = 0
KEY_BYTES = 8


class LinkKind(StrEnum):
    """Why articles belong together: they are copies of a text, or report one event in two languages."""

    TEXT = "text"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of an article that decide on its stories.

    `signature` is empty when the text is short. `day` is an ordinal, or 0. `is_undated`: not even a year is known.
    `agencies` are those that it names, without umbrella bodies; the first `cooperating` of them cooperate.
    `event_days` are the days of its events, as ordinals.
    """

    id: str
    first_seen: str
    signature: bytes
    outlet: str
    day: int
    is_undated: bool
    language: str
    countries: tuple[str, ...]
    agencies: tuple[str, ...]
    cooperating: int
    instruments: tuple[str, ...]
    event_days: tuple[int, ...]

    def find_keys(self) -> Iterator[tuple[LinkKind, int]]:
        """The keys that it may share with other articles; only articles with a common key are compared."""
        for number, band in enumerate(bands(self.signature)):
            yield LinkKind.TEXT, _key("text", str(number), band.hex())
        if self.countries and self.language != Language.MIXED:
            yield from ((LinkKind.EVENT, _key(*self.countries, "with", *rest)) for rest in self._coincidences())

    def _coincidences(self) -> Iterator[tuple[str, ...]]:
        """The combinations that two reports of an event share, in addition to its countries."""
        days = [str(day) for day in range(self.day, self.day + EVENT.days_apart + 1)] if self.day else []
        yield from product(self.agencies, self.instruments, days)
        for one, other in self._bodies():
            if self.is_undated:
                yield from ((one, other, instrument) for instrument in EVENT.signed & set(self.instruments))
            elif len(self.countries) > 1:
                yield from ((one, other, "on", day) for day in days)

    def _bodies(self) -> Iterator[Pair]:
        """All pairs of its first bodies."""
        return combinations(sorted(self.agencies[: EVENT.most_bodies]), 2)


def facts_of(article: Article) -> Facts:
    """The facts of an article."""
    day = article.published.first_day if article.published.precision is Precision.DAY else None
    cooperating = [id for id in article.primary_agencies() if id not in EVENT.umbrellas]
    named = [mention.id for mention in article.agencies if mention.id not in EVENT.umbrellas]
    agencies = tuple(dict.fromkeys([*cooperating, *named]))
    return Facts(
        id=article.id,
        first_seen=article.first_seen,
        signature=text_print(article.text),
        outlet=article.source.id if article.source else "",
        day=day.toordinal() if day else UNKNOWN_DAY,
        is_undated=article.published.date is None,
        language=article.language.value,
        countries=tuple(sorted(set(article.primary_countries()))),
        agencies=agencies,
        cooperating=len(set(cooperating)),
        instruments=tuple(mention.id for mention in article.instruments),
        event_days=tuple(sorted({Day.fromisoformat(e.date).toordinal() for e in article.events if len(e.date) == 10})),
    )


def copies(holders: Sequence[Facts]) -> Iterator[Pair]:
    """The pairs that are copies, among articles that share a band; none when the band is boilerplate."""
    ordered = sorted(holders, key=lambda facts: (_edition(facts), facts.id))
    editions = [list(same) for _, same in groupby(ordered, key=_edition)]
    if len(editions) > TEXT.most_texts:
        return
    for same in editions:
        yield from ((one.id, other.id) for one, other in pairwise(same))
    table = shares([same[0].signature for same in editions])
    for (number, one), (other_number, other) in combinations(enumerate(same[0] for same in editions), 2):
        if _may_be_copies(one, other, float(table[number, other_number])):
            yield one.id, other.id


def counterparts(holders: Sequence[Facts]) -> Iterator[Pair]:
    """The pairs in two languages that may report one event, among articles that share a coincidence."""
    if len(holders) > EVENT.most_articles:
        return
    for one, other in combinations(sorted(holders, key=lambda facts: facts.id), 2):
        if one.language != other.language and one.countries == other.countries and _may_be_one_event(one, other):
            yield one.id, other.id


def _edition(facts: Facts) -> tuple[bytes, str, int]:
    return facts.signature, facts.outlet, facts.day


def _may_be_copies(one: Facts, other: Facts, share: float) -> bool:
    if one.day and other.day and abs(one.day - other.day) > TEXT.days_apart:
        return False
    return share >= (TEXT.alike_at_home if one.outlet == other.outlet else TEXT.alike_elsewhere)


def _may_be_one_event(one: Facts, other: Facts) -> bool:
    """Whether two articles have two parties in common: two countries and a body that both name, or two bodies at work.

    Without days of publication, two bodies at work are required even with two countries. If only one article has an
    instrument, two countries and two common bodies are required, one of them at work.
    """
    at_work = set(one.agencies[: one.cooperating]) & set(other.agencies[: other.cooperating])
    named = set(one.agencies) & set(other.agencies)
    kinds = set(one.instruments) & set(other.instruments)
    if not (one.day and other.day):
        return len(at_work) > 1 and bool(kinds & EVENT.signed) and not _contradict(one.event_days, other.event_days)
    if not kinds:
        is_shown_once = bool(one.instruments) != bool(other.instruments)
        return is_shown_once and len(one.countries) > 1 and len(named) > 1 and len(at_work) > 0
    return len(named) > 0 if len(one.countries) > 1 else len(at_work) > 1


def _contradict(days: Sequence[int], others: Sequence[int]) -> bool:
    """Whether both have days, but none in common."""
    return bool(days and others and not set(days) & set(others))


def _key(*parts: str) -> int:
    """A number that SQLite can hold."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)
