"""Whether a name that is another word too means the country: مالي is also "financial", المغرب the sunset.

In: a name in a part of a reading, and what the article holds. Out: whether it is something else, by the rows of
`data/ambiguous_names.tsv`. Never here: persons (`persons.py`), longer names of things (`held_names.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.extract.names.beside import comes_after, comes_before
from indexer.extract.names.known import Known
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart
from indexer.naming.forms import bare_forms, nisba_forms
from indexer.naming.words import phrase_key
from indexer.tables import rules
from indexer.tables.table import Row

NISBA, FEMININE = "nisba", "feminine"
FEMININE_ENDING = "ه"
TA_MARBUTA = "ة"


@dataclass(frozen=True, slots=True)
class Doubt:
    """When a name does not mean the country: after a word of `before`, before one of `after`, in a spelling of
    `not_written`. Without a word, or a clitic, of `sure` before it, also in an article with a word or a country of
    `unless` and none of `supported`, or in one without a word of `only`."""

    sure: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    unless: frozenset[str]
    supported: frozenset[str]
    only: frozenset[str]
    not_written: tuple[str, ...]


#: Field -> column of its words.
WORDS = {
    "sure": "sure_before",
    "before": "unless_before",
    "after": "unless_after",
    "unless": "unless",
    "supported": "supported",
    "only": "only",
}
COLUMNS = ("name", "code", "forms", *WORDS.values(), "not_written")


def _values(row: Row, column: str) -> frozenset[str]:
    return frozenset(map(phrase_key, row.values(column)))


@cache
def _doubts() -> dict[tuple[str, str], Doubt]:
    return {
        (form, row["code"]): Doubt(
            **{field: _values(row, column) for field, column in WORDS.items()}, not_written=row.values("not_written")
        )
        for row in rules.rows("ambiguous_names.tsv", *COLUMNS)
        for form in _forms(row)
    }


def _forms(row: Row) -> Iterator[str]:
    key = phrase_key(row["name"])
    if row["forms"] == NISBA:
        yield from map(phrase_key, nisba_forms(key))
    else:
        yield key + FEMININE_ENDING * (row["forms"] == FEMININE)


def is_doubtful(part: ArticlePart, name: Name, entry: NamedValue, known: Known) -> bool:
    """Whether the rows of a name, with or without its clitics, say that it is another word here."""
    if entry.kind is NameKind.PLACE:
        return False
    rows = {form: doubt for form in bare_forms(name.key) if (doubt := _doubts().get((form, entry.value)))}
    if not rows or (entry.kind is NameKind.COUNTRY and known.in_list_of_countries(part, name)):
        return False
    return any(_is_other_word(part, name, name.key.removesuffix(form), doubt, known) for form, doubt in rows.items())


def _is_other_word(part: ArticlePart, name: Name, clitic: str, doubt: Doubt, known: Known) -> bool:
    if comes_before(part, name.first, doubt.before) or comes_after(part, name.last, doubt.after):
        return True
    if any(spelling in part.text[name.start : name.end] for spelling in doubt.not_written):
        return True
    if clitic in doubt.sure or comes_before(part, name.first, doubt.sure) or _disagrees(part, name, doubt):
        return False
    if known.any_of(doubt.unless, name) and not known.any_of(doubt.supported, name):
        return True
    return bool(doubt.only) and not doubt.only & known.keys


def _disagrees(part: ArticlePart, name: Name, doubt: Doubt) -> bool:
    """Whether a feminine noun precedes, with which an adjective would agree: `أزمة مالي`, but `أزمة مالية`."""
    if phrase_key(TA_MARBUTA) not in doubt.sure or name.first == 0:
        return False
    return part.text[part.words[name.first - 1].end - 1] == TA_MARBUTA
