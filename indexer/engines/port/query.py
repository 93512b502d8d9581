"""The query tree in which `search` asks every engine.

In: nothing. Out: frozen nodes. Never here: words of a visitor (they are analysed before) or Whoosh.
All terms are already analysed; `field` is a name of `indexer.model.schema.TEXT_FIELDS` or of a facet.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """Documents with a term in a field. In a facet, by its name, and in the field of ids, the term is a value, which
    matches without a score."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with the terms at consecutive positions of a text field; None is a gap of one word."""

    field: str
    terms: tuple[str | None, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents with any term that starts with `text`; an engine may cap the terms and then names the prefix in
    `Answer.capped`."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """Documents that every child matches; scores add up."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that at least one child matches; scores of the matching children add up."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that at least one child matches; the score is the highest of the matching children's. So several words
    of one meaning count as one word."""

    children: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Documents that at least `minimum` children match; scores of the matching children add up. With `weights`, at
    least 1 each, a child counts as often as its weight says."""

    children: tuple["Query", ...]
    minimum: int
    weights: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that the child does not match, without a score; alone it matches all the others."""

    child: "Query"


@dataclass(frozen=True, slots=True)
class Maybe:
    """Documents that `required` matches; those that `optional` matches too add its score (Whoosh: AndMaybe)."""

    required: "Query"
    optional: "Query"


@dataclass(frozen=True, slots=True)
class Published:
    """Documents all of whose possible days of publication lie in these days: an article of "2019" matches the year
    2019, but no single day of it. The score is `boost` for all of them."""

    first: date
    last: date
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Every:
    """All documents, with score 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Query = Term | Phrase | Prefix | And | Or | Best | AtLeast | Not | Maybe | Published | Every | Nothing
