"""An article as one line of bytes, for the stored fields of an index: small, and read several times a search.

In: an `Article`, or the bytes made of one. Out: the other. Never here: a name of a field. A value stands where its
field stands in its dataclass, so a change of a field is a new schema (`indexer.model.schema`).
"""

import json
from collections.abc import Callable
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
    Rule,
    SourceMention,
    UnresolvedName,
)

FIELDS = tuple(Article.__slots__)
#: Members by their values: to look them up is several times faster than to call the class.
LANGUAGES = {one.value: one for one in Language}
PRECISIONS = {one.value: one for one in Precision}
ROLES = {one.value: one for one in Role}
EVIDENCE_ROLES = {one.value: one for one in EvidenceRole}
#: Role of evidence -> evidence of which nothing else is known.
ROLES_ALONE = {role: Evidence("", 0, 0, "", Rule(""), one) for role, one in EVIDENCE_ROLES.items()}
NOT_IN_LISTS: dict[str, Any] = {"unresolved": (), "events": ()}


def article_to_bytes(article: Article) -> bytes:
    """The article as bytes; it may hold lone surrogates, as some publish them."""
    text = json.dumps(article, default=_values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def article_from_bytes(content: bytes) -> Article:
    """The article that `article_to_bytes` was given. Raises ValueError, LookupError or TypeError for anything else."""
    value = _values_of(content)
    found = {
        "unresolved": tuple([UnresolvedName(name, _evidence(*own)) for name, own in value["unresolved"]]),
        "events": tuple([EventDate(day, PRECISIONS[known], _evidence(*own)) for day, known, own in value["events"]]),
    }
    return Article(**{**value, **found, **_facts(value, _all)})


def outline_from_bytes(content: bytes) -> Article:
    """The same article without what a list of articles does not show: names and dates in the text, and where each
    country, agency and kind of news was read; of this only the role is left. Raises as above."""
    value = _values_of(content)
    return Article(**{**value, **NOT_IN_LISTS, **_facts(value, _roles)})


def _values_of(content: bytes) -> dict[str, Any]:
    row = json.loads(content.decode("utf-8", "surrogatepass"))
    return dict(zip(FIELDS, row, strict=True))


def _facts(value: dict[str, Any], read: Callable[[list[list[Any]]], tuple[Evidence, ...]]) -> dict[str, Any]:
    """The facts and the earlier states of an article from its values; `read` gives the evidence of a country, an agency
    or a kind of news."""
    date, precision, evidence = value["published"]
    return {
        "language": LANGUAGES[value["language"]],
        "source": _source(value["source"]),
        "published": PublishedDate(date, PRECISIONS[precision], _one(evidence)),
        "countries": tuple([CountryMention(code, ROLES[role], read(rows)) for code, role, rows in value["countries"]]),
        "agencies": tuple([AgencyMention(id_, ROLES[role], read(rows)) for id_, role, rows in value["agencies"]]),
        "instruments": tuple([InstrumentMention(id_, read(rows)) for id_, rows in value["instruments"]]),
        "revisions": tuple(map(_revision, value["revisions"])),
    }


def _values(value: Any) -> list[Any]:
    """A dataclass with slots as a list; `dataclasses.astuple` copies every value and takes most of a write's time."""
    return [getattr(value, name) for name in value.__slots__]


def _evidence(field: str, start: int, end: int, words: str, rule: Any, role: str) -> Evidence:
    return Evidence(field, start, end, words, rule, EVIDENCE_ROLES[role])


def _one(row: list[Any] | None) -> Evidence | None:
    return _evidence(*row) if row else None


def _all(rows: list[list[Any]]) -> tuple[Evidence, ...]:
    return tuple([_evidence(*row) for row in rows])


def _roles(rows: list[list[Any]]) -> tuple[Evidence, ...]:
    """Evidence of which only the role is known, of each role once."""
    return tuple([ROLES_ALONE[role] for role in dict.fromkeys([row[-1] for row in rows])])


def _revision(row: list[Any]) -> Revision:
    replaced, title, text, facts = row
    return Revision(replaced, title, text, tuple([FactChange(*fact) for fact in facts]))


def _source(row: list[Any] | None) -> SourceMention | None:
    if not row:
        return None
    id_, name, evidence = row
    return SourceMention(id_, name, _one(evidence))
