"""The article and its parts, as they cross every package border.

In: nothing. Out: frozen dataclasses. Never here: reading, extracting, or changing a published text.
Offsets are character offsets, end exclusive, into the field that `Evidence.field` names, as published.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from enum import StrEnum
from itertools import combinations
from typing import NewType
from urllib.parse import quote, unquote

from indexer.model.notes import Location, Note
from indexer.model.page_layout import PageLayout
from indexer.model.source import WEB

FILE = "file://"
#: The signs that RFC 3986 allows in a fragment, in addition to letters and digits.
IN_A_FRAGMENT = "!$&'()*+,;=:@/?-._~"


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """Whether an article is about a country or an agency, or only names it."""

    PRIMARY = "primary"
    MENTIONED = "mentioned"


class Language(StrEnum):
    """The language of an article, by the share of its scripts."""

    AR = "ar"
    EN = "en"
    MIXED = "mixed"


#: The name of the rule that read a value: the row of a table that matched, and where.
Rule = NewType("Rule", str)


class EvidenceRole(StrEnum):
    """The roles of evidence."""

    NAMES = "names"
    #: The dateline's place abroad that an outlet reports from.
    REPORTED_FROM = "reported_from"
    #: Declared by the source, and not taken.
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a value was read from.

    `field` is `title`, `text`, `published` (a heading or metadata string), `source`, `language` or `url`; `role` says
    what the words are for; `rule` names the row of the table that matched, for tuning: nothing is decided by it.
    """

    field: str
    start: int
    end: int
    words: str
    rule: Rule
    role: EvidenceRole = EvidenceRole.NAMES


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """A date of publication: `date` is ISO 8601, truncated to its precision (`2019`, `2019-12`, `2019-12-10`)."""

    date: str | None = None
    precision: Precision = Precision.UNKNOWN
    evidence: Evidence | None = None

    @property
    def first_day(self) -> Day | None:
        """First day that the date may mean, or None when it is unknown."""
        if self.date is None:
            return None
        year, month, day = ([int(part) for part in self.date.split("-")] + [1, 1])[:3]
        return Day(year, month, day)

    @property
    def last_day(self) -> Day | None:
        """Last day that the date may mean, or None when it is unknown."""
        first = self.first_day
        if first is None or self.precision is Precision.DAY:
            return first
        if self.precision is Precision.YEAR:
            return Day(first.year, 12, 31)
        following = Day(first.year + first.month // 12, first.month % 12 + 1, 1)
        return following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country, by its ISO 3166-1 alpha-2 code, with the evidence of every mention."""

    code: str
    role: Role
    evidence: tuple[Evidence, ...] = ()

    @property
    def abroad(self) -> bool:
        """Whether every mention of the country is the place abroad that an outlet reports from."""
        return bool(self.evidence) and all(item.role is EvidenceRole.REPORTED_FROM for item in self.evidence)


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """A cooperating organisation, by its gazetteer id."""

    id: str
    role: Role
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """A body that has the form of an agency's name but is not in the gazetteer."""

    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date in the text that is not the date of publication."""

    date: str
    precision: Precision
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SourceMention:
    """The outlet that published: a gazetteer id, or a slug of its `name` if no gazetteer has it."""

    id: str
    name: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class InstrumentMention:
    """A kind of cooperation that the news is about: mou, agreement, programme, training, meeting, ..."""

    id: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One item as its source gave it, before extraction.

    `uri` is where it was read (a path or a URL), and `anchor` the part of that ("" for the whole). `published`,
    `source` and `language` are what the source itself declared, unparsed. `published_from` is the origin of
    `published`: `metadata` (a feed's or a page's own field), `heading` (a dated heading) or "". `id` is set only if
    the importer brought its own. `fetched_at` is in UTC. `window`: the source shows only its newest items (a feed), so
    an item that is missing from it was not withdrawn. `page` is the layout of an HTML page, whose title may be the
    page's own; None for an item that is known to be one article. `zone` is the name of the zone (IANA) in which its
    source counts days, "" if the list of sources does not say. `notes` say what of the item was not taken, and why.
    """

    uri: str
    text: str
    title: str = ""
    anchor: str = ""
    url: str = ""
    id: str | None = None
    published: str | None = None
    published_from: str = ""
    source: str | None = None
    language: str | None = None
    parent: str | None = None
    window: bool = False
    page: PageLayout | None = None
    zone: str = ""
    notes: tuple[Note, ...] = ()
    fetched_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_one(self) -> bool:
        """Whether it is known to be one article: it came with a title of its own, or its page says so."""
        return bool(self.title.strip()) if self.page is None else self.page.single is not None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be read. `uri` is that of its file or document, `part` the line or item in there (`:line`
    or `#anchor`, "" for all of it). `reason` completes a sentence that begins with `where`."""

    uri: str
    part: str
    reason: Note

    @property
    def where(self) -> Location:
        """Where a person finds it."""
        return Location(name_of(self.uri) + self.part)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A change of what a source declared about an article, as the source wrote it; "" if it declared nothing. `fact` is
    `published`, `source`, `language` or `url`."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of an article, as it was published. `replaced` is when the next one was first met, ISO 8601 in
    UTC. `title` and `text` are None if only facts changed then; `facts` lists these."""

    replaced: str
    title: str | None
    text: str | None
    facts: tuple[FactChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article with all that was extracted from it; `text` and `title` are as published. `revisions` are its earlier
    states, the oldest first. `entered` is the number of the archive's change by which it came in. `omitted` is the
    number of characters at its end that the archive has and the index does not, because one article may hold only so
    many."""

    id: str
    uri: str
    text: str
    title: str = ""
    anchor: str = ""
    url: str = ""
    language: Language = Language.EN
    source: SourceMention | None = None
    published: PublishedDate = field(default_factory=PublishedDate)
    countries: tuple[CountryMention, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    instruments: tuple[InstrumentMention, ...] = ()
    unresolved: tuple[UnresolvedName, ...] = ()
    events: tuple[EventDate, ...] = ()
    parent: str | None = None
    story: str | None = None
    first_seen: str = ""
    entered: int = 0
    content_hash: str = ""
    revisions: tuple[Revision, ...] = ()
    omitted: int = 0

    def primary_countries(self) -> tuple[str, ...]:
        """Codes of the countries that the article is about, in order of appearance."""
        return tuple(mention.code for mention in self.countries if mention.role is Role.PRIMARY)

    def party_pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of countries that cooperate: all pairs of primary ones, in order of appearance. A country that
        only the dateline names, as the place abroad that an outlet reports from, is no party."""
        parties = [mention.code for mention in self.countries if mention.role is Role.PRIMARY and not mention.abroad]
        return tuple(combinations(parties, 2))

    def url_on_page(self) -> str:
        """The web address of the article on the page that it was cut from; "" if it has none."""
        if self.parent is None:
            return ""
        if self.parent.startswith(WEB):
            return url_of_anchor(self.parent, self.anchor)
        return self.url if self.url and self.url == url_of_anchor(self.url, self.anchor) else ""

    def primary_agencies(self) -> tuple[str, ...]:
        """Ids of the agencies that cooperate, in order of appearance."""
        return tuple(mention.id for mention in self.agencies if mention.role is Role.PRIMARY)


def name_of(uri: str) -> str:
    """A file by its path, as a person names it; anything else by its URI."""
    return unquote(uri.removeprefix(FILE)) if uri.startswith(FILE) else uri


def url_of_anchor(page: str, anchor: str) -> str:
    """The address of an anchor on a page: the page's own address with the anchor as its fragment."""
    return f"{page.partition('#')[0]}#{quote(anchor, safe=IN_A_FRAGMENT, errors='replace')}"
