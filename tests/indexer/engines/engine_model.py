"""A model of an engine in plain Python, and the strategies that make collections and requests for it."""

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from hypothesis import strategies as st

from analyzers.tokens import Token
from indexer.engines.port.port import AnalysedArticle, Match, Request, Scoring, Selection, Sort, Step, Timeline
from indexer.engines.port.query import (
    And,
    AtLeast,
    Best,
    Every,
    Maybe,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Query,
    Term,
)
from indexer.model.article import (
    AgencyMention,
    Article,
    CountryMention,
    InstrumentMention,
    Language,
    Precision,
    PublishedDate,
    Role,
    SourceMention,
)
from indexer.model.schema import FACETS, TEXT_FIELDS, Part

FACET_NAMES = tuple(FACETS)
WORDS = ("alpha", "alpine", "beta", "bet", "كتاب", "كتب", "و")
PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
DATES = (None, "2019", "2019-02", "2019-12-31", "2020-01-01", "2020", "2021-07")
DAYS = (None, date(2019, 2, 28), date(2019, 12, 31), date(2020, 1, 1), date(2021, 8, 1))


def tokens(words: list[str]) -> list[Token]:
    """Tokens whose stem is the first two letters (none for a one-letter word); a skeleton for Arabic words only."""
    found, start = [], 0
    for position, word in enumerate(words):
        stem = word[:2] if len(word) > 1 else None
        skeleton = word[0] + word[-1] if word > "ء" and stem else None
        found.append(Token(start, start + len(word), position, word, stem, skeleton))
        start += len(word) + 1
    return found


def article(
    name: str,
    title: str,
    body: str,
    *,
    countries: tuple[str, ...] = (),
    agencies: tuple[str, ...] = (),
    instruments: tuple[str, ...] = (),
    source: str | None = None,
    published: str | None = None,
    language: str = "en",
    entered: int = 0,
) -> AnalysedArticle:
    day = PublishedDate(published, PRECISIONS[len(published)]) if published else PublishedDate()
    value = Article(
        id=name,
        uri=f"file:{name}",
        title=title,
        text=body,
        language=Language(language),
        source=SourceMention(source, source) if source else None,
        published=day,
        countries=tuple(CountryMention(code, Role.PRIMARY) for code in countries),
        agencies=tuple(AgencyMention(code, Role.PRIMARY) for code in agencies),
        instruments=tuple(InstrumentMention(code) for code in instruments),
        entered=entered,
    )
    return AnalysedArticle(value, tokens(title.split()), tokens(body.split()))


def _subsets(values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values.split()), unique=True, max_size=3).map(tuple)


def _texts(size: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), max_size=size).map(" ".join)


def articles(name: st.SearchStrategy[str]) -> st.SearchStrategy[AnalysedArticle]:
    return st.builds(
        article,
        name,
        _texts(3),
        _texts(9),
        countries=_subsets("SA AE KW"),
        agencies=_subsets("iom unodc"),
        instruments=_subsets("mou visit"),
        source=st.sampled_from((None, "wam", "kuna")),
        published=st.sampled_from(DATES),
        language=st.sampled_from(("ar", "en", "mixed")),
        entered=st.integers(1, 4),
    )


def revisions(max_size: int = 3) -> st.SearchStrategy[list[tuple[list[str], list[AnalysedArticle]]]]:
    """Steps in the life of a collection: `(ids deleted, articles added or replaced)`."""
    names = st.sampled_from("abcdefghij")
    step = st.tuples(st.lists(names, max_size=3), st.lists(articles(names), max_size=8))
    return st.lists(step, min_size=1, max_size=max_size)


def _leaves() -> st.SearchStrategy[Query]:
    name = st.sampled_from([field.name for field in TEXT_FIELDS])
    word = st.sampled_from((*WORDS, "al", "be", "كت", "كب", "omega"))
    boost = st.sampled_from((1.0, 0.25, 3.0))
    return st.one_of(
        st.builds(Term, name, word, boost),
        st.builds(Term, name, word, boost),
        st.builds(Term, st.just("country"), st.sampled_from(("SA", "AE", "OM"))),
        st.builds(Phrase, name, st.lists(st.sampled_from((*WORDS, None)), max_size=3).map(tuple), boost),
        st.builds(Prefix, name, st.sampled_from(("", "a", "al", "bet", "ك", "x")), boost),
        st.builds(Published, st.sampled_from(DAYS[1:]), st.sampled_from(DAYS[1:]), st.sampled_from((0.0, 2.0))),
        st.sampled_from((Every(), Nothing())),
    )


