"""Every engine gives the tokens of its articles as analysis gave them, whatever became of its segments."""

from bisect import bisect_left
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form, Token
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle, Engine
from indexer.engines.port.tokens import HEAD, NONE, TokenTable
from indexer.engines.stock.engine import WhooshEngine
from indexer.model.article import Article, Language
from indexer.model.schema import Part
from indexer.model.sentences import sentence_starts

ANALYZER = Analyzer()
#: The second writes many small segments, which are merged.
SUBJECTS = {"whoosh": WhooshEngine(), "columnar": ColumnarEngine(), "merged": ColumnarEngine(tokens_in_memory=5)}
EXAMPLES = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXTS = (
    "",
    "Doha hosts the ministers. The ministers signed; WHO did not!\nBanana, banana and an ananas",
    "وقّع الوزير مذكرة تفاهم. شارك الوزراء في الاجتماع؟\n\n«الوزارة» تعاون",
    "\n  … Kuwait و ي و ي  a a a a. Aaaaa " + "x" * 200 + " end",
    "The word " * 200 + "Muscat. " + "كلمة " * 120,
    "www.example.org/a-long-address-with-many-parts/that-is-longer-than-sixty-three-characters info@iom.int",
)
GRAMS = (" a ", "ana", "nan", " ba", "وزي", " ال", "aaa", "zzz", " و ", "na ")
FORMS = (Form.EXACT, Form.STEM, Form.SKELETON)


def analysed(name: str, title: str, text: str) -> AnalysedArticle:
    value = Article(id=name, uri=f"file:{name}", title=title, text=text, language=Language.MIXED)
    return AnalysedArticle(value, ANALYZER.analyze(title), ANALYZER.analyze(text))


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest) -> Engine:
    return SUBJECTS[request.param]


def built(subject: Engine, parent: Path, steps: list[tuple[list[str], list[AnalysedArticle]]]) -> Path:
    """The index after some writes, each on the one before."""
    base = None
    for deleted, articles in steps:
        directory = parent / f"{len(list(parent.iterdir()))}"
        directory.mkdir()
        subject.write(directory, articles, base=base, deleted=deleted)
        base = directory
    assert base is not None
    return base


def check(table: TokenTable, articles: dict[str, AnalysedArticle], heads: bool) -> None:
    assert sorted(table.ids) == sorted(articles)
    for id_, one in articles.items():
        body = one.body[: bisect_left([token.start for token in one.body], HEAD)] if heads else one.body
        check_part(table, id_, Part.TITLE, one.title, heads)
        check_part(table, id_, Part.BODY, body, heads)
        check_sentences(table, id_, one.article.text, body, heads)


def check_part(table: TokenTable, id_: str, part: Part, tokens: list[Token], heads: bool) -> None:
    own = table.part(table.rows[id_], part)
    assert own.stop - own.start == len(tokens)
    if not heads:
        assert table.starts[own].tolist() == [token.start for token in tokens]
        assert table.ends[own].tolist() == [token.end for token in tokens]
    assert table.vocabulary.sizes()[own].tolist() == [len(token.exact) for token in tokens]
    for form in FORMS:
        assert [number == NONE for number in table.column(form)[own]] == [not token.form(form) for token in tokens]
        terms = {token.form(form) for token in tokens[:40]} - {None}
        table.look_for(form, [*terms, "nowhere"])
        assert not len(table.places(form, "nowhere"))
        for term in terms:
            places = [place for place in table.places(form, term).tolist() if own.start <= place < own.stop]
            wanted = [at for at, token in enumerate(tokens, own.start) if token.form(form) == term]
            assert places == wanted
            assert all(table.has(form, term, place) and not table.has(form, "nowhere", place) for place in wanted)
    at, which = table.vocabulary.letters(GRAMS)
    assert at.tolist() == sorted(at.tolist())
    pairs = zip(at.tolist(), which.tolist(), strict=True)
    assert sorted((token - own.start, gram) for token, gram in pairs if own.start <= token < own.stop) == [
        (index, gram)
        for index, token in enumerate(tokens)
        for gram, letters in enumerate(GRAMS)
        for _ in range(f" {token.exact} ".count(letters))
    ]


