"""The engine port: the interface of every engine, and the data that passes through it.

In: analysed articles (writer) and requests (snapshot). Out: an index in a directory, answers. Never here: an
engine's own types, a visitor's words, or the assumption of one process or one disk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from analyzers.tokens import Token
from indexer.engines.port.query import Every, Query
from indexer.model.article import Article
from indexer.model.notes import Note

if TYPE_CHECKING:  # numpy takes longer to load than a run that finds nothing new
    from indexer.engines.port.tokens import TokenTable


@dataclass(frozen=True, slots=True)
class AnalysedArticle:
    """An article with the tokens of its title and of its body."""

    article: Article
    title: Sequence[Token]
    body: Sequence[Token]


class Sort(StrEnum):
    """Order of the matches; unknown dates come last in both date orders, ties break by id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


class Step(StrEnum):
    """What one bar of a timeline stands for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Articles by their time of publication. `counts` maps a day, month or year, in ISO 8601 and in order, to the
    articles published then; those without any are left out. `vague` counts the articles whose date may mean more than
    one of them, `undated` those without a date, which a window of days does not leave out here."""

    step: Step
    counts: Mapping[str, int] = field(default_factory=dict)
    vague: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """Values chosen in one facet: any of `include` (when there are any), or all of them, and none of `exclude`."""

    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """BM25F: `k1`, and `b` per field (length normalisation, 0 to 1); weights are boosts in the query tree."""

    k1: float = 1.2
    b: Mapping[str, float] = field(default_factory=dict)
    default_b: float = 0.75


@dataclass(frozen=True, slots=True)
class Request:
    """One search. `first_day` and `last_day` bound the publication date: an article matches when the days that its
    date may mean overlap the window. An unknown date matches no window. `facets` names the facets to count; the
    counts of a facet honour the query, the window and the selections of all the other facets, and its own only where
    that wants all of its values. `bars`: count the matches over time too, by the finest step that needs at most so many
    bars from the first to the last, by years if none does; 0 for no timeline. `crossed` are pairs of facets: the
    matches under each value of the first are counted by the values of the second; with `crossed_most`, only for so many
    values of the first, those that most matches have, of equals the first in order. `entered_after`: only articles that
    came into the archive behind this number of its changes; 0 for all."""

    query: Query = field(default_factory=Every)
    selections: Mapping[str, Selection] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()
    scoring: Scoring = field(default_factory=Scoring)
    bars: int = 0
    crossed: tuple[tuple[str, str], ...] = ()
    crossed_most: int = 0
    entered_after: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """One article found: its id and its score (0 when sorted by date or matched by no term)."""

    id: str
    score: float


#: Value of one facet -> value of another -> articles that have both.
Crossing = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` counts all matches; `facets` maps facet -> value -> articles; `capped` lists prefixes that were
    expanded only in part; `timeline` and `crossed` are there if they were asked for. `is_partial` says that a part of
    the index did not answer, so that articles are missing; `is_shortened` that the query was too large for the index,
    and was answered in part or without scores."""

    total: int
    matches: tuple[Match, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    capped: tuple[str, ...] = ()
    timeline: Timeline | None = None
    crossed: Mapping[tuple[str, str], Crossing] = field(default_factory=dict)
    is_partial: bool = False
    is_shortened: bool = False


class Snapshot(Protocol):
    """One immutable state of an index; safe to share between threads. Closed by its last holder.

    `is_remote` says that the index is elsewhere: then several requests at once take the time of one."""

    is_remote: bool

    def search(self, request: Request) -> Answer:
        """Matches, total and facet counts. Never raises for a query that the port can express."""
        ...

    def search_all(self, requests: Sequence[Request]) -> list[Answer]:
        """The answers to several requests, in their order; an engine elsewhere is asked once for all of them."""
        ...

    def matching(self, request: Request) -> list[Article]:
        """The stored articles of the matches of a request, in their order, as `outlines` gives them."""
        ...

    def foresee(self, requests: Sequence[Request]) -> None:
        """Read at once what `matching` will be asked for next, where the index is elsewhere."""
        ...

    def articles(self, ids: Sequence[str]) -> list[Article]:
        """Stored articles in the order of `ids`; ids that are not there are left out."""
        ...

    def outlines(self, ids: Sequence[str]) -> list[Article]:
        """The same articles for a list, which may lack what `indexer.model.article_row.outline_from_bytes` leaves out;
        read in less time."""
        ...

    def tokens(self, ids: Sequence[str], *, heads: bool = False) -> "TokenTable":
        """The tokens of articles as they were analysed for the index, each id once, in any order; with `heads`, of
        their heads alone. Ids that are not there are left out."""
        ...

    def terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Up to `limit` terms of a text field that start with `prefix`, with document frequency, in term order."""
        ...

    def document_frequency(self, field: str, term: str) -> int:
        """Number of documents with the term in the field (deleted ones may still count until a merge)."""
        ...

    def document_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Number of documents with each `(field, term)`, in their order."""
        ...

    def ids(self) -> Iterable[str]:
        """Ids of all live articles, in no particular order."""
        ...

    def count(self) -> int:
        """Number of live articles."""
        ...

    def close(self) -> None:
        """Release files and maps."""
        ...


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The abilities of an engine. `incremental`: it can start from a previous index; `version` names the layout."""

    name: str
    version: int
    incremental: bool


class Engine(Protocol):
    """An index format. Engines are stateless; `directory` is theirs alone while they write.

    A `directory` is the location of an index: it holds the index itself, or a file that leads to it. So every index is
    stamped, verified, kept and removed in one way, wherever its documents are.
    """

    capabilities: Capabilities

    def write(
        self,
        directory: Path,
        articles: Iterable[AnalysedArticle],
        *,
        base: Path | None = None,
        deleted: Iterable[str] = (),
    ) -> int:
        """Write an index into an empty `directory` and return the number of live articles in it.

        With `base`, start from that index (which stays untouched), drop the ids in `deleted`, and add or replace
        `articles`. Raises EngineError; the caller then removes the unfinished directory.
        """
        ...

    def open(self, directory: Path) -> Snapshot:
        """Open for reading. Raises EngineError for a directory that is missing, damaged or of another version."""
        ...

    def verify(self, directory: Path) -> list[Note]:
        """Faults found by reading everything, as notes that name the file; empty when the index is whole. Raises
        ClusterError when an index elsewhere does not answer, or not whole; then nothing was judged."""
        ...
