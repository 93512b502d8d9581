"""The fields of the index, as tables.

In: an article and its tokens. Out: which field holds what. Never here: Whoosh; an engine translates these tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from analyzers.tokens import Form
from indexer.model.article import Article
from indexer.model.facets import FACET_TABLE, UNDATED

SCHEMA_VERSION = 10
#: The field of ids, which chooses articles without a score.
ID = "id"
PAGE = "page"
MONTH = "month"
PAGE_KEY_LENGTH = 16
MONTH_LENGTH = 7


class Part(StrEnum):
    """The parts of an article that are searched."""

    TITLE = "title"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class TextField:
    """One searched field: a form of a part."""

    name: str
    part: Part
    form: Form


TEXT_FIELDS: tuple[TextField, ...] = tuple(
    TextField(f"{part.value}_{form.value}", part, form) for part in Part for form in Form
)


def page_key(article: Article) -> tuple[str, ...]:
    """A short name of the page that an article was cut from; empty if it is no part of a page."""
    if article.parent is None:
        return ()
    return (sha256(article.parent.encode("utf-8", "surrogatepass")).hexdigest()[:PAGE_KEY_LENGTH],)


def month(article: Article) -> tuple[str, ...]:
    """The month of publication in ISO 8601, or the year of an article of which no more is known."""
    return (article.published.date[:MONTH_LENGTH],) if article.published.date else (UNDATED,)


#: Facet name -> the values under which an article is counted. A value is an id; labels come from the gazetteers.
FACETS: dict[str, Callable[[Article], tuple[str, ...]]] = {
    **{facet.name: facet.values for facet in FACET_TABLE},
    PAGE: page_key,
    MONTH: month,
}
#: The facets that a visitor sees; the page only leads from an article to its siblings, and others are counted by month.
SHOWN_FACETS = tuple(facet.name for facet in FACET_TABLE)


def field_name(part: Part, form: Form) -> str:
    """Name of the field that holds a form of a part."""
    return f"{part}_{form}"