def _branches(child: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    children = st.lists(child, max_size=4).map(tuple)
    return st.one_of(
        st.builds(And, children),
        st.builds(Or, children),
        st.builds(Best, children),
        st.builds(AtLeast, children, st.integers(0, 4)),
        st.lists(st.tuples(child, st.integers(1, 4)), max_size=4).flatmap(_weighted),
        st.builds(Not, child),
        st.builds(Maybe, child, child),
    )


def _weighted(pairs: list[tuple[Query, int]]) -> st.SearchStrategy[Query]:
    children, weights = tuple(child for child, _ in pairs), tuple(weight for _, weight in pairs)
    return st.builds(AtLeast, st.just(children), st.integers(0, sum(weights) + 1), st.just(weights))


def queries() -> st.SearchStrategy[Query]:
    return st.recursive(_leaves(), _branches, max_leaves=8)


def requests() -> st.SearchStrategy[Request]:
    values = {"country": "SA AE KW OM", "source": "wam kuna", "language": "ar en", "year": "2019 2021"}
    some = {
        name: st.builds(Selection, _subsets(text).map(frozenset), _subsets(text).map(frozenset), st.booleans())
        for name, text in values.items()
    }
    return st.builds(
        Request,
        query=queries(),
        selections=st.fixed_dictionaries({}, optional=some),
        first_day=st.sampled_from(DAYS),
        last_day=st.sampled_from(DAYS),
        sort=st.sampled_from(Sort),
        offset=st.sampled_from((0, 0, 1)),
        limit=st.sampled_from((10, 10, 2)),
        facets=_subsets(" ".join(FACETS)),
        bars=st.sampled_from((0, 3, 20, 400)),
        crossed=st.lists(st.tuples(st.sampled_from(FACET_NAMES), st.sampled_from(FACET_NAMES)), max_size=2).map(tuple),
        crossed_most=st.sampled_from((0, 1, 2)),
        entered_after=st.sampled_from((0, 0, 1, 3, 4)),
        scoring=st.builds(Scoring, k1=st.sampled_from((1.2, 0.5)), b=st.just({"body_exact": 0.3})),
    )


@dataclass(frozen=True)
class Expected:
    total: int
    matches: tuple[Match, ...]
    facets: dict[str, dict[str, int]]
    all_ids: frozenset[str]
    timeline: Timeline | None
    crossed: dict[tuple[str, str], dict[str, dict[str, int]]]


def model_answer(collection: list[AnalysedArticle], request: Request) -> Expected:
    """The answer by plain loops; `matches` are right for the two date orders only."""
    collection = [a for a in collection if a.article.entered > request.entered_after or not request.entered_after]
    base = [a for a in collection if model_matches(request.query, a) and _in_window(a.article, request)]
    counts = {name: _counts(name, base, request) for name in request.facets}
    found = [a for a in base if all(_selected(a.article, name, s) for name, s in request.selections.items())]
    ordered = sorted(found, key=lambda a: (_date_key(a.article, request.sort), a.article.id))
    page = tuple(Match(a.article.id, 0.0) for a in ordered)[request.offset : request.offset + request.limit]
    crossed = {pair: _crossed([a.article for a in found], *pair, request.crossed_most) for pair in request.crossed}
    all_ids = frozenset(a.article.id for a in found)
    return Expected(len(found), page, counts, all_ids, _timeline(collection, found, request), crossed)


def _timeline(collection: list[AnalysedArticle], found: list[AnalysedArticle], request: Request) -> Timeline | None:
    if not request.bars:
        return None
    whole = replace(request, first_day=None, last_day=None, bars=0, crossed=())
    undated = model_answer([a for a in collection if a.article.published.first_day is None], whole).total
    spans = [(a.article.published.first_day, a.article.published.last_day) for a in found]
    days = [(first, last) for first, last in spans if first and last]
    if not days:
        return Timeline(Step.YEAR, {}, 0, undated)
    start, end = min(first for first, _ in days), max(last for _, last in days)
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    needed = {Step.DAY: (end - start).days + 1, Step.MONTH: months, Step.YEAR: 0}
    lengths = zip(Step, (10, 7, 4), strict=True)
    step, length = next((step, size) for step, size in lengths if needed[step] <= request.bars)
    bars = [{first.isoformat()[:length], last.isoformat()[:length]} for first, last in days]
    sure = sorted(bar.pop() for bar in bars if len(bar) == 1)
    return Timeline(step, {bar: sure.count(bar) for bar in sure}, sum(len(bar) == 2 for bar in bars), undated)


def _crossed(found: list[Article], name: str, other: str, most: int) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for one in found:
        for value, beside in product(set(FACETS[name](one)), set(FACETS[other](one))):
            row = counts.setdefault(value, {})
            row[beside] = row.get(beside, 0) + 1
    having = Counter(value for one in found for value in set(FACETS[name](one)))
    kept = sorted(having, key=lambda value: (-having[value], value))[: most or None]
    return {value: row for value, row in counts.items() if value in kept}


def _counts(name: str, base: list[AnalysedArticle], request: Request) -> dict[str, int]:
    counts: dict[str, int] = {}
    for a in base:
        if all(_selected(a.article, other, s) for other, s in request.selections.items() if other != name or s.every):
            for value in set(FACETS[name](a.article)):
                counts[value] = counts.get(value, 0) + 1
    return counts


def _selected(value: Article, name: str, selection: Selection) -> bool:
    has = set(FACETS[name](value))
    if has & selection.exclude:
        return False
    return selection.include <= has if selection.every else not selection.include or bool(has & selection.include)


def _in_window(value: Article, request: Request) -> bool:
    if request.first_day is None and request.last_day is None:
        return True
    first, last = value.published.first_day, value.published.last_day
    if first is None or last is None:
        return False
    return last >= (request.first_day or date.min) and first <= (request.last_day or date.max)


def _date_key(value: Article, sort: Sort) -> float:
    first = value.published.first_day
    if first is None:
        return math.inf
    return first.toordinal() if sort is Sort.OLDEST else -first.toordinal()


def _terms(field: str, analysed: AnalysedArticle) -> list[tuple[str, int]]:
    if field in FACETS:
        return [(value, 0) for value in FACETS[field](analysed.article)]
    (text,) = (text for text in TEXT_FIELDS if text.name == field)
    source = analysed.title if text.part is Part.TITLE else analysed.body
    return [(term, token.position) for token in source if (term := token.form(text.form))]


def model_matches(query: Query, a: AnalysedArticle) -> bool:
    match query:
        case Term(field, text):
            return any(term == text for term, _ in _terms(field, a))
        case Prefix(field, text):
            return any(term.startswith(text) for term, _ in _terms(field, a))
        case Phrase(field, terms):
            wanted = [(offset, term) for offset, term in enumerate(terms) if term is not None]
            there = set(_terms(field, a))
            starts = {position - wanted[0][0] for _, position in there} if wanted else set()
            return any(all((term, start + offset) in there for offset, term in wanted) for start in starts)
        case And(children):
            return all(model_matches(child, a) for child in children)
        case Or(children) | Best(children):
            return any(model_matches(child, a) for child in children)
        case AtLeast(children, minimum, weights):
            pairs = zip(children, weights or [1] * len(children), strict=True)
            return sum(weight for child, weight in pairs if model_matches(child, a)) >= minimum
        case Not(child):
            return not model_matches(child, a)
        case Maybe(required, _):
            return model_matches(required, a)
        case Published(first, last):
            day = a.article.published
            return day.first_day is not None and first <= day.first_day and day.last_day <= last
        case Every():
            return True
        case _:
            return False


def model_bm25(collection: tuple[AnalysedArticle, ...], terms: tuple[Term, ...], scoring: Scoring) -> dict[str, float]:
    """Okapi BM25 as Whoosh weighs it: idf is `ln(N / (n + 1)) + 1`; fields add up."""
    scores: dict[str, float] = {}
    for term in terms:
        lists = {a.article.id: [text for text, _ in _terms(term.field, a)] for a in collection}
        average = sum(map(len, lists.values())) / len(collection)
        holders = {name: words.count(term.text) for name, words in lists.items() if term.text in words}
        idf = math.log(len(collection) / (len(holders) + 1)) + 1
        b = scoring.b.get(term.field, scoring.default_b)
        for name, frequency in holders.items():
            norm = scoring.k1 * (1 - b + b * len(lists[name]) / average)
            scores[name] = scores.get(name, 0.0) + term.boost * idf * frequency * (scoring.k1 + 1) / (frequency + norm)
    return scores
