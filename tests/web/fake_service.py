"""A search service without an index: a few articles, matched by plain words, so that pages are tested alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from markupsafe import Markup, escape

from indexer.engines.port.port import Step, Timeline
from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    EventDate,
    Evidence,
    InstrumentMention,
    Language,
    Precision,
    PublishedDate,
    Role,
    SourceMention,
    UnresolvedName,
)
from indexer.model.errors import NoIndexError
from indexer.model.facets import FACET_TABLE, Facet
from indexer.model.notes import Note
from search.curating.logged import LoggedQuery
from search.model.notes import NOT_THERE, OTHERS
from search.model.results import (
    ArticlePage,
    Block,
    Entry,
    Expanded,
    FacetSearch,
    FacetValue,
    FacetValues,
    Fewer,
    Hit,
    Labelled,
    Neighbours,
    Parameters,
    Record,
    Records,
    ResultPage,
    Suggestion,
)
from search.model.things import Overview, Row, Table, Thing, ThingPage

LABELS = {
    "AE": {"en": "United Arab Emirates", "ar": "الإمارات العربية المتحدة"},
    "TH": {"en": "Thailand", "ar": "تايلاند"},
    "KW": {"en": "Kuwait", "ar": "الكويت"},
    "BH": {"en": "Bahrain", "ar": "البحرين"},
    "iom": {"en": "International Organization for Migration", "ar": "المنظمة الدولية للهجرة"},
    "example-wire": {"en": "Example Wire", "ar": "وكالة المثال"},
    "mou": {"en": "Memorandum of understanding", "ar": "مذكرة تفاهم"},
    "ar": {"en": "Arabic", "ar": "العربية"},
    "en": {"en": "English", "ar": "الإنجليزية"},
}
DAY = PublishedDate("2019-12-10", Precision.DAY, Evidence("published", 0, 10, "10/12/2019", "numeric"))
MONTH = PublishedDate("2020-03", Precision.MONTH)

ARTICLES = (
    Article(
        id="a-1",
        uri="samples/one.txt",
        url="https://www.example.org/news/1",
        title="مذكرة تفاهم بين الإمارات وتايلاند",
        text="وقّعت الدولتان مذكرة تفاهم للتعاون.\nوحضر التوقيع ممثلو International Organization for Migration.",
        language=Language.AR,
        source=SourceMention("example-wire", "Example Wire"),
        published=DAY,
        countries=(
            CountryMention("AE", Role.PRIMARY, (Evidence("title", 16, 24, "الإمارات", "name"),)),
            CountryMention("TH", Role.PRIMARY, (Evidence("title", 26, 33, "تايلاند", "name"),)),
            CountryMention("KW", Role.MENTIONED),
            CountryMention(
                "BH",
                Role.MENTIONED,
                tuple(Evidence("text", 0, 7, words, "name") for words in ("المنامة", "البحرين", "المنامة")),
            ),
        ),
        agencies=(AgencyMention("iom", Role.PRIMARY),),
        instruments=(InstrumentMention("mou"),),
        unresolved=(UnresolvedName("لجنة المثال", Evidence("text", 0, 5, "لجنة المثال", "form")),),
        events=(EventDate("2015", Precision.YEAR, Evidence("text", 0, 4, "2015", "year")),),
        parent="page-1",
    ),
    Article(
        id="feeds/b 2?x=1",
        uri="samples/two.txt",
        url="javascript:alert(1)",
        title="Thailand & the <Emirates> sign a memorandum",
        text="The two parties signed a memorandum of understanding.",
        language=Language.EN,
        published=MONTH,
        countries=(CountryMention("TH", Role.PRIMARY),),
    ),
    Article(id="c-3", uri="samples/three.txt", text="اجتماع بلا عنوان ولا تاريخ", language=Language.AR),
)


@dataclass
class FakeService:
    """Counts and labels for ARTICLES; `error` is raised instead when set, `asked` keeps what was asked for."""

    articles: tuple[Article, ...] = ARTICLES
    name: str | None = "gen-000007"
    harm: str = ""
    folder: Path = Path("data")
    is_partial: bool = False
    error: Exception | None = None
    total: int | None = None
    notes: tuple[Note, ...] = ()
    expansions: tuple[Expanded, ...] = ()
    unexpanded: tuple[Labelled, ...] = ()
    has_others: bool = False
    part: int = 2000
    fewer: tuple[Fewer, ...] = ()
    #: In how many months there was news of pairs.
    months: int = 2
    asked: list[Parameters] = field(default_factory=list)
    leased: int = 0

    @contextmanager
    def lease(self) -> Iterator["FakeService"]:
        if self.name is None:
            raise NoIndexError("there is no index yet")
        self.leased += 1
        try:
            yield self
        finally:
            self.leased -= 1

    def search(self, parameters: Parameters) -> ResultPage:
        self._ask(parameters)
        words = parameters.q.split()
        found = [a for a in self.articles if all(word in a.title + a.text for word in words)]
        others = [a for a in self.articles if a not in found] if self.has_others else []
        total = len(found) if self.total is None else self.total
        pages = max(1, -(-total // parameters.limit))
        return ResultPage(
            query=parameters.q,
            total=total,
            page=min(parameters.page, pages),
            pages=pages,
            took_ms=3.4,
            generation=self.name or "",
            hits=tuple(hit(article, parameters) for article in found),
            facets=facets(found, parameters),
            facet_totals={name: len(values) for name, values in facets(found, parameters).items()},
            notes=self.notes,
            expansions=self.expansions,
            unexpanded=self.unexpanded,
            others=tuple(hit(article, parameters) for article in others),
            others_note=Note(OTHERS) if others else None,
            fewer=self.fewer,
            timeline=timeline(found),
        )

    def first(self, parameters: Parameters) -> tuple[str, ...]:
        return tuple(hit.id for hit in self.search(parameters).hits[: parameters.limit])

    def entries(self, parameters: Parameters) -> tuple[Entry, ...]:
        page = self.search(parameters)
        articles = {one.id: one for one in self.stored([hit.id for hit in page.hits])}
        return tuple(Entry(hit, articles[hit.id]) for hit in page.hits) if page.page == parameters.page else ()

    def logged(self, parameters: Parameters, page: ResultPage, day: date) -> LoggedQuery:
        return LoggedQuery(day, parameters.q, parameters.ui, page.total, False, ("ships",), parameters.not_expand)

    def records(self, parameters: Parameters, after: str, size: int, part: int = 1) -> Records | None:
        hits = self.search(replace(parameters, limit=size)).hits
        ids = [hit.id for hit in hits]
        if after and after not in ids:
            return None
        most = min(size, self.part)
        start = ids.index(after) + 1 if after else min(part - 1, max(0, len(ids) - 1) // most) * most
        chosen = hits[start : start + most]
        following = chosen[-1].id if start + len(chosen) < len(hits) else ""
        return Records(self.total or len(hits), tuple(map(record, chosen)), following, start + 1)

    def latest(self, instruments: tuple[str, ...], count: int, ui: str) -> tuple[Record, ...]:
        found = [one for one in self.articles if {mention.id for mention in one.instruments} & set(instruments)]
        return tuple(record(hit(one, Parameters(ui=ui))) for one in found[:count])

    def overview(self, parameters: Parameters) -> Overview:
        page = self.search(parameters)
        pair = labelled("AE", parameters.ui), labelled("TH", parameters.ui)
        parties = Table(pair, (Row(pair[0], (0, 3)), Row(pair[1], (3, 0))))
        kinds = Table((labelled("2019", parameters.ui),), (Row(labelled("mou", parameters.ui), (1,)),))
        months = tuple(Labelled(month, month) for month in ("2019-11", "2020-01"))
        agencies = Table(months, (Row(labelled("iom", parameters.ui), (1, 4), 6),))
        pairs = Table(months[: self.months], (Row(self._pair(parameters.ui), (1, 2)[: self.months], 2),))
        counted = page.facets, page.facet_totals, page.generation
        return Overview(page.total, page.timeline, parties, kinds, *counted, agencies, pairs)

    def _pair(self, ui: str) -> Labelled:
        names = " – ".join(labelled(part, ui).label for part in ("AE", "TH"))
        return Labelled("AE-TH", names)

    def thing_page(self, facet: str, value: str, beside: str, parameters: Parameters) -> ThingPage:
        page = self.search(parameters)
        years = tuple(Labelled(year, year) for year in ("2017", "2019"))
        head = (
            self._pair(parameters.ui)
            if beside == "party"
            else labelled({"agency": "iom", "country": "AE"}[beside], parameters.ui)
        )
        before, behind = FacetValue("TH", labelled("TH", parameters.ui).label, 9), None
        return ThingPage(page, Table(years, (Row(head, (1, 3), 4),)), before, behind)

    def thing(self, facet: str, value: str, ui: str) -> Thing | None:
        known = all(part in LABELS for part in value.split("-")) if facet == "party" else value in LABELS
        if not known:
            return None
        labels = {
            one: " – ".join(labelled(part, one).label for part in (value.split("-") if facet == "party" else [value]))
            for one in ("ar", "en")
        }
        return Thing(facet, value, labels[ui], labels, {"en": ("State of Kuwait",)} if value == "KW" else {})

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        self._ask(parameters)
        found = next((a for a in self.articles if a.id == article_id), None)
        if found is None:
            return None
        blocks = tuple(Block(marked(line, parameters.q), direction(line)) for line in found.text.splitlines())
        siblings = tuple((a.id, a.title or a.text) for a in self.articles if found.parent and a.id != article_id)
        near = neighbours([one.id for one in self.articles], article_id) if parameters.q else None
        return ArticlePage(found, hit(found, parameters), blocks, self.name or "", siblings, neighbours=near)

    def ids(self) -> list[str]:
        return sorted(article.id for article in self.articles)

    def stored(self, ids: Sequence[str]) -> list[Article]:
        found = {article.id: article for article in self.articles}
        return [found[id] for id in ids if id in found]

    def suggest(self, parameters: Parameters) -> tuple[Suggestion, ...]:
        country = Suggestion("country", "AE", labelled("AE", parameters.ui).label, 1, "", (7, 11))
        word = Suggestion("word", "Emirates", "Emirates", 1, "the", (0, 2))
        title = Suggestion("title", self.articles[0].id, self.articles[0].title)
        return (country, word, title) if parameters.q else ()

    def facet(self, name: str, asked: FacetSearch, parameters: Parameters) -> FacetValues:
        values = self.search(parameters).facets[name]
        wanted = (asked.prefix or asked.contains).casefold()
        found = tuple(value for value in values if wanted in value.label.casefold())
        return FacetValues(found, len(found))

    def known_concepts(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if id != "junk")

    def generation(self) -> str | None:
        return self.name

    def status_folder(self) -> Path:
        return self.folder

    def damage(self) -> str:
        return self.harm

    def close(self) -> None:
        self.name = None

    def _ask(self, parameters: Parameters) -> None:
        self.asked.append(parameters)
        if self.error is not None:
            raise self.error


def neighbours(ids: list[str], id: str) -> Neighbours:
    at = ids.index(id)
    return Neighbours(ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "", at)


def timeline(found: list[Article]) -> Timeline:
    days = sorted(article.published.date[:4] for article in found if article.published.date)
    return Timeline(Step.YEAR, {day: days.count(day) for day in days}, 0, len(found) - len(days))


def labelled(value: str, ui: str, role: str = "primary") -> Labelled:
    labels = LABELS.get(value, {})
    return Labelled(value, labels.get(ui, value), labels, role)


def direction(text: str) -> str:
    return "rtl" if any("\u0600" <= letter <= "\u06ff" for letter in text[:20]) else "ltr"


def marked(text: str, query: str) -> Markup:
    words = set(query.split())
    return Markup(" ").join(
        Markup("<mark>{}</mark>").format(word) if word in words else escape(word) for word in text.split(" ")
    )


def hit(article: Article, parameters: Parameters) -> Hit:
    title, ui = article.title or article.text[:40], parameters.ui
    return Hit(
        id=article.id,
        url=article.url,
        title=title,
        title_html=marked(title, parameters.q),
        title_direction=direction(title),
        titled=bool(article.title),
        snippet_html=marked(article.text, parameters.q),
        snippet_direction=direction(article.text),
        published=article.published,
        language=article.language.value,
        source=labelled(article.source.id, ui) if article.source else None,
        countries=tuple(labelled(c.code, ui, c.role.value) for c in article.countries),
        agencies=tuple(labelled(a.id, ui, a.role.value) for a in article.agencies),
        instruments=tuple(labelled(i.id, ui) for i in article.instruments),
        score=1.5,
        parties=article.party_pairs(),
        url_on_page=article.url_on_page(),
        explanation=(Note(NOT_THERE, {"word": parameters.q}),) if parameters.q else (),
    )


def record(hit: Hit) -> Record:
    return Record(**{name: getattr(hit, name) for name in Record.__dataclass_fields__})


def facets(found: list[Article], parameters: Parameters) -> dict[str, tuple[FacetValue, ...]]:
    values = {facet: [value for article in found for value in facet.values(article)] for facet in FACET_TABLE}
    return {facet.name: tuple(_counted(facet, given, parameters)) for facet, given in values.items()}


def _counted(facet: Facet, given: list[str], parameters: Parameters) -> list[FacetValue]:
    chosen, excluded = (parameters.filters.get(name, ()) for name in facet.parameters)
    return [
        FacetValue(value, labelled(value, parameters.ui).label, given.count(value), value in chosen, value in excluded)
        for value in dict.fromkeys([*given, *chosen, *excluded])
    ]


def many(count: int) -> tuple[Article, ...]:
    """That many copies of the first article, each with its own id."""
    return tuple(replace(ARTICLES[0], id=f"m-{number}") for number in range(count))
