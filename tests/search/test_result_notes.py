"""What a page of results says of what was found."""

from datetime import date

import pytest
from search_stories import STORIES

from search.model import notes
from search.model.results import ALL_FILTERS, Fewer, Parameters, ResultPage
from search.service import SearchService
from search.show.choices import without


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


@pytest.mark.parametrize(
    ("typed", "filters", "said"),
    [
        ("zzxqvk", {"year": ("2020",)}, [notes.NONE_WITH_THE_WORD]),
        ("ظظغغثث", {"year": ("2020",)}, [notes.NONE_WITH_THE_WORD]),
        ("zzxqvk shelter", {"year": ("2020",)}, [notes.NONE_WITH_ALL_WORDS]),
        ("ظظغغثث الوزير", {"year": ("2020",)}, [notes.NONE_WITH_ALL_WORDS]),
        ("zzxqvk", {"year": ("1901",)}, [notes.NONE_WITH_THE_WORD, notes.UNUSED_FILTER]),
        ("ظظغغثث", {"country": ("Atlantis",)}, [notes.NONE_WITH_THE_WORD, notes.UNKNOWN_FILTER]),
        ("مذكرة", {"country": ("Atlantis",)}, [notes.UNKNOWN_FILTER]),
    ],
)
def test_a_word_that_no_article_has_is_said_before_the_filters(
    service: SearchService, typed: str, filters: dict[str, tuple[str, ...]], said: list[str]
) -> None:
    page = service.search(Parameters(q=typed, filters=filters))
    assert (page.total, templates(page)) == (0, said)
    assert not [choice for choice in page.fewer if choice.filter and typed != "مذكرة"]


@pytest.mark.parametrize("typed", ["memorandum", "مذكرة", ""])
def test_of_filters_that_contradict_each_other_the_one_to_drop_is_named(service: SearchService, typed: str) -> None:
    page = service.search(Parameters(q=typed, filters={"country": ("QA",), "year": ("2021",)}))
    assert (page.total, templates(page)) == (0, [notes.NONE_WITH_FILTERS])
    assert {choice.filter for choice in page.fewer} >= {"country"}


@pytest.mark.parametrize("typed", ["memorandum", "مذكرة"])
def test_where_no_single_filter_is_enough_all_of_them_are_named(service: SearchService, typed: str) -> None:
    filters = {"country": ("KW",), "year": ("2020",), "language": ("en",)}
    page = service.search(Parameters(q=typed, filters=filters, expand=False))
    assert page.fewer == (Fewer(ALL_FILTERS, "", typed, 1),)
    assert str(without(page.fewer[0])) == "Without all the filters together: 1 article"


@pytest.mark.parametrize(
    ("typed", "meant", "country", "count"),
    [("memmorandum", "memorandum", "BH", 1), ("memmorandum", "memorandum", "KW", 0), ("مذككرة", "مذكرة", "BH", 1)],
)
def test_a_better_spelling_is_counted_under_the_filters(
    service: SearchService, typed: str, meant: str, country: str, count: int
) -> None:
    page = service.search(Parameters(q=typed, filters={"country": (country,)}, expand=False))
    assert (page.notes[0].template, page.notes[0].values) == (
        notes.DID_YOU_MEAN,
        {"query": meant, "count": str(count)},
    )
