"""Words that share only their consonants with a word of the query: found, but after the word itself, and told apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import STORIES, story, write_generation

from indexer.model.settings import Settings, seeds_directory
from search.model.notes import ALIKE_FOLLOW, NONE_WITH_THE_WORD, OTHERS
from search.model.results import Parameters, ResultPage
from search.service import SearchService

pytestmark = pytest.mark.slow

POLICE = story("police", "الشرطة تفتتح مركزا", "افتتحت الشرطة مركزا للتدريب.")
TERMS = story("terms", "شروط العمل", "اتفق الجانبان على شروط العمل في المركز.")


@pytest.fixture
def service(tmp_path: Path) -> SearchService:
    write_generation(tmp_path / "data", (*STORIES, POLICE, TERMS))
    return SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))


def found(page: ResultPage) -> tuple[list[str], list[str], str]:
    """The ids of the set and of the others, and what the page says of the others."""
    return (
        [hit.id for hit in page.hits],
        [hit.id for hit in page.others],
        page.others_note.template if page.others_note else "",
    )


def test_the_word_comes_before_what_looks_like_it(service: SearchService) -> None:
    page = service.search(Parameters(q="الشروط"))
    assert found(page) == (["terms"], ["police"], ALIKE_FOLLOW)
    assert page.total == 1


def test_what_looks_like_the_word_is_not_marked_beside_it(tmp_path: Path) -> None:
    both = story("both", "الشرطة تنظم العمل", "قالت الشرطة إن العمل له شروط.")
    write_generation(tmp_path / "data", (both,))
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    (hit,) = service.search(Parameters(q="الشروط")).hits
    assert hit.title_html == "الشرطة تنظم العمل"
    assert hit.snippet_html == "قالت الشرطة إن العمل له <mark>شروط</mark>."
    (alike,) = service.search(Parameters(q="شراطة")).others
    assert alike.title_html == "<mark>الشرطة</mark> تنظم العمل"


def test_what_only_looks_like_the_word_is_said_to(service: SearchService) -> None:
    page = service.search(Parameters(q="شراطة"))
    having, others, said = found(page)
    assert (having, set(others), said) == ([], {"terms", "police"}, ALIKE_FOLLOW)
    assert [note.template for note in page.notes] == [NONE_WITH_THE_WORD]
    assert page.total == 0


def test_with_other_words_it_is_one_that_is_missing(service: SearchService) -> None:
    assert found(service.search(Parameters(q="شروط المركز"))) == (["terms"], ["police"], OTHERS)


@pytest.mark.parametrize("typed", ["+شروط", "(شروط OR الجرائم)", '"شروط"', "title:شروط"])
def test_a_word_that_must_be_there_is_the_word(service: SearchService, typed: str) -> None:
    assert found(service.search(Parameters(q=typed)))[0] == ["terms"]


def test_the_words_as_typed_are_not_looked_for_by_their_consonants(service: SearchService) -> None:
    assert found(service.search(Parameters(q="الشروط", expand=False))) == (["terms"], [], "")
    assert service.search(Parameters(q="شراطة", expand=False)).total == 0
