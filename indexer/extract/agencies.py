"""The cooperating organisations of an article: which body a name means, and whether the article is about it.

In: a reading and its mentions of countries. Out: `AgencyMention`s, and for each body with a home country a mention of
that country. Never here: a body without evidence for its country; such a name stays unresolved (`bodies.py`).
A shared name (Ministry of Justice) means the body of the country that stands beside it, otherwise of the dateline's
country, otherwise of the only country in its sentence, otherwise of the only country that the article is about.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.article import AgencyMention, Evidence, Role
from indexer.extract import rules
from indexer.extract.countries import about
from indexer.extract.mentions import Mention
from indexer.extract.names import Entry, Kind, Name
from indexer.extract.reading import Part, Reading, Zone
from indexer.extract.words import key_of
from indexer.gazetteers import Gazetteers

#: Words between a body and its country: `Ministry of Labour in Qatar`, `وزارة الخارجية في إندونيسيا`.
LINKS = frozenset(
    key_of(word) for word in ("in", "of", "for", "the", "في", "من", "دولة", "لدى", "مملكة", "جمهورية", "الجديدة")
)
MOST_LINKS = 3
OFTEN = 3
STOPS = ".,،;؛:()\n"
#: Where an article says who it is about.
PROMINENT = frozenset({Zone.TITLE, Zone.OPENING, Zone.SIGNATURE, Zone.LEAD})
BODY_KINDS = {Kind.AGENCY, Kind.ACRONYM}


@dataclass(frozen=True, slots=True)
class Body:
    """A resolved body at one place; the evidence covers the country beside it too."""

    id: str
    zone: Zone
    part: Part
    name: Name
    evidence: Evidence


class AgencyFinder:
    """Finds the bodies of the gazetteer in readings."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._agencies = gazetteers.agencies

    def find(
        self, reading: Reading, mentions: Sequence[Mention], home: str
    ) -> tuple[list[Body], list[tuple[Part, Name]]]:
        """The resolved bodies in reading order, and the shared names that no country could be told for."""
        homes = _Homes(mentions, home, self._certain_homes(reading))
        defined: dict[str, str] = {}
        bodies: list[Body] = []
        unresolved: list[tuple[Part, Name]] = []
        for part, name in reading.names():
            entries = [entry for entry in name.entries if entry.kind in BODY_KINDS]
            if not entries:
                continue
            found, rule = self._resolve(part, name, entries, homes, defined, bodies)
            if found is None:
                unresolved.append((part, name))
                continue
            if entries[0].kind is Kind.AGENCY:
                _define(part, name, found, defined)
            bodies.append(
                Body(found, reading.zone(part, name.start), part, name, part.evidence(name.start, name.end, rule))
            )
        return bodies, unresolved

    def country_mentions(self, bodies: Sequence[Body]) -> Iterator[Mention]:
        """The home countries of national bodies, as mentions."""
        for body in bodies:
            code = self._agencies[body.id].country
            if code:
                yield Mention(
                    code, Kind.AGENCY, body.zone, body.part.field, body.name.first, body.name.last, body.evidence
                )

    def _certain_homes(self, reading: Reading) -> set[str]:
        """The home countries of the bodies whose names no other state uses."""
        entries = (entry for _, name in reading.names() for entry in name.entries[:1] if entry.kind in BODY_KINDS)
        return {self._agencies[entry.value].country for entry in entries if not entry.needs_cue} - {""}

    def _resolve(
        self,
        part: Part,
        name: Name,
        entries: list[Entry],
        homes: "_Homes",
        defined: dict[str, str],
        bodies: Sequence[Body],
    ) -> tuple[str | None, str]:
        if name.key in defined:
            return defined[name.key], "acronym explained in the text"
        own = [entry.value for entry in entries if not entry.needs_cue]
        if own:
            return own[0], "name"
        by_country = {self._agencies[entry.value].country: entry.value for entry in entries}
        beside = homes.beside(part, name)
        if beside:
            return by_country.get(beside), "name with its country"
        for code, rule in homes.around(part, name):
            if code in by_country:
                return by_country[code], rule
        earlier = [body.id for body in bodies if body.id in by_country.values()]
        return (earlier[-1], "named with its country before") if earlier else (None, "")


