"""Words that may each be found as several terms: whichever way they are narrowed and scored, the answer is the same."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.columnar.asking import compounds, counted, counting, lookups, words
from indexer.engines.columnar.asking.snapshot import ColumnarSnapshot
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.port.port import AnalysedArticle, Request, Scoring
from indexer.engines.port.query import And, AtLeast, Best, Not, Or, Phrase, Query, Term
from indexer.model.schema import TEXT_FIELDS
from tests.indexer.engines.engine_model import FACET_NAMES, WORDS, article, model_answer, model_bm25, queries

ARTICLES = 160
SCORING = Scoring(b={"body_exact": 0.3})
#: Constant -> values of which each forces another way through `WordsPlan`.
WAYS = {"FEW": (0, 5, 1000), "SEARCH_STEPS": (0, 10**6), "SCORE_STEPS": (0, 10**6), "SORTED_SHARE": (0, 10**6)}


@cache
def collection() -> tuple[AnalysedArticle, ...]:
    dice = random.Random(5)
    return tuple(
        article(
            f"{number:03d}",
            " ".join(dice.choices(WORDS, k=dice.randint(0, 3))),
            " ".join(dice.choices(WORDS, weights=(9, 5, 4, 3, 2, 1, 1), k=dice.randint(0, 9))),
            countries=tuple(dice.sample(("SA", "AE", "KW"), dice.randint(0, 3))),
            published=dice.choice((None, "2019", "2020-05")),
        )
        for number in range(ARTICLES)
    )


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> ColumnarSnapshot:
    directory = tmp_path_factory.mktemp("words")
    ColumnarEngine().write(directory, collection())
    return ColumnarEngine().open(directory)


def _words() -> st.SearchStrategy[tuple[Or, ...]]:
    term = st.builds(
        Term,
        st.sampled_from([field.name for field in TEXT_FIELDS]),
        st.sampled_from((*WORDS, "al", "be", "كت", "كب")),
        st.sampled_from((1.0, 0.5)),
    )
    word = st.lists(term, min_size=1, max_size=5, unique_by=lambda term: (term.field, term.text))
    return st.lists(word.map(tuple).map(Or), min_size=2, max_size=4).map(tuple)


@pytest.mark.oracle
@settings(max_examples=300, deadline=None)
@given(chosen=_words(), ways=st.fixed_dictionaries({name: st.sampled_from(values) for name, values in WAYS.items()}))
def test_every_way_gives_the_documents_and_scores_of_plain_loops(
    snapshot: ColumnarSnapshot, chosen: tuple[Or, ...], ways: dict[str, int]
) -> None:
    request = Request(And(chosen), limit=ARTICLES, scoring=SCORING, facets=FACET_NAMES)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ways.items():
            patch.setattr(words, name, value)
        answer = snapshot.search(request)
    expected = model_answer(list(collection()), request)
    assert {match.id for match in answer.matches} == expected.all_ids
    assert answer.facets == expected.facets
    # These texts are short enough for their lengths to be exact in Whoosh's one byte.
    scores = model_bm25(collection(), tuple(term for word in chosen for term in word.children), SCORING)
    for match in answer.matches:
        assert match.score == pytest.approx(scores[match.id], abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(chosen=_words(), few=st.sampled_from(WAYS["FEW"]))
def test_beside_other_clauses_words_only_say_which_documents_they_have(
    snapshot: ColumnarSnapshot, chosen: tuple[Or, ...], few: int
) -> None:
    clauses = (*chosen, Term("country", "SA"), Not(Term("title_exact", "beta")))
    request = Request(And(clauses), limit=ARTICLES, scoring=SCORING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "FEW", few)
        answer = snapshot.search(request)
    assert {match.id for match in answer.matches} == model_answer(list(collection()), request).all_ids


@pytest.mark.parametrize("share", [0, 10**6])
def test_facets_are_the_same_by_documents_and_by_postings(snapshot: ColumnarSnapshot, share: int) -> None:
    request = Request(Term("body_exact", "alpha"), facets=FACET_NAMES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "FEW_SHARE", share)
        answer = snapshot.search(request)
    assert answer.facets == model_answer(list(collection()), request).facets


#: Constant of `lookups` -> values of which each forces another way to look words up.
LOOKS = {"AT_ONCE": (0, 1 << 18), "SEARCH_STEPS": (0, 10**6)}
WORD, SYNONYM = Or((Term("title_exact", "alpha"), Term("body_stem", "al"))), Phrase("body_exact", ("beta", "alpha"))
MEANT = Best((WORD, Or((Term("body_exact", "gamma", 0.5), SYNONYM))))


def _looked_up(snapshot: ColumnarSnapshot, query: Query, looks: dict[str, int]) -> dict[str, float]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in looks.items():
            patch.setattr(lookups, name, value)
        for module in (compounds, counted):
            patch.setattr(module, "AT_ONCE", looks["AT_ONCE"])
        answer = snapshot.search(Request(query, limit=ARTICLES, scoring=SCORING))
    return {match.id: match.score for match in answer.matches}


@settings(max_examples=80, deadline=None)
@given(
    query=queries()
    | st.sampled_from([AtLeast((MEANT, WORD, SYNONYM, Term("body_exact", "delta")), 2), Or((MEANT, WORD))]),
    looks=st.fixed_dictionaries({name: st.sampled_from(values) for name, values in LOOKS.items()}),
)
def test_words_looked_up_together_score_as_one_by_one(
    snapshot: ColumnarSnapshot, query: Query, looks: dict[str, int]
) -> None:
    found = _looked_up(snapshot, query, looks)
    assert found.keys() == model_answer(list(collection()), Request(query, limit=ARTICLES)).all_ids
    assert found == pytest.approx(_looked_up(snapshot, query, {"AT_ONCE": 0, "SEARCH_STEPS": 0}), abs=1e-4)


def test_a_word_has_the_scores_of_its_terms_and_what_stands_for_it_those_of_the_better(
    snapshot: ColumnarSnapshot,
) -> None:
    def scores(query: Query) -> dict[str, float]:
        return _looked_up(snapshot, query, {"AT_ONCE": 1 << 18, "SEARCH_STEPS": 4})

    word, other, both = scores(WORD), scores(Or((Term("body_exact", "gamma", 0.5), SYNONYM))), scores(Or((MEANT, WORD)))
    assert any(other[name] > word[name] for name in word.keys() & other.keys())
    assert any(other[name] < word[name] for name in word.keys() & other.keys())
    expected = {
        name: max(word.get(name, 0), other.get(name, 0)) + word.get(name, 0) for name in word.keys() | other.keys()
    }
    assert both == pytest.approx(expected, abs=1e-4)
