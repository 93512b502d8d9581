"""The outlet of an article: declared by its source, or read from a signature, its URL, or the contact at its foot.

In: a raw article, its dateline and names. Out: `SourceMention`, or None. Never here: a signature as a country or an
agency of the news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyzers.folding import fold
from indexer.extract.names.dateline import Dateline
from indexer.extract.names.mentions import Mention
from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticleReading, Zone
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.rows import Scope
from indexer.gazetteers.value_names import slug
from indexer.model.article import Evidence, RawArticle, Rule, SourceMention
from indexer.model.web_address import host_of
from indexer.tables import rules

#: How many characters of the end of a text are searched for a signature. It bounds the work: no signature is longer.
FOOT = 120
#: How many characters of the end of a text are searched for a contact.
CONTACT_FOOT = 400
DECLARED_FIELD = "source"


class OutletFinder:
    """Finds the outlet of articles."""

    def __init__(self, gazetteers: Gazetteers) -> None:
        self._gazetteers = gazetteers
        self._signatures = {
            fold(words): source.id for source in gazetteers.sources.values() for words in source.signatures
        }
        words = "|".join(
            re.escape(signature).replace(r"\ ", r"\s+")
            for source in gazetteers.sources.values()
            for signature in sorted(source.signatures, key=len, reverse=True)
        )
        cues = "|".join(map(re.escape, rules.lines("signature_cues.txt")))
        self._foot = re.compile(
            rf"(?:[/(\[|—–]|(?<=[\s-])-|\b(?:{cues})\s*:?)\s*(?P<words>{words})\s*(?:[/)\]|]|\.|-)*\s*\Z"
        )
        self._contact = re.compile("|".join(map(re.escape, rules.lines("contact_cues.txt"))), re.IGNORECASE)

    def find(self, raw: RawArticle, dateline: Dateline | None, names: Sequence[Name]) -> SourceMention | None:
        """The outlet, from the most trusted evidence."""
        return next(self._candidates(raw, dateline, names), None)

    def home(self, outlet: SourceMention | None) -> str:
        """The country that an outlet mainly reports on, or ""."""
        source = self._gazetteers.sources.get(outlet.id) if outlet else None
        return source.country if source and source.scope is Scope.HOME else ""

    def country(self, outlet: SourceMention | None) -> str:
        """The country from which an outlet publishes, or ""."""
        if outlet is None:
            return ""
        known = self._gazetteers.sources.get(outlet.id) or self._gazetteers.agencies.get(outlet.id)
        return known.country if known else ""

    def declared_home(self, outlet: SourceMention | None) -> str:
        """The same for an outlet that its source declared; a signature alone is no evidence for a country."""
        declared = outlet is not None and outlet.evidence is not None and outlet.evidence.field == DECLARED_FIELD
        return self.home(outlet) if declared else ""

    def stand_in(self, outlet: SourceMention | None, reading: ArticleReading) -> Mention | None:
        """The country of a declared local outlet as a mention, if the article has a domestic word such as "the
        government"."""
        home = self.declared_home(outlet)
        if not home or outlet is None or outlet.evidence is None:
            return None
        if not any(word.key in rules.keys("domestic_words.txt") for part in reading.parts() for word in part.words):
            return None
        evidence = replace(outlet.evidence, rule=Rule("country of a local outlet"))
        return Mention(home, NameKind.OUTLET, Zone.LEAD, DECLARED_FIELD, 0, 0, evidence)

    def _candidates(self, raw: RawArticle, dateline: Dateline | None, names: Sequence[Name]) -> Iterator[SourceMention]:
        if raw.source and raw.source.strip():
            yield self._declared(raw.source)
        yield from self._signed(raw.text, dateline)
        host = host_of(raw.url)
        by_address = self._gazetteers.source_at(host)
        if by_address:
            start = raw.url.find(host)
            yield self._mention(by_address, Evidence("url", start, start + len(host), host, Rule("web address")))
        yield from self._by_contact(raw.text, names)

    def _declared(self, name: str) -> SourceMention:
        evidence = Evidence(DECLARED_FIELD, 0, len(name), name, Rule("declared by the source"))
        known = self._gazetteers.source_named(name)
        if known is None and self._gazetteers.known("source", name):
            known = name
        return self._mention(known, evidence) if known else SourceMention(slug(name), name.strip(), evidence)

    def _signed(self, text: str, dateline: Dateline | None) -> Iterator[SourceMention]:
        foot_start = max(0, len(text) - FOOT)
        match = self._foot.search(text, foot_start)
        if match:
            yield self._signature(text, match.start("words"), match.end("words"), "signature at the foot")
        if dateline and dateline.signature:
            start, end = dateline.signature
            if fold(text[start:end].strip()) in self._signatures:
                yield self._signature(text, start, end, "signature in the dateline")

    def _signature(self, text: str, start: int, end: int, rule: str) -> SourceMention:
        words = text[start:end]
        key = " ".join(fold(words.strip()).split())
        return self._mention(self._signatures[key], Evidence("text", start, end, words, Rule(rule)))

    def _by_contact(self, text: str, names: Sequence[Name]) -> Iterator[SourceMention]:
        """A press release ends with a contact: the body that is named there is the outlet."""
        contact = self._contact.search(text, max(0, len(text) - CONTACT_FOOT))
        if contact is None:
            return
        for name in names:
            entry = name.entries[0]
            if (
                name.start >= contact.end()
                and entry.kind in {NameKind.AGENCY, NameKind.ACRONYM}
                and len(name.entries) == 1
            ):
                evidence = Evidence(
                    "text", name.start, name.end, text[name.start : name.end], Rule("contact at the foot")
                )
                yield self._mention(entry.value, evidence)
                return

    def _mention(self, id_: str, evidence: Evidence) -> SourceMention:
        return SourceMention(id_, self._gazetteers.label("source", id_, "en"), evidence)