def find_agencies(bodies: Sequence[Body]) -> tuple[AgencyMention, ...]:
    """The agencies with their roles: primary in the title or the lead, or when named often."""
    grouped: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        grouped[body.id].append(body)
    return tuple(
        AgencyMention(id_, _role(group), tuple(body.evidence for body in group)) for id_, group in grouped.items()
    )


def _role(group: Sequence[Body]) -> Role:
    prominent = any(body.zone in PROMINENT for body in group)
    signs = any(_in_signature_sentence(body) for body in group)
    return Role.PRIMARY if prominent or signs or len(group) >= OFTEN else Role.MENTIONED


def _in_signature_sentence(body: Body) -> bool:
    """Whether the sentence tells of signing or working together."""
    part = body.part
    sentence = part.sentence(body.name.start)
    start, end = part.sentences[sentence], part.sentence_end(sentence)
    cues = rules.keys("signing_words.txt")
    return any(word.key in cues for word in part.words if start <= word.start < end)


def _define(part: Part, name: Name, id_: str, defined: dict[str, str]) -> None:
    """Remember `Human Rights Commission (HRC)` for the rest of the article."""
    if _explained(part, name):
        defined[part.key(name.last)] = id_


def _explained(part: Part, name: Name) -> int:
    """1 when an acronym in brackets follows a name, otherwise 0."""
    if name.last == len(part.words):
        return 0
    word = part.words[name.last]
    bracketed = part.between(name.last - 1, name.last).strip() == "(" and part.text[word.end : word.end + 1] == ")"
    return int(bracketed and part.text[word.start : word.end].isupper())


class _Homes:
    """The countries that the surroundings of a shared name speak for, most trusted first."""

    def __init__(self, mentions: Sequence[Mention], home: str, bodies: set[str]) -> None:
        self._mentions = mentions
        self._bodies = bodies
        self._home = home
        self._all = {mention.code for mention in mentions}
        self._dateline = {mention.code for mention in mentions if mention.zone is Zone.DATELINE}
        self._about = set(about(mentions))
        self._title = {mention.code for mention in mentions if mention.zone is Zone.TITLE}

    def around(self, part: Part, name: Name) -> Iterator[tuple[str, str]]:
        """(country code, rule) of the surroundings that speak for one country, most trusted first."""
        in_sentence = self._in_sentence(part, name)
        prominent = self._dateline | self._title
        for codes, rule in (
            (
                {self._home} if self._home and (not prominent or self._home in prominent) else set(),
                "the outlet's country",
            ),
            (self._all, "the only country of the article"),
            (self._dateline if in_sentence <= self._dateline else set(), "country of the dateline"),
            (in_sentence, "the only country of the sentence"),
            (self._dateline, "country of the dateline"),
            (self._about, "the only country that the article is about"),
            (self._bodies, "the only country of the other bodies"),
        ):
            if len(codes) == 1:
                yield next(iter(codes)), rule

    def beside(self, part: Part, name: Name) -> str | None:
        """The country that the name itself is written with."""
        for mention in self._mentions:
            if mention.field != part.field:
                continue
            if mention.last == name.first and _modifies(part, name.first):
                return mention.code
            last = name.last + _explained(part, name)
            if last <= mention.first <= last + MOST_LINKS and not _stop(part, last, mention.first):
                links = [part.words[word].key for word in range(last, mention.first)]
                if all(word in LINKS for word in links):
                    return mention.code
        return None

    def _in_sentence(self, part: Part, name: Name) -> set[str]:
        sentence = part.sentence(name.start)
        return {
            mention.code
            for mention in self._mentions
            if mention.field == part.field and part.sentence(mention.evidence.start) == sentence
        }


def _modifies(part: Part, first: int) -> bool:
    """Whether the word before a name belongs to it: `Saudi Human Rights Commission`; in Arabic the country follows."""
    return part.text[part.words[first].start].isascii() and not part.between(first - 1, first).strip()


def _stop(part: Part, last: int, following: int) -> bool:
    """Whether punctuation parts the words before `last` from the word `following`."""
    start = part.words[last - 1].end
    return any(sign in STOPS for sign in part.text[start : part.words[following].start].removeprefix(")"))