def check_sentences(table: TokenTable, id_: str, text: str, body: list[Token], heads: bool) -> None:
    """Each token's sentence is the last one that starts before it."""
    own = table.part(table.rows[id_], Part.BODY)
    inside = [at for at, token in enumerate(table.sentences.tolist()) if own.start <= token < own.stop]
    starts = [0, *sentence_starts(text)]
    for index, token in enumerate(body):
        before = [at for at in inside if table.sentences[at] <= own.start + index]
        wanted = max(start for start in starts if start <= token.start)
        if not heads:
            assert (int(table.sentence_starts[before[-1]]) if before else 0) == wanted
        opens = index > 0 and any(body[index - 1].start < start <= token.start for start in starts)
        assert (index == 0 or own.start + index in table.sentences) == (index == 0 or opens)


@pytest.mark.parametrize("heads", [False, True])
def test_tokens_are_those_of_analysis(subject: Engine, tmp_path: Path, heads: bool) -> None:
    articles = {f"{n}": analysed(f"{n}", TEXTS[n - 1][:60], text) for n, text in enumerate(TEXTS)}
    snapshot = subject.open(built(subject, tmp_path, [([], list(articles.values()))]))
    check(snapshot.tokens([*articles, "nowhere"], heads=heads), articles, heads)
    check(snapshot.tokens(["3"], heads=heads), {"3": articles["3"]}, heads)
    assert len(snapshot.tokens([], heads=heads)) == len(snapshot.tokens(["nowhere"], heads=heads)) == 0
    snapshot.close()


texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=60))
steps = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcdefgh"), max_size=3),
        st.lists(st.builds(analysed, st.sampled_from("abcdefgh"), texts, texts), max_size=6),
    ),
    min_size=1,
    max_size=5,
)


@EXAMPLES
@given(steps=steps)
def test_tokens_survive_revisions(
    subject: Engine, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[str], list[AnalysedArticle]]]
) -> None:
    left: dict[str, AnalysedArticle] = {}
    for deleted, articles in steps:
        left = {name: one for name, one in left.items() if name not in deleted}
        left |= {one.article.id: one for one in articles}
    snapshot = subject.open(built(subject, tmp_path_factory.mktemp("revisions"), steps))
    for heads in (False, True):
        check(snapshot.tokens(list("abcdefgh"), heads=heads), left, heads)
    snapshot.close()


@pytest.fixture
def snapshot(subject: Engine, tmp_path: Path):
    first = [analysed("1", "Doha talks", "The talks in Doha and Muscat. Talks on trade"), analysed("2", "", "talk")]
    second = [analysed("3", "محادثات الدوحة", "مذكرة تفاهم بين الدوحة ومسقط. التفاهم")]
    opened = subject.open(built(subject, tmp_path, [([], first), ([], second)]))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("id_", "terms", "found"),
    [
        ("1", ("the", "talks", "in"), ["The talks in"]),
        ("1", ("doha", None, "muscat"), ["Doha and Muscat"]),
        ("1", ("doha", "talks"), ["Doha talks"]),  # the title, not its end with the beginning of the text
        ("1", ("talks", "the"), []),
        ("1", ("trade", None), ["trade"]),
        ("1", (None, "talks"), []),
        ("1", (), []),
        ("3", ("مذكره", "تفاهم"), ["مذكرة تفاهم"]),
        ("3", ("التفاهم", "مذكره"), []),
    ],
)
def test_a_phrase_lies_in_one_part(snapshot, id_: str, terms: tuple[str | None, ...], found: list[str]) -> None:
    table = snapshot.tokens(["1", "2", "3"])
    (article,) = snapshot.articles([id_])
    text = article.title + article.text
    there = []
    for first in table.runs(Form.EXACT, terms).tolist():
        row = table.rows[id_]
        if table.part(row, Part.TITLE).start <= first < table.part(row, Part.BODY).stop:
            shift = 0 if first < table.part(row, Part.TITLE).stop else len(article.title)
            last = min(first + len(terms), table.part(row, Part.BODY).stop) - 1
            there.append(text[shift + table.starts[first] : shift + table.ends[last]])
    assert there == found


@pytest.mark.parametrize(("prefix", "count"), [("talk", 4), ("ta", 4), ("تفا", 1), ("ال", 3), ("zz", 0)])
def test_what_begins_so_is_found_in_titles_and_texts(snapshot, prefix: str, count: int) -> None:
    table = snapshot.tokens(["1", "2", "3"])
    assert int(table.beginning(Form.EXACT, prefix).sum()) == count
