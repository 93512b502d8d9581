"""An article as one line of bytes, for the stored fields of an index: small, and read several times a search.

In: an `Article`, or the bytes made of one. Out: the other. Never here: a name of a field. A value stands where its
field stands in its dataclass, so a change of a field is a new schema (`indexer.model.schema`).
"""

import json
from typing import Any

from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    EventDate,
    Evidence,
    EvidenceRole,
    FactChange,
    InstrumentMention,
    Language,
    Precision,
    PublishedDate,
    Revision,
    Role,
    SourceMention,
    UnresolvedName,
)

FIELDS = tuple(Article.__slots__)
#: Members by their values: to look them up is several times faster than to call the class.
LANGUAGES = {one.value: one for one in Language}
PRECISIONS = {one.value: one for one in Precision}
ROLES = {one.value: one for one in Role}
EVIDENCE_ROLES = {one.value: one for one in EvidenceRole}


def article_to_bytes(article: Article) -> bytes:
    """The article as bytes; it may hold lone surrogates, as some publish them."""
    text = json.dumps(article, default=_values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def article_from_bytes(content: bytes) -> Article:
    """The article that `article_to_bytes` was given. Raises ValueError, LookupError or TypeError for anything else."""
    row = json.loads(content.decode("utf-8", "surrogatepass"))
    value: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
    date, precision, evidence = value["published"]
    parts = {
        "language": LANGUAGES[value["language"]],
        "source": _source(value["source"]),
        "published": PublishedDate(date, PRECISIONS[precision], _one(evidence)),
        "countries": tuple([CountryMention(code, ROLES[role], _all(rows)) for code, role, rows in value["countries"]]),
        "agencies": tuple([AgencyMention(id_, ROLES[role], _all(rows)) for id_, role, rows in value["agencies"]]),
        "instruments": tuple([InstrumentMention(id_, _all(rows)) for id_, rows in value["instruments"]]),
        "unresolved": tuple([UnresolvedName(name, _evidence(*own)) for name, own in value["unresolved"]]),
        "events": tuple([EventDate(day, PRECISIONS[known], _evidence(*own)) for day, known, own in value["events"]]),
        "revisions": tuple(map(_revision, value["revisions"])),
    }
    return Article(**{**value, **parts})


def _values(value: Any) -> list[Any]:
    """A dataclass with slots as a list; `dataclasses.astuple` copies every value and takes most of a write's time."""
    return [getattr(value, name) for name in value.__slots__]


def _evidence(field: str, start: int, end: int, words: str, rule: Any, role: str) -> Evidence:
    return Evidence(field, start, end, words, rule, EVIDENCE_ROLES[role])


def _one(row: list[Any] | None) -> Evidence | None:
    return _evidence(*row) if row else None


def _all(rows: list[list[Any]]) -> tuple[Evidence, ...]:
    return tuple([_evidence(*row) for row in rows])


def _revision(row: list[Any]) -> Revision:
    replaced, title, text, facts = row
    return Revision(replaced, title, text, tuple([FactChange(*fact) for fact in facts]))


def _source(row: list[Any] | None) -> SourceMention | None:
    if not row:
        return None
    id_, name, evidence = row
    return SourceMention(id_, name, _one(evidence))
