"""What a page of results says of what was found."""

from datetime import date

import pytest
from search_stories import STORIES

from search.model import notes
from search.model.results import Parameters, ResultPage
from search.service import SearchService


def templates(page: ResultPage) -> list[str]:
    return [note.template for note in page.notes]


@pytest.mark.parametrize("typed", ["!!!", "*", "()", "...", '""'])
def test_a_query_without_words_says_so(service: SearchService, typed: str) -> None:
    page = service.search(Parameters(q=typed))
    assert (page.total, templates(page)) == (len(STORIES), [notes.NOTHING_TO_SEARCH])


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ("the of and", notes.ONLY_COMMON_WORDS),
        ("country:Atlantis", notes.UNKNOWN_VALUE),
        ("m*", notes.SHORT_PREFIX),
        ("bahrain shelter doha", notes.NONE_WITH_ALL_WORDS),
        ("labour inspection training memorandum shelter prize award", notes.NONE_WITH_MOST),
    ],
)
def test_what_was_done_is_said(service: SearchService, typed: str, template: str) -> None:
    assert template in templates(service.search(Parameters(q=typed)))


def test_articles_with_all_the_words_come_before_those_with_some(service: SearchService) -> None:
    page = service.search(Parameters(q="labour inspection training memorandum"))
    assert [hit.id for hit in page.hits] == ["mou-en"]
    assert [hit.id for hit in page.others][:1] == ["undated"]
    assert (page.total, str(page.others_note)) == (1, "The closest others have only some of the words.")


@pytest.mark.parametrize("typed", ["memorandum", "مذكرة"])
def test_a_filter_that_leaves_nothing_is_said_and_not_the_words(service: SearchService, typed: str) -> None:
    page = service.search(Parameters(q=typed, filters={"year": ("2020",)}))
    assert (page.total, templates(page)) == (0, [notes.NONE_WITH_FILTERS])


def test_a_range_of_days_says_what_it_hides_for_want_of_a_date(service: SearchService) -> None:
    page = service.search(Parameters(first_day=date(2020, 1, 1)))
    assert templates(page) == [notes.UNDATED_HIDDEN]
    assert page.notes[0].values == {"count": "1"}
