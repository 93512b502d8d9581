"""The Whoosh schema, made from the tables of `indexer.model.schema`.

In: analysed articles. Out: the schema and the keyword arguments of `add_document`.
Never here: a schema read from an index; it comes from this code at every opening.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from analyzers.tokens import Form, Token
from indexer.engines.port.packed_tokens import pack_tokens
from indexer.engines.port.port import AnalysedArticle
from indexer.engines.whoosh.parts import FormAnalyzer, columns, fields
from indexer.model.article import Article
from indexer.model.article_row import article_to_bytes
from indexer.model.schema import FACETS, ID, TEXT_FIELDS, Part

FIRST_DAY = "first_day"
LAST_DAY = "last_day"
#: Column of the number by which an article came into the archive.
ENTERED = "entered"
#: The columns of numbers.
NUMBERS = (FIRST_DAY, LAST_DAY, ENTERED)
ARTICLE = "article"
TOKENS = "tokens"
#: Between the values of a facet in its column; no id contains it.
SEPARATOR = "\x1f"
#: Day column of an article whose date is unknown; days are `date.toordinal()`, which starts at 1.
UNKNOWN_DAY = 0


class FormField(fields.TEXT):  # type: ignore[misc]
    """A text field for one form, indexed from analysed tokens."""

    def __init__(self, form: Form) -> None:
        super().__init__(analyzer=FormAnalyzer(form), phrase=True)
        self.form = form

    def index(self, value: Sequence[Token], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Whoosh's `(term, frequency, weight, positions)` of a document."""
        positions: dict[str, list[int]] = {}
        for token in value:
            term = token.form(self.form)
            if term:
                positions.setdefault(term, []).append(token.position)
        for term, found in positions.items():
            yield term.encode("utf-8"), len(found), float(len(found)), self.format.encode(found)


class FacetField(fields.ID):  # type: ignore[misc]
    """Several exact ids a document: each is searchable, and one column holds them together for counting."""

    def __init__(self) -> None:
        super().__init__(sortable=columns.VarBytesColumn())

    def to_column_value(self, value: Sequence[str]) -> bytes:
        """The ids as the column holds them."""
        return SEPARATOR.join(value).encode("utf-8")


def make_schema() -> Any:
    """A new Whoosh schema; its field names are those of `indexer.model.schema` and the constants of this module."""
    text = {field.name: FormField(field.form) for field in TEXT_FIELDS}
    facets = {name: FacetField() for name in FACETS}
    numbers = {name: fields.COLUMN(columns.NumericColumn("i", default=UNKNOWN_DAY)) for name in NUMBERS}
    return fields.Schema(
        **{ID: fields.ID(unique=True, sortable=True), ARTICLE: fields.STORED(), TOKENS: fields.STORED()},
        **text,
        **facets,
        **numbers,
    )


def document(analysed: AnalysedArticle) -> dict[str, Any]:
    """The keyword arguments of `add_document` for an article."""
    article = analysed.article
    tokens = {Part.TITLE: analysed.title, Part.BODY: analysed.body}
    values: dict[str, Any] = {
        ID: article.id,
        ARTICLE: article_to_bytes(article),
        TOKENS: pack_tokens(article.text, analysed.title, analysed.body),
        **numbers(article),
    }
    values |= {field.name: tokens[field.part] for field in TEXT_FIELDS if tokens[field.part]}
    values |= {name: chosen for name in FACETS if (chosen := facet_values(name, article))}
    return values


def facet_values(name: str, article: Article) -> list[str]:
    """The values of a facet that an article counts for, each once."""
    return list(dict.fromkeys(filter(None, FACETS[name](article))))


def numbers(article: Article) -> dict[str, int]:
    """The values of an article in the columns of numbers."""
    published = article.published
    return {
        FIRST_DAY: ordinal(published.first_day),
        LAST_DAY: ordinal(published.last_day),
        ENTERED: article.entered,
    }


def ordinal(day: date | None) -> int:
    """A day as the column holds it."""
    return UNKNOWN_DAY if day is None else day.toordinal()
