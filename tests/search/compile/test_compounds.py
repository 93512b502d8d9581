"""Compound names are found in every spelling; what is no compound of the collection is not."""

from collections.abc import Iterator

import pytest
from asking import ids, search
from hypothesis import given
from hypothesis import strategies as st
from search_stories import serving, story

from analyzers.pipeline import Analyzer
from search.compile.compounds import HEADS, SHORTEST_REST, other_spellings
from search.query.parser import parse
from search.query.words import every_word
from search.service import SearchService

ANALYZER = Analyzer()
STORIES = (
    story("joined", "", "قال عبدالرحمن إن أبوبكر مستمر."),
    story("apart", "", "قال عبد الرحمن وأبو بكر إن العمل مستمر."),
    story("son", "", "قال بن سلمان ذلك."),
    story("hyphen", "", "Said Al-Asfour in Kuwait."),
    story("one", "", "Said Alasfour in Kuwait."),
    story("abdel", "", "Said Abdel Rahman in Kuwait."),
    story("abdul", "", "Said Abdulrahman in Kuwait."),
    story("album", "", "The album of a bum."),
    story("mali", "المالية", "وزارة المالية والوضع المالي."),
    story("phrase", "", "The common market of these states."),
    story("scattered", "", "Common, common stock in the market; a market is common, as markets are common."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    with serving(tmp_path_factory.mktemp("compounds") / "data", STORIES) as service:
        yield service


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("عبدالرحمن", {"joined", "apart", "abdel", "abdul"}),
        ("عبد الرحمن", {"joined", "apart", "abdel", "abdul"}),
        ("أبوبكر", {"joined", "apart"}),
        ("أبو بكر", {"joined", "apart"}),
        ("ابن سلمان", {"son"}),
        ("Al Asfour", {"hyphen", "one"}),
        ("Alasfour", {"hyphen", "one"}),
        ("Al-Asfour", {"hyphen", "one"}),
        ("Abdulrahman", {"joined", "apart", "abdel", "abdul"}),
        ("Abdul Rahman", {"joined", "apart", "abdel", "abdul"}),
        ("album", {"album"}),
    ],
)
def test_a_compound_name_is_found_in_every_spelling(service: SearchService, typed: str, found: set[str]) -> None:
    assert {hit.id for hit in search(service, typed).hits} == found


def test_another_spelling_can_be_left_out(service: SearchService) -> None:
    (expansion,) = search(service, "Alasfour").expansions
    page = search(service, "Alasfour", not_expand=(expansion.concept,))
    assert {hit.id for hit in page.hits} == {"one"}
    assert [label.label for label in page.unexpanded] == ["Alasfour"]


def test_a_name_is_not_its_homograph(service: SearchService) -> None:
    assert search(service, "Mali").total == 0


def test_the_words_of_a_name_come_first_where_they_stand_together(service: SearchService) -> None:
    assert ids(search(service, "common market"))[:2] == ["phrase", "scattered"]


@given(st.lists(st.sampled_from([*HEADS, "الرحمن", "asfour", "x", "عبدالرحمن", "alasfour"]), max_size=6))
def test_spellings_are_of_words_that_are_there_and_differ_from_them(typed: list[str]) -> None:
    words = list(every_word(parse(" ".join(typed)).tree, ANALYZER))
    for spelling in other_spellings(words):
        own = tuple(word.token.exact for word in words[spelling.first : spelling.last])
        assert own
        assert spelling.terms != own
        assert all(len(term) >= min(2, SHORTEST_REST) for term in spelling.terms)
