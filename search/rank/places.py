"""Where the rare words of a query are news from: the way to articles that do not repeat them.

In: a query's words. Out: a query for the articles from the same places, and how much an article's place and day speak
for it. Never here: the article's words; or a guess where it was written: its dateline says it, or nothing does.

A table of results need not name the company, and a report that goes on not say again who it is about. But the rare word
that is missing there stands in other articles, and most of what is missing was written where most of these were. So a
missing word gives an article a part of its weight: the share of the word's articles that come from the article's place,
and again the share that come from the same place on the same day; both count the more, the less else comes from there.
(Smoothing by clusters, which here are datelines; after Liu & Croft, Cluster-based retrieval using language models,
2004.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from analyzers.tokens import Form, Token
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Query, Term
from indexer.model.digest import Digest
from indexer.model.schema import Part, field_name
from search.compile.combining import any_of
from search.model.ranking import MAX_PLACES, RARE_WORD_ARTICLES, RARE_WORD_PART, SCORING
from search.rank.digests import Digests
from search.rank.rarity import Rarity, rarity

BODY_STEM = field_name(Part.BODY, Form.STEM)
STEM_FIELDS = tuple(field_name(part, Form.STEM) for part in Part)


@dataclass(frozen=True, slots=True)
class Tie:
    """A rare word between spaces, its weight, and the share of its articles by place, and by place and day."""

    needle: str
    weight: float
    places: Mapping[str, float]
    days: Mapping[tuple[str, str], float]


class Places:
    """The places of one query's rare words; nothing is looked up before somebody asks."""

    def __init__(self, snapshot: Snapshot, digests: Digests, words: Sequence[Token], rarity_of: Rarity) -> None:
        self._snapshot = snapshot
        self._digests = digests
        self._words = words
        self._rarity_of = rarity_of
        self._sizes: dict[str, float] = {}

    def query(self) -> Query | None:
        """Articles from the places that the rare words come from most, and some others; None when there are none."""
        totals: defaultdict[str, float] = defaultdict(float)
        for tie in self._ties:
            for place, share in tie.places.items():
                totals[place] += tie.weight * share
        strongest = nlargest(MAX_PLACES, totals, key=totals.__getitem__)
        return any_of([Term(BODY_STEM, self._rarest(place)) for place in strongest]) if strongest else None

    def credit(self, digest: Digest) -> float:
        """What an article's place and day are worth for the rare words that it has not."""
        missing = [tie for tie in self._ties if tie.needle not in digest.stems] if digest.place else []
        origin = digest.place, digest.day
        shared = sum(tie.weight * (tie.places.get(origin[0], 0) + tie.days.get(origin, 0)) for tie in missing)
        return shared * self._seldom(digest.place) if shared else 0.0

    @cached_property
    def _ties(self) -> tuple[Tie, ...]:
        return tuple(self._tied())

    def _tied(self) -> Iterator[Tie]:
        rare = max(RARE_WORD_ARTICLES, self._snapshot.count() // RARE_WORD_PART)
        for word in self._words:
            having = max(self._having(field, word.stem) for field in STEM_FIELDS) if word.stem else 0
            if word.stem and 0 < having <= rare:
                yield self._tie(word, word.stem)

    def _tie(self, word: Token, stem: str) -> Tie:
        query = any_of([Term(field, stem) for field in STEM_FIELDS if self._having(field, stem)])
        found = self._snapshot.search(Request(query, limit=RARE_WORD_ARTICLES, scoring=SCORING)).matches
        known = self._digests.read([match.id for match in found]).values()
        part = 1 / max(1, len(known))
        places = Counter(digest.place for digest in known if digest.place)
        days = Counter((digest.place, digest.day) for digest in known if digest.place and digest.day)
        return Tie(
            f" {stem} ",
            self._rarity_of(word),
            {place: count * part for place, count in places.items()},
            {origin: count * part for origin, count in days.items()},
        )

    def _having(self, field: str, term: str) -> int:
        return self._snapshot.document_frequency(field, term)

    def _rarest(self, place: str) -> str:
        return min(place.split(), key=lambda term: self._having(BODY_STEM, term))

    def _seldom(self, place: str) -> float:
        """How little comes from a place, by the rarest word of its name."""
        if place not in self._sizes:
            count = self._snapshot.count()
            self._sizes[place] = rarity(count, min(count, self._having(BODY_STEM, self._rarest(place))))
        return self._sizes[place]
