"""Articles as plain JSON values, for the archive, the stored fields of an index and `extract --json`.

In: an `Article` or the dict made of one. Out: the other. Never here: a key that is no field of the dataclasses.
"""

from dataclasses import asdict
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

#: Members by their values: to look them up is several times faster than to call the class.
ROLES = {role.value: role for role in Role}
EVIDENCE_ROLES = {role.value: role for role in EvidenceRole}


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article as JSON values; keys are the field names."""
    return asdict(article)


def article_from_dict(value: dict[str, Any]) -> Article:
    """The article that `article_to_dict` was given; also after a round trip through JSON."""
    published = value["published"]
    parts = {
        "language": Language(value["language"]),
        "source": _source(value["source"]),
        "published": PublishedDate(
            published["date"], Precision(published["precision"]), _evidence(published["evidence"])
        ),
        "countries": tuple(
            CountryMention(c["code"], ROLES[c["role"]], _all(c["evidence"])) for c in value["countries"]
        ),
        "agencies": tuple(AgencyMention(a["id"], ROLES[a["role"]], _all(a["evidence"])) for a in value["agencies"]),
        "instruments": tuple(InstrumentMention(i["id"], _all(i["evidence"])) for i in value["instruments"]),
        "unresolved": tuple(UnresolvedName(u["name"], _read_evidence(u["evidence"])) for u in value["unresolved"]),
        "events": tuple(
            EventDate(e["date"], Precision(e["precision"]), _read_evidence(e["evidence"])) for e in value["events"]
        ),
        "revisions": tuple(map(_revision, value.get("revisions", ()))),
    }
    return Article(**(value | parts))


def _evidence(value: dict[str, Any] | None) -> Evidence | None:
    return _read_evidence(value) if value else None


def _all(values: list[dict[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(map(_read_evidence, values))


def _revision(value: dict[str, Any]) -> Revision:
    facts = tuple(FactChange(**fact) for fact in value.get("facts", ()))
    return Revision(value["replaced"], value["title"], value["text"], facts)


def _source(value: dict[str, Any] | None) -> SourceMention | None:
    return SourceMention(value["id"], value["name"], _evidence(value["evidence"])) if value else None


def _read_evidence(value: dict[str, Any]) -> Evidence:
    return Evidence(**{**value, "role": EVIDENCE_ROLES[value.get("role", EvidenceRole.NAMES)]})
