"""What of an article decides on its stories, and which two articles belong together.

In: an article. Out: `Facts`, their keys, and pairs of ids. Never here: a comparison of all with all; only articles
that share a key are compared. Whether two belong together follows from these two alone, so the order in which articles
come changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import combinations, groupby, pairwise

from indexer.article import Article, Language, Precision
from indexer.stories.prints import bands, shares, text_print
from indexer.stories.rules import EVENT, TEXT

Pair = tuple[str, str]
UNKNOWN_DAY = 0
KEY_BYTES = 8


class Kind(StrEnum):
    """Why articles belong together: they are copies of a text, or two languages tell of one event."""

    TEXT = "text"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Facts:
    """An article as far as stories go. `signature` is empty when its text is short, `day` an ordinal or 0, `agencies`
    those that it names, the cooperating ones first and `cooperating` in number; umbrella bodies are left out."""

    id: str
    first_seen: str
    signature: bytes
    outlet: str
    day: int
    language: str
    countries: tuple[str, ...]
    agencies: tuple[str, ...]
    cooperating: int
    instruments: tuple[str, ...]

    def find_keys(self) -> Iterator[tuple[Kind, int]]:
        """What it shares with every article that it could belong to."""
        for number, band in enumerate(bands(self.signature)):
            yield Kind.TEXT, _key("text", str(number), band.hex())
        if not self.day or not self.countries or self.language == Language.MIXED:
            return
        for agency in self.agencies:
            for instrument in self.instruments:
                for day in range(self.day, self.day + EVENT.days_apart + 1):
                    yield Kind.EVENT, _key(*self.countries, "with", agency, instrument, str(day))


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
        language=article.language.value,
        countries=tuple(sorted(set(article.primary_countries()))),
        agencies=agencies,
        cooperating=len(set(cooperating)),
        instruments=tuple(mention.id for mention in article.instruments),
    )


def copies(holders: Sequence[Facts]) -> Iterator[Pair]:
    """The pairs that are copies among those that share a band; none when the band is boilerplate."""
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


def tellings(holders: Sequence[Facts]) -> Iterator[Pair]:
    """The pairs in two languages that may tell of one event among those that share a coincidence."""
    if len(holders) > EVENT.most_articles:
        return
    for one, other in combinations(sorted(holders, key=lambda facts: facts.id), 2):
        if one.language != other.language and _same_parties(one, other):
            yield one.id, other.id


def _edition(facts: Facts) -> tuple[bytes, str, int]:
    return facts.signature, facts.outlet, facts.day


def _may_be_copies(one: Facts, other: Facts, share: float) -> bool:
    if one.day and other.day and abs(one.day - other.day) > TEXT.days_apart:
        return False
    return share >= (TEXT.alike_at_home if one.outlet == other.outlet else TEXT.alike_elsewhere)


def _same_parties(one: Facts, other: Facts) -> bool:
    """Whether they have two parties in common: two countries with a body that both name, or two bodies at work."""
    if one.countries != other.countries or not set(one.instruments) & set(other.instruments):
        return False
    if len(one.countries) > 1:
        return bool(set(one.agencies) & set(other.agencies))
    return len(set(one.agencies[: one.cooperating]) & set(other.agencies[: other.cooperating])) > 1


def _key(*parts: str) -> int:
    """A number that SQLite can hold."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)
