"""The mentions of countries in an article: a country, a people, or a place in a country by name.

In: a reading. Out: mentions of countries, in reading order. Never here: whether the article is about the country
(`countries.py`), or the meaning of an ambiguous name (`meanings.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.extract.names.contexts import Context, context_of, in_one_list, one_phrase
from indexer.extract.names.held_names import is_state_of_a_town
from indexer.extract.names.meanings import LANGUAGE_LIST_GAP, Meanings, is_language
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading, Zone
from indexer.model.article import Evidence, EvidenceRole, Rule


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a country: its code, the kind of name, and its words `first` to `last` (exclusive). `context` is the
    phrase that it is part of. `listed_after` is the country before it in one list, or ""."""

    code: str
    kind: NameKind
    zone: Zone
    field: str
    first: int
    last: int
    evidence: Evidence
    context: Context = Context.PLAIN
    listed_after: str = ""


def find_mentions(reading: ArticleReading, home: str) -> list[Mention]:
    """All mentions of countries by their own names, demonyms and places; `home` is the outlet's own country or ""."""
    meanings = Meanings(reading, home)
    found = [mention for part in reading.parts() for mention in _mentions(reading, part, meanings)]
    return [_abroad(mention) if home and mention.code != home else mention for mention in found]


def _mentions(reading: ArticleReading, part: ArticlePart, meanings: Meanings) -> Iterator[Mention]:
    language_until = -1
    ended: dict[str, tuple[int, NameKind]] = {}
    before: Mention | None = None
    for name in part.names:
        entry = None if _is_signature(reading, part, name) else meanings.of(part, name)
        if entry is None:
            continue
        if entry.kind is NameKind.DEMONYM and is_language(part, name, language_until):
            language_until = name.last + LANGUAGE_LIST_GAP
            continue
        repeated = entry.value in ended and one_phrase(part, ended[entry.value], name.first, entry.kind)
        context = Context.REPEATED if repeated else context_of(part, name, entry.kind)
        ended[entry.value] = (name.last, entry.kind)
        mention = _mention(reading, part, name, entry, context)
        if before and in_one_list(part, before.last, name.first) and before.kind is entry.kind is NameKind.COUNTRY:
            mention = replace(mention, listed_after=before.code)
        yield mention
        before = mention


def _mention(reading: ArticleReading, part: ArticlePart, name: Name, entry: NamedValue, context: Context) -> Mention:
    zone = reading.zone(part, name.start)
    rule = f"{entry.kind} in {zone}" + ("" if context is Context.PLAIN else f", {context}")
    evidence = part.evidence(name.start, name.end, rule)
    return Mention(entry.value, entry.kind, zone, part.field, name.first, name.last, evidence, context)


def _abroad(mention: Mention) -> Mention:
    """The mention, marked if it is the place in a dateline that an outlet reports from."""
    if mention.zone is not Zone.DATELINE or mention.kind is not NameKind.PLACE:
        return mention
    return replace(
        mention,
        evidence=replace(
            mention.evidence, rule=Rule(f"{mention.evidence.rule}, abroad"), role=EvidenceRole.REPORTED_FROM
        ),
    )


def _is_signature(reading: ArticleReading, part: ArticlePart, name: Name) -> bool:
    """Whether a name is an outlet's signature in the dateline: قنا is Qatar's agency there, not the city of Qena."""
    signature = reading.dateline.signature if reading.dateline and part is reading.text else None
    if signature is None or any(is_state_of_a_town(part, name, entry) for entry in name.entries):
        return False
    return name.start < signature[1] and signature[0] < name.end
