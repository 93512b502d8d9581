"""What a search gives back: the model of a result page, the same for HTML, JSON and the command line.

In: nothing. Out: frozen dataclasses. Never here: HTML other than the escaped fields named `html`, translation,
or anything of Flask. Labels are already in the language of the interface; `notes` are translated at the edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from indexer.engines.port.port import Sort, Timeline
from indexer.model.article import Article, PublishedDate
from indexer.model.notes import Note


class Matching(StrEnum):
    """What the articles of a set have of the query: all its words, most of what it says, or some of its words."""

    ALL = "all"
    MOST = "most"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Parameters:
    """A visitor's request, checked: the names are those of the HTTP parameters, but `first_day` and `last_day` are
    `from` and `to`.

    `filters`: parameter of a facet, which chooses or excludes its values -> the values given. `every`: the facets of
    which an article has to have all of the values chosen, and not only one.
    `not_expand` names concepts for which only the words as typed count. `some`: articles that have only some of the
    words belong to the set too. `own_first`: articles in the language of the query come before those in the other.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    sort: Sort | None = None
    page: int = 1
    limit: int = 10
    expand: bool = True
    not_expand: tuple[str, ...] = ()
    some: bool = False
    every: frozenset[str] = frozenset()
    own_first: bool = False
    ui: str = "en"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label in the interface's language and its labels in both."""

    value: str
    label: str
    labels: Mapping[str, str] = field(default_factory=dict)
    role: str = "primary"


@dataclass(frozen=True, slots=True)
class Companion:
    """Another article of a story, as a link to it; `source` is None when it is not known who published it."""

    id: str
    title: str
    title_direction: str
    source: Labelled | None
    language: str
    published: PublishedDate


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles have in common: `label` names it in the language of the interface; `kind` is a facet, or
    `concept`, `place`, or `word` for a word of the article that is read."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article that is about much the same as another, and what both have in common, the weightiest first."""

    article: Companion
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `title_html` and `snippet_html` are escaped, with `<mark>` around whole matched words and
    `<bdi>` where needed; the directions are `rtl` or `ltr`, by the text itself. A title is never empty: an untitled
    article shows the head of its lead, and `titled` is False. `explanation` says of each word of the query where and in
    which form it was found. `parties` are the pairs of countries that cooperate, by code. `story` is the id of the
    story that copies of this text belong to, `also` the other copies, the earliest first; None and empty for most.
    `url_on_page` is the address of the page that the article was cut from, with its anchor; "" for most."""

    id: str
    url: str
    title: str
    title_html: str
    title_direction: str
    titled: bool
    snippet_html: str
    snippet_direction: str
    published: PublishedDate
    language: str
    source: Labelled | None
    countries: tuple[Labelled, ...]
    agencies: tuple[Labelled, ...]
    instruments: tuple[Labelled, ...]
    score: float
    explanation: tuple[Note, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()
    story: str | None = None
    also: tuple[Companion, ...] = ()
    url_on_page: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A hit with the article that it shows."""

    hit: Hit
    article: Article


@dataclass(frozen=True, slots=True)
class Record:
    """An article of a search as a file has it: its values with their labels, without marks. A title is never empty: an
    untitled article shows the head of its lead."""

    id: str
    url: str
    title: str
    published: PublishedDate
    language: str
    source: Labelled | None
    countries: tuple[Labelled, ...]
    agencies: tuple[Labelled, ...]
    instruments: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Part of all that a search finds, in its order. `total` counts the whole; `first` is the place of the part's first
    article, from 1; `following` is the id behind which the next part begins, "" where none follows."""

    total: int
    records: tuple[Record, ...]
    following: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The ids of the results before and behind an article, "" where there is none; `place` is its own, from 0."""

    previous: str
    following: str
    place: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with the number of articles that have it, of those that the query and the filters of the other
    facets find."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetSearch:
    """What to look for among the values of a facet: how a word of a label begins, and what stands anywhere in it."""

    prefix: str = ""
    contains: str = ""


@dataclass(frozen=True, slots=True)
class FacetValues:
    """The first values of a facet that were looked for, and how many there are in all."""

    values: tuple[FacetValue, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Expanded:
    """Words of the query that mean a concept, and what was searched in addition: other `forms`, and the articles that
    are `about` the country or body that they name. `published` are the days of a date: ISO 8601 cut to a day, month or
    year, or `first/last`. `translated`: the forms are translations from the lexicon."""

    typed: str
    concept: str
    forms: tuple[str, ...]
    about: Labelled | None = None
    published: tuple[str, ...] = ()
    translated: bool = False


#: What is left out where no single filter is enough.
ALL_FILTERS = "all"


@dataclass(frozen=True, slots=True)
class Fewer:
    """One thing to leave out of a search that finds nothing, and how many articles it finds then. `filter` is the name
    of the facet or `date`, with all its values, ALL_FILTERS for all of them together, and "" for a word; `label` is the
    word; `query` is the query then."""

    filter: str
    label: str
    query: str
    total: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of results. `page` starts at 1; `took_ms` is in milliseconds. `hits` belong to the set that `total` and
    `facets` count; `matching` is what its articles have of the query: all its words, most of what it says, or some
    words. `others` are the closest articles outside the set, on a first page that the set does not fill; `others_note`
    is the sentence above them, and `others_query` the query that they answer where the one typed finds nothing. `fewer`
    says what to leave out of a search that finds nothing. `facets` come in display order, values most frequent first
    (years newest first), the selected ones always among them; `facet_totals` counts the values of each. `did_you_mean`
    is the query that a note proposes, or empty. `unexpanded` are the concepts that the visitor wants only as typed.
    `timeline` counts the set by its time of publication."""

    query: str
    total: int
    page: int
    pages: int
    took_ms: float
    generation: str
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    facet_totals: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    expansions: tuple[Expanded, ...] = ()
    unexpanded: tuple[Labelled, ...] = ()
    did_you_mean: str = ""
    matching: Matching = Matching.ALL
    others: tuple[Hit, ...] = ()
    others_note: Note | None = None
    others_query: str = ""
    fewer: tuple[Fewer, ...] = ()
    timeline: Timeline | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: `kind` is a facet (`value` is one of its values), `concept` or `word` (`value` is what to search),
    or `title` (`value` is the article's id). `count` is the number of articles, 0 for a title; `query` are the words
    before what is completed; `typed` is the part of the label that was typed, from the first character to behind the
    last."""

    kind: str
    value: str
    label: str
    count: int = 0
    query: str = ""
    typed: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an article: escaped, with the query's words marked, and its own direction; `start` and `end` are
    its offsets in the text as published."""

    html: str
    direction: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article for reading: the extracted values with labels, and the whole text in paragraphs. `siblings` are the
    other articles cut from the same page, `(id, title)`; `same_event` are articles in the other language that probably
    report the same event, which is inferred and may be wrong; `similar` are others about much the same. `neighbours`
    are those in the search that it was opened from."""

    article: Article
    hit: Hit
    blocks: tuple[Block, ...]
    generation: str
    siblings: tuple[tuple[str, str], ...] = ()
    same_event: tuple[Companion, ...] = ()
    neighbours: Neighbours | None = None
    similar: tuple[SimilarArticle, ...] = ()

    def record(self) -> Record:
        """The article as files have it."""
        hit = self.hit
        return Record(
            hit.id,
            hit.url,
            hit.title,
            hit.published,
            hit.language,
            hit.source,
            hit.countries,
            hit.agencies,
            hit.instruments,
        )
