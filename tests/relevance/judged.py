"""The judged queries over the sample collection, as tables.

In: `judgements.tsv`, `asked.tsv`, `articles.tsv` and `floors.tsv` beside this module. Out: frozen dataclasses. Never
here: a search.

An article goes by a name that does not change when the checkout moves: what it tells of, and its language. `best`
articles answer the query (grade 2), `good` ones touch on it (grade 1), and whatever is in neither column is not
relevant. `never` names articles that must not be found at all. `pin` is `first` where the first hit must be one of the
best, and `wanted` where it should be but is not yet. A row counts for the language of the articles it looks for: an
English query looks for English articles, but a number, a name or a filter that both languages write alike for both.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent

BEST = 2
GOOD = 1

#: Kinds that look for the articles in the other language, which follow those in the query's own: a name or an alias of
#: a body or a country, or other words.
ACROSS = frozenset({"cross", "alias"})

#: Kinds with floors of their own and no part in those of a language: nothing of what was typed stands in the articles.
APART = ACROSS | {"layout", "synonym"}


class Pin(StrEnum):
    """What is asked of the first hit."""

    NOTHING = ""
    FIRST = "first"
    WANTED = "wanted"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A query with the articles that a reader of the collection expects of it; `grades` maps name -> 1 or 2."""

    query: str
    language: str
    kind: str
    grades: dict[str, int]
    never: frozenset[str]
    pin: Pin

    @property
    def best(self) -> frozenset[str]:
        """Names of the articles that answer the query."""
        return frozenset(name for name, grade in self.grades.items() if grade == BEST)

    def __str__(self) -> str:
        return f"{self.language} {self.kind}: {self.query}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article of the sample collection stands: a file, and how its anchor begins."""

    file: str
    anchor: str

    def holds(self, uri: str, anchor: str) -> bool:
        """Whether a stored article is the one meant."""
        return uri.endswith(f"/{self.file}") and anchor.startswith(self.anchor)


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a group of queries must reach: a language, or a kind in both languages."""

    group: str
    mrr: float
    recall: float
    ndcg: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A journalist's query, the articles that are its result, and those that may be in it too."""

    query: str
    articles: frozenset[str]
    allowed: frozenset[str]

    def __str__(self) -> str:
        return self.query


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def judgements() -> list[Judgement]:
    """All judged queries, in the order of the table."""
    return [
        Judgement(
            query=query,
            language=language,
            kind=kind,
            grades=dict.fromkeys(best.split(), BEST) | dict.fromkeys(good.split(), GOOD),
            never=frozenset(never.split()),
            pin=Pin(pin),
        )
        for query, language, kind, best, good, never, pin in _rows("judgements.tsv")
    ]


def asked() -> list[Asked]:
    """The journalists' queries."""
    return [
        Asked(query, frozenset(articles.split()), frozenset(allowed.split()))
        for query, articles, allowed in _rows("asked.tsv")
    ]


def places() -> dict[str, Place]:
    """Name of an article -> where it stands."""
    return {name: Place(file, anchor) for name, file, anchor in _rows("articles.tsv")}


def floors() -> list[Floor]:
    """The pinned floors."""
    return [Floor(group, float(mrr), float(recall), float(ndcg)) for group, mrr, recall, ndcg in _rows("floors.tsv")]
