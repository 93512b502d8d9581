"""A typed vowel mark chooses among the meanings of a name, and hides no article."""

from collections.abc import Iterator

import pytest
from asking import ids, search
from search_stories import serving, story

from search.compile.marked_names import chosen_by_marks
from search.service import SearchService

STORIES = (
    story("oman-en", "", "The minister of Oman was there.", countries="OM"),
    story("amman-en", "", "The meeting in Amman ended."),
    story("unmarked", "", "انتهى اللقاء في عمان أمس."),
    story("marked", "", "انتهى اللقاء في عمّان أمس."),
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    with serving(tmp_path_factory.mktemp("marked") / "data", STORIES) as service:
        yield service


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("عمّان", {"amman-en", "unmarked", "marked"}),
        ("عَمَّان", {"amman-en", "unmarked", "marked"}),
        ("عُمان", {"oman-en", "unmarked", "marked"}),
        ("عُمَان", {"oman-en", "unmarked", "marked"}),
        ("عمان", {"oman-en", "unmarked", "marked"}),
    ],
)
def test_marks_choose_the_meaning_and_hide_nothing(service: SearchService, typed: str, found: set[str]) -> None:
    assert set(ids(search(service, typed))) == found


@pytest.mark.parametrize(
    ("typed", "concept"),
    [("عمّان", "place:jo-amman"), ("عُمان", "country:OM"), ("عمان", ""), ("عُمّان", ""), ("مالّي", ""), ("", ""), ("ّ", "")],
)
def test_a_word_without_the_marks_of_one_name_chooses_none(typed: str, concept: str) -> None:
    assert chosen_by_marks(typed) == concept
