"""Marks and reasons from the index are those of analysing each text again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle, Snapshot
from indexer.engines.port.query import And, Or, Phrase, Prefix, Query, Term
from indexer.model.article import Article, Language
from indexer.model.schema import Part, field_name
from search.compile.expansions import Pattern
from search.show.explanation import FORMS, Occurrences
from search.show.highlight import QueryTerms, mark, query_terms
from search.show.hits import Presenter, title_of
from search.show.marks import Marks

ANALYZER = Analyzer()
ENGLISH = ("Kuwait", "shelter", "shelters", "WHO", "who", "signed", "a", "memorandum", "of", "understanding", "2,500")
ARABIC = ("الكويت", "مأوى", "وزير", "الوزراء", "وزارة", "مذكرة", "تفاهم", "التفاهم", "في", "و", "وطن", "الوطنية")
WORDS = (*ENGLISH, *ARABIC, "U.A.E.", "دول", "دولة")
ENDS = (" ", " ", " ", ", ", ". ", "؟ ", "\n", "\n\n «")


@st.composite
def texts(draw: st.DrawFn, most: int = 60) -> str:
    words = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(ENDS)), max_size=most))
    return "".join(word + end for word, end in words)


def leaves() -> st.SearchStrategy[Query]:
    names = st.sampled_from([field_name(part, form) for part in Part for form in Form])
    tokens = [token for word in WORDS for token in ANALYZER.analyze(word)]
    terms = st.sampled_from(sorted({term for token in tokens for form in Form if (term := token.form(form))}))
    return st.one_of(
        st.builds(Term, names, terms),
        st.builds(Term, names, terms),
        st.builds(Prefix, names, terms.map(lambda term: term[:2])),
        st.builds(Phrase, names, st.tuples(terms, st.one_of(terms, st.none()), terms)),
        st.builds(Phrase, names, st.tuples(terms, terms)),
    )


def queries() -> st.SearchStrategy[Query]:
    return st.lists(leaves(), max_size=6).flatmap(lambda found: st.sampled_from([Or(tuple(found)), And(tuple(found))]))


def matched(terms: QueryTerms, tokens: Sequence[Token], skeletons: set[str]) -> list[Token]:
    """By plain loops over analysed tokens."""
    found = set()
    for index, token in enumerate(tokens):
        begun = any((token.form(form) or "").startswith(some) for form, some in terms.prefixes.items())
        alike = token.skeleton in terms.terms[Form.SKELETON] and token.skeleton not in skeletons
        if is_sure(terms, token) or begun or alike:
            found.add(index)
        for form, phrase in terms.phrases:
            run = tokens[index : index + len(phrase)]
            wanted = [(place, term) for place, term in enumerate(phrase) if term is not None]
            if wanted[-1][0] < len(run) and all(run[place].form(form) == term for place, term in wanted):
                found |= {index + place for place, _ in wanted}
    return [tokens[index] for index in sorted(found)]


def is_sure(terms: QueryTerms, token: Token) -> bool:
    return token.exact in terms.terms[Form.EXACT] or token.stem in terms.terms[Form.STEM]


def analysed(number: int, title: str, text: str) -> AnalysedArticle:
    value = Article(id=f"{number}", uri=f"file:{number}", title=title, text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(title), ANALYZER.analyze(text))


def opened(parent: Path, articles: Sequence[AnalysedArticle]) -> Snapshot:
    """Two segments."""
    engine, base = ColumnarEngine(), None
    for number, some in enumerate((articles[::2], articles[1::2])):
        directory = parent / f"{number}"
        directory.mkdir()
        engine.write(directory, some, base=base)
        base = directory
    return engine.open(base)


@pytest.mark.oracle
@given(
    given_texts=st.lists(st.tuples(texts(8), texts()), min_size=1, max_size=4),
    query=queries(),
)
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_marks_are_those_of_another_analysis(
    tmp_path_factory: pytest.TempPathFactory, given_texts: list[tuple[str, str]], query: Query
) -> None:
    articles = [analysed(number, *pair) for number, pair in enumerate(given_texts)]
    snapshot = opened(tmp_path_factory.mktemp("marks"), articles)
    terms = {part: query_terms(query, part) for part in Part}
    marks = Marks(snapshot.tokens([one.article.id for one in articles]), terms)
    for one in articles:
        parts = {Part.TITLE: one.title, Part.BODY: one.body}
        skeletons = {
            token.skeleton
            for part, own in parts.items()
            for token in own
            if token.skeleton and is_sure(terms[part], token)
        }
        for part, tokens in parts.items():
            wanted = matched(terms[part], tokens, skeletons)
            found = marks.of(marks.table.rows[one.article.id], part)
            assert [(token.start, token.end) for token in found] == [(token.start, token.end) for token in wanted]
            for token, other in zip(found, wanted, strict=True):
                alike = [(mark.word == token.word) for mark in found]
                assert alike == [(o.stem, o.stem or o.exact) == (other.stem, other.stem or other.exact) for o in wanted]
    snapshot.close()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    texts = (
        ("WHO met", "They who signed a memorandum of understanding in Kuwait. The memorandum."),
        ("وزير", "شارك الوزراء في الوزارة بالكويت، ووقعوا مذكرة تفاهم و مذكرة."),
        ("", "  \n\n Kuwait signed a memorandum of understanding. " + "Shelters opened there. " * 9),
    )
    found = opened(tmp_path_factory.mktemp("reasons"), [analysed(n, *pair) for n, pair in enumerate(texts)])
    yield found
    found.close()


@pytest.mark.parametrize("number", ["0", "1", "2"])
@pytest.mark.parametrize("word", WORDS)
def test_a_word_occurs_first_where_analysis_finds_it(snapshot: Snapshot, number: str, word: str) -> None:
    (article,) = snapshot.articles([number])
    occurrences = Occurrences(snapshot.tokens(["0", "1", "2"])).of(article)
    for token in ANALYZER.analyze(word):
        for part, text in zip(occurrences, (article.title, article.text), strict=True):
            assert part.find(token) == first_occurrence(token, text)


def first_occurrence(word: Token, text: str) -> tuple[Form, str] | None:
    """The first token that shares the strongest form, unless only case tells the two apart."""
    tokens = ANALYZER.analyze(text)
    for form in FORMS:
        own = [token for token in tokens if word.form(form) is not None and token.form(form) == word.form(form)]
        if own and (own[0].stem is None) == (word.stem is None):
            return Form.EXACT if own[0].exact == word.exact else form, text[own[0].start : own[0].end]
    return None


@pytest.mark.parametrize(
    ("number", "form", "terms", "published"),
    [
        ("0", Form.EXACT, ("memorandum", "of", "understanding"), "memorandum of understanding"),
        ("0", Form.STEM, ("memorandum", None, "understand"), "memorandum of understanding"),
        ("0", Form.EXACT, ("memorandum",), "memorandum"),
        ("0", Form.EXACT, ("memorandum", "memorandum"), None),
        ("1", Form.EXACT, ("مذكره", "تفاهم"), "مذكرة تفاهم"),
        ("1", Form.EXACT, ("تفاهم", "مذكره"), None),
        ("2", Form.EXACT, ("shelters", "opened"), "Shelters opened"),
    ],
)
def test_another_wording_is_quoted_as_published(
    snapshot: Snapshot, number: str, form: Form, terms: tuple[str | None, ...], published: str | None
) -> None:
    (article,) = snapshot.articles([number])
    _, text = Occurrences(snapshot.tokens([number])).of(article)
    assert text.find_pattern(Pattern(" ".join(filter(None, terms)), form, terms)) == published


def test_the_lead_that_stands_for_a_title_is_marked(snapshot: Snapshot, labels: object) -> None:
    (article,) = snapshot.articles(["2"])
    query = Or((Term("body_exact", "kuwait"), Phrase("body_exact", ("opened", "there"))))
    (hit,) = Presenter(snapshot, labels, query).hits([article], {"2": 1.0})
    assert hit.title == title_of(article)
    assert hit.title_html.startswith("<mark>Kuwait</mark> signed a memorandum of understanding.")
    assert mark("", []) == ""


def test_nothing_is_looked_for_without_words(
    snapshot: Snapshot, labels: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = snapshot.articles(["0", "1"])
    monkeypatch.setattr(type(snapshot), "tokens", None)
    hits = Presenter(snapshot, labels, Term("country", "KW")).hits(articles, {"0": 1.0, "1": 1.0})
    assert [hit.title_html for hit in hits] == ["WHO met", "وزير"]


@pytest.fixture
def labels() -> object:
    class Plain:
        def source(self, _: Article) -> None:
            return None

        def countries(self, _: Article) -> tuple[()]:
            return ()

        agencies = instruments = countries

    return Plain()
