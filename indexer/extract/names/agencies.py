"""The cooperating organisations of an article: the body that each name means, and its role.

In: a reading and its mentions of countries. Out: `AgencyMention`s, and for each body with a home country a mention of
that country. Never here: a body without evidence for its country; such a name stays unresolved (`bodies.py`).
A shared name (Ministry of Justice) means the body of the country that is written next to it; otherwise of the
country that its surroundings point to (`homes.py`); otherwise the body that the article named with its country before.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.extract.names.homes import Homes, explained
from indexer.extract.names.mentions import Mention
from indexer.extract.names.names import Name, NamedValue, NameKind
from indexer.extract.names.reading import ArticlePart, ArticleReading, Zone
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import AgencyMention, Evidence, Role
from indexer.naming.words import phrase_key
from indexer.tables import rules

OFTEN = 3
#: The zones that name the parties of an article.
PROMINENT = frozenset({Zone.TITLE, Zone.OPENING, Zone.SIGNATURE, Zone.FIRST, Zone.LEAD})
BODY_KINDS = {NameKind.AGENCY, NameKind.ACRONYM}


@dataclass(frozen=True, slots=True)
class FoundBody:
    """One mention of a resolved body."""

    id: str
    zone: Zone
    part: ArticlePart
    name: Name
    evidence: Evidence


class AgencyFinder:
    """Finds the bodies of the gazetteer in readings. `shared_keys`: the keys of all names that several states use."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._agencies = gazetteers.agencies
        self.shared_keys = frozenset(phrase_key(name) for body in self._agencies.values() for name in body.shared)

    def find(
        self, reading: ArticleReading, mentions: Sequence[Mention], home: str
    ) -> tuple[list[FoundBody], list[tuple[ArticlePart, Name]]]:
        """The resolved bodies in reading order, and the shared names whose country is unknown."""
        homes = Homes(mentions, home, self._certain_homes(reading))
        defined: dict[str, str] = {}
        bodies: list[FoundBody] = []
        unresolved: list[tuple[ArticlePart, Name]] = []
        for part, name in reading.names():
            entries = [entry for entry in name.entries if entry.kind in BODY_KINDS]
            if not entries:
                continue
            found, rule = self._resolve(part, name, entries, homes, defined, bodies)
            if found is None:
                unresolved.append((part, name))
                continue
            if entries[0].kind is NameKind.AGENCY:
                _define(part, name, found, defined)
            bodies.append(
                FoundBody(found, reading.zone(part, name.start), part, name, part.evidence(name.start, name.end, rule))
            )
        return bodies, unresolved

    def country_mentions(self, bodies: Sequence[FoundBody]) -> Iterator[Mention]:
        """The home countries of national bodies, as mentions."""
        for body in bodies:
            code = self._agencies[body.id].country
            if code:
                yield Mention(
                    code, NameKind.AGENCY, body.zone, body.part.field, body.name.first, body.name.last, body.evidence
                )

    def _certain_homes(self, reading: ArticleReading) -> set[str]:
        """The home countries of the bodies whose names no other state uses."""
        entries = (entry for _, name in reading.names() for entry in name.entries[:1] if entry.kind in BODY_KINDS)
        return {self._agencies[entry.value].country for entry in entries if not entry.needs_cue} - {""}

    def _resolve(
        self,
        part: ArticlePart,
        name: Name,
        entries: list[NamedValue],
        homes: Homes,
        defined: dict[str, str],
        bodies: Sequence[FoundBody],
    ) -> tuple[str | None, str]:
        if name.key in defined:
            return defined[name.key], "acronym explained in the text"
        own = [entry.value for entry in entries if not entry.needs_cue]
        if own:
            return own[0], "name"
        by_country = {self._agencies[entry.value].country: entry.value for entry in entries}
        adjacent = homes.adjacent(part, name)
        if adjacent:
            return by_country.get(adjacent), "name with its country"
        for code, rule in homes.around(part, name):
            if code in by_country:
                return by_country[code], rule
        earlier = [body.id for body in bodies if body.id in by_country.values()]
        return (earlier[-1], "named with its country before") if earlier else (None, "")


def find_agencies(bodies: Sequence[FoundBody]) -> tuple[AgencyMention, ...]:
    """The agencies with their roles: primary in the title or the lead, or when named often."""
    grouped: dict[str, list[FoundBody]] = defaultdict(list)
    for body in bodies:
        grouped[body.id].append(body)
    return tuple(
        AgencyMention(id_, _role(group), tuple(body.evidence for body in group)) for id_, group in grouped.items()
    )


def _role(group: Sequence[FoundBody]) -> Role:
    """The role of a body. Sentences are looked at last, and for few mentions only: each look takes as long as the text
    is."""
    if len(group) >= OFTEN or any(body.zone in PROMINENT for body in group):
        return Role.PRIMARY
    return Role.PRIMARY if any(_in_signature_sentence(body) for body in group) else Role.MENTIONED


def _in_signature_sentence(body: FoundBody) -> bool:
    """Whether the sentence reports signing or working together."""
    part = body.part
    sentence = part.sentence(body.name.start)
    start, end = part.sentences[sentence], part.sentence_end(sentence)
    cues = rules.keys("signing_words.txt")
    return any(word.key in cues for word in part.words if start <= word.start < end)


def _define(part: ArticlePart, name: Name, id_: str, defined: dict[str, str]) -> None:
    """Remember `Human Rights Commission (HRC)` for the rest of the article."""
    if explained(part, name):
        defined[part.key(name.last)] = id_
