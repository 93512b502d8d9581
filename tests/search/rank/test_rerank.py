"""The second look: what lifts an article, and that it only ever reorders."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from indexer.engines.port.packed_tokens import pack_tokens, table_of
from indexer.engines.port.port import Match
from indexer.engines.port.tokens import HEAD, TokenTable
from search.model.ranking import OTHERS_ALONE, RERANK_WEIGHTS
from search.model.rarity import rarity
from search.rank.others import Other
from search.rank.rerank import LEAD_WORDS, Reranker

ANALYZER = Analyzer()
#: An article, its first word, and an article in the other language that begins with its translation.
FOREIGN = [
    ("Dhows sail from Muscat at dawn.", "Dhows", "سفن تبحر من مسقط عند الفجر."),
    ("سفن تبحر من مسقط عند الفجر.", "سفن", "Dhows sail from Muscat at dawn."),
]
FILLER = "Nothing in this long line has to do with it. " * 6


class Stored:
    """A snapshot that only holds the tokens of texts, which have no titles."""

    def __init__(self, **texts: str) -> None:
        self.packed = {id_: pack_tokens(text, [], ANALYZER.analyze(text)) for id_, text in texts.items()}

    def tokens(self, ids: list[str], *, heads: bool = False) -> TokenTable:
        return table_of({id_: self.packed[id_] for id_ in ids if id_ in self.packed}, heads)


def reranker(query: str, **texts: str) -> Reranker:
    return Reranker(Stored(**texts), ANALYZER.analyze(query), lambda word: 1.0)


def column(name: str, query: str, text: str) -> float:
    return float(reranker(query, a=text).features([Match("a", 0.0)])[name][0])


@pytest.mark.parametrize(
    ("feature", "better", "worse"),
    [
        ("lead", f"Shelter opens in Doha. {FILLER}", f"{FILLER} Shelter opens in Doha."),
        ("first", f"Shelter opens. {FILLER * 2}", f"{FILLER} Shelter opens. {FILLER}"),
        ("sentence", "A shelter in Doha. It is new.", "A shelter. It is in Doha."),
        ("pairs", "The Doha shelters opened.", "The shelter in Doha opened."),
    ],
)
def test_what_a_feature_prefers(feature: str, better: str, worse: str) -> None:
    ahead = column(feature, "Doha shelter", better) - column(feature, "Doha shelter", worse)
    assert ahead * RERANK_WEIGHTS[feature] > 0


@pytest.mark.parametrize(
    ("query", "text", "counted"),
    [
        ("وزير", "حضر الوزراء الاجتماع", 1.0),
        ("وزير", "حضرت الوزارة الاجتماع", 1.0),
        # وطن is a word, and the skeleton of another one.
        ("وطن", "اجتماع اللجنة الوطنية", 1.0),
        ("وطن", "الوطن للجميع", 1.0),
        ("ministry", "The minister came", 0.0),
    ],
)
def test_a_skeleton_counts_as_a_stem_does(query: str, text: str, counted: float) -> None:
    assert column("lead", query, text) == counted


def test_a_word_counts_by_its_first_place() -> None:
    assert column("first", "Doha", "Doha, Muscat, Doha") == 1.0
    assert column("first", "Doha", "Muscat, Doha") == pytest.approx(1 / math.log2(3))
    assert column("first", "Doha", "Muscat") == 0.0


def test_letters_find_other_endings() -> None:
    columns = reranker("inspectors", a="inspectorate", b="shelter").features([Match("a", 0.0), Match("b", 0.0)])
    near, far = columns["letters"]
    assert near > far == 0.0


def test_every_feature_has_a_weight_and_the_reverse() -> None:
    assert reranker("shelter", a="a shelter").features([Match("a", 1.0)]).keys() == RERANK_WEIGHTS.keys()


def test_articles_with_all_the_words_stay_in_front() -> None:
    look = reranker("Doha shelter", a=FILLER, b=FILLER, c="The Doha shelter.", d="The Doha shelter opened")
    matches = [Match(id_, 1.0) for id_ in "abcd"]
    assert [match.id for match in look.order(matches, 1)][:2] == ["a", "c"]
    assert [match.id for match in look.order(matches, 4)][:2] == ["c", "d"]


def test_nothing_is_reordered_when_an_article_cannot_be_read() -> None:
    matches = (Match("a", 2.0), Match("gone", 3.0))
    assert reranker("Doha", a="Doha").order(matches, 2) == matches


@given(
    st.lists(st.tuples(st.text(max_size=40), st.floats(0, 50)), min_size=1, max_size=8),
    st.text(max_size=20),
    st.integers(0, 8),
)
def test_it_only_ever_reorders(articles: list[tuple[str, float]], query: str, with_all: int) -> None:
    texts = {str(index): text for index, (text, _) in enumerate(articles)}
    matches = [Match(str(index), score) for index, (_, score) in enumerate(articles)]
    found = reranker(query, **texts).order(matches, with_all)
    assert sorted(match.id for match in found) == sorted(texts)
    assert {match.id for match in found[:with_all]} == {match.id for match in matches[:with_all]}


def test_the_lead_ends_where_it_says() -> None:
    text = "shelter " * LEAD_WORDS + "Muscat"
    assert column("first", "Muscat", text) > column("lead", "Muscat", text) == 0.0


def test_an_article_is_judged_by_its_head() -> None:
    assert column("letters", "Muscat", "word " * (HEAD // 5) + "Muscat") == 0.0
    assert column("letters", "Muscat", "word " * (HEAD // 5 - 1) + "Muscat") > 0.0


def test_a_rarer_word_weighs_more_and_none_weighs_less_than_nothing() -> None:
    weights = [rarity(100, having) for having in (0, 1, 50, 100)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


@pytest.mark.parametrize(("own", "query", "foreign"), FOREIGN)
def test_letters_are_as_rare_beside_articles_in_another_script(own: str, query: str, foreign: str) -> None:
    texts = {"near": own, "far": own.replace(query, "")}
    matches = [Match(name, 0.0) for name in texts]
    alone = reranker(query, **texts).features(matches)
    more = {f"other{number}": foreign for number in range(9)}
    beside = reranker(query, **texts, **more).features([*matches, *(Match(name, 0.0) for name in more)])
    assert alone is not None
    assert beside is not None
    assert beside["letters"][:2].tolist() == alone["letters"].tolist()
    assert not beside["letters"][2:].any()


@pytest.mark.parametrize(("own", "query", "foreign"), FOREIGN)
@pytest.mark.parametrize(("certain", "share"), [(True, 1.0), (False, OTHERS_ALONE)])
def test_what_is_found_by_translations_alone_counts_less(
    own: str, query: str, foreign: str, certain: bool, share: float
) -> None:
    translation = ANALYZER.analyze(foreign)[0]
    other = Other(f" {translation.stem} ", (translation.exact,), 1.0, certain)
    stored = Stored(own=own, foreign=foreign, both=f"{query} {foreign}")
    look = Reranker(stored, ANALYZER.analyze(query), lambda _: 1.0, [[other]])
    columns = look.features([Match(name, 8.0) for name in ("own", "foreign", "both")])
    assert columns is not None
    assert columns["engine"].tolist() == [8.0, 8.0 * share, 8.0]
    assert columns["lead"].tolist() == [1.0, share, 1.0]
