"""Searching a small collection, from what is typed to the page."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Thread, current_thread

import pytest
from asking import ids
from search_stories import STORIES, write_generation

from indexer.model.settings import Settings, seeds_directory
from search.model import notes
from search.model.results import Parameters, ResultPage
from search.reading import Reading
from search.service import SearchService


def templates(page: ResultPage) -> list[str]:
    return [note.template for note in page.notes]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        # Plain words, in any form, in both languages.
        ("shelter", {"visit-en"}),
        ("visit", {"visit-en"}),
        ("SHELTERS", {"visit-en"}),
        ("زيارة", set()),
        ("المذكّرات", {"mou-ar"}),
        ("مذكرة", {"mou-ar"}),
        ("الوزير", {"visit-ar"}),
        # A phrase is exact: folded, not stemmed.
        ('"memorandum of understanding"', {"mou-en"}),
        ('"understanding memorandum"', set()),
        ('"memorandums"', set()),
        ("«مذكره تفاهم»", {"mou-ar"}),
        ("«تفاهم مذكرة»", set()),
        ('"visits"', {"visit-en"}),
        # Operators and signs.
        ("shelter OR memorandum", {"visit-en", "mou-en"}),
        ("shelter AND memorandum", set()),
        ("bahrain -memorandum", {"visit-en", "mou-ar"}),
        ("bahrain NOT memorandum", {"visit-en", "mou-ar"}),
        ("البحرين أو الكويت", {"mou-ar", "visit-ar", "mou-en", "visit-en"}),
        ("(shelter OR committee) AND (kuwait OR doha)", {"visit-en", "undated"}),
        ("-bahrain -البحرين", {"visit-ar", "undated"}),
        # Fields.
        ("title:bahrain", {"mou-en"}),
        ("عنوان:الوزير", {"visit-ar"}),
        ("country:KW", {"visit-en", "visit-ar"}),
        ("country:kuwait", {"visit-en", "visit-ar"}),
        ("دولة:الكويت", {"visit-en", "visit-ar"}),
        ("country:(KW OR QA)", {"visit-en", "visit-ar", "undated"}),
        ("country:KW language:ar", {"visit-ar"}),
        ("لغة:العربية", {"mou-ar", "visit-ar"}),
        ("agency:iom", {"mou-en", "mou-ar"}),
        ("source:kuna", {"visit-en", "visit-ar"}),
        ("instrument:mou", {"mou-en", "mou-ar"}),
        ("year:2020", {"visit-en", "visit-ar"}),
        ("سنة:٢٠٢٠", {"visit-en", "visit-ar"}),
        ("-country:KW -country:BH", {"undated"}),
        # Prefixes.
        ("memor*", {"mou-en"}),
        ("تفاه*", {"mou-ar"}),
        # Very common words alone are searched as written.
        ("the", {"mou-en", "visit-en"}),
        ("absent", set()),
    ],
)
def test_what_a_query_finds(service: SearchService, typed: str, found: set[str]) -> None:
    assert {hit.id for hit in service.search(Parameters(q=typed)).hits} == found


def test_an_empty_query_shows_the_newest_first_and_the_undated_last(service: SearchService) -> None:
    page = service.search(Parameters())
    assert ids(page) == ["mou-en", "mou-ar", "visit-en", "visit-ar", "undated"]
    assert (page.total, page.pages, page.notes, page.query) == (len(STORIES), 1, (), "")


def test_facet_counts_ignore_their_own_selection_and_list_it_always(service: SearchService) -> None:
    page = service.search(
        Parameters(filters={"country": ("KW",), "not_country": ("SA",), "language": ("en",)}, ui="ar")
    )
    assert ids(page) == ["visit-en"]
    assert {value.value: (value.count, value.selected, value.excluded) for value in page.facets["country"]} == {
        "BH": (1, False, False),
        "OM": (1, False, False),
        "QA": (1, False, False),
        "KW": (1, True, False),
        "SA": (0, False, True),
    }
    assert page.facets["country"][-1].value == "SA"
    assert "الكويت" in {value.label for value in page.facets["country"]}
    assert {value.value: value.count for value in page.facets["language"]} == {"en": 1, "ar": 1}


def test_counts_add_up_to_what_choosing_a_value_shows(service: SearchService) -> None:
    for facet, values in service.search(Parameters(q="bahrain الكويت")).facets.items():
        for value in values:
            chosen = service.search(Parameters(q="bahrain الكويت", filters={facet: (value.value,)}))
            assert chosen.total == value.count


def test_years_are_in_their_own_order(service: SearchService) -> None:
    assert [value.value for value in service.search(Parameters()).facets["year"]] == ["2021", "2020", "unknown"]


def test_a_window_of_dates_takes_what_may_lie_in_it(service: SearchService) -> None:
    page = service.search(Parameters(first_day=date(2020, 5, 1), last_day=date(2020, 12, 31)))
    assert ids(page) == ["visit-en", "visit-ar"]


UNKNOWN = {
    "country": "ZZ",
    "agency": "foo",
    "source": "foo",
    "language": "fr",
    "instrument": "foo",
    "year": "abc",
}


@pytest.mark.parametrize(("facet", "value"), UNKNOWN.items())
def test_an_unknown_filter_finds_nothing_and_is_said(service: SearchService, facet: str, value: str) -> None:
    page = service.search(Parameters(filters={facet: (value,)}))
    assert (page.total, templates(page)) == (0, [notes.UNKNOWN_FILTER])
    assert page.notes[0].values == {"value": value, "filter": facet}
    # The page can still show it, to take it out again.
    assert value in {one.value for one in page.facets[facet] if one.selected}
    assert service.find(Parameters(filters={facet: (value,)})).total == 0


@pytest.mark.parametrize(("facet", "value"), [*UNKNOWN.items(), ("year", "1441")])
def test_an_unknown_exclusion_leaves_out_nothing_and_is_said(service: SearchService, facet: str, value: str) -> None:
    page = service.search(Parameters(filters={f"not_{facet}": (value,)}))
    assert (page.total, templates(page)) == (len(STORIES), [notes.UNKNOWN_EXCLUSION])


@pytest.mark.parametrize(
    ("facet", "value", "label"), [("country", "FJ", "Fiji"), ("year", "1999", "1999"), ("country", "فيجي", "Fiji")]
)
def test_a_known_value_that_no_article_has_finds_nothing_and_is_said_by_its_name(
    service: SearchService, facet: str, value: str, label: str
) -> None:
    page = service.search(Parameters(filters={facet: (value,)}))
    assert (page.total, templates(page)) == (0, [notes.UNUSED_FILTER])
    assert page.notes[0].values["value"] == label


@pytest.mark.parametrize(
    ("facet", "names", "id"),
    [
        ("country", ("KUWAIT", "الكويت", "kw"), "KW"),
        ("agency", ("IOM", "المنظمة الدولية للهجرة", "International Organization for Migration"), "iom"),
        ("language", ("Arabic", "العربية"), "ar"),
        ("source", ("KUNA", "كونا"), "kuna"),
    ],
)
def test_a_filter_takes_any_name_of_a_value(
    service: SearchService, facet: str, names: tuple[str, ...], id: str
) -> None:
    wanted = service.search(Parameters(filters={facet: (id,)}))
    assert wanted.total
    for name in names:
        page = service.search(Parameters(filters={facet: (name,)}))
        assert (ids(page), templates(page)) == (ids(wanted), [])
        assert service.find(Parameters(filters={facet: (name,)})).total == wanted.total
        left = service.search(Parameters(filters={f"not_{facet}": (name,)}))
        assert left.total == len(STORIES) - wanted.total


def test_the_known_values_of_a_filter_count(service: SearchService) -> None:
    page = service.search(Parameters(filters={"country": ("ZZ", "KW")}))
    assert ids(page) == ids(service.search(Parameters(filters={"country": ("KW",)})))
    assert templates(page) == [notes.UNKNOWN_FILTER]


def test_a_page_past_the_end_is_the_last_and_says_so(service: SearchService) -> None:
    page = service.search(Parameters(limit=2, page=10**9))
    assert (page.page, page.pages, ids(page)) == (3, 3, ["undated"])
    assert templates(page) == [notes.PAGE_PAST_END]


def test_the_spelling_of_a_generation_is_prepared_by_a_thread_and_no_visitor_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_generation(tmp_path / "data", STORIES)
    started, released, prepare = Event(), Event(), Reading.prepare
    threads: list[Thread] = []

    def slow(reading: Reading) -> None:
        threads.append(current_thread())
        started.set()
        released.wait()
        prepare(reading)

    monkeypatch.setattr(Reading, "prepare", slow)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"), prepares=True)
    assert service.search(Parameters(q="memmorandum")).did_you_mean == ""
    started.wait()
    released.set()
    threads[0].join()
    assert service.search(Parameters(q="memmorandum")).did_you_mean == "memorandum"
    assert len(threads) == 1
    service.close()
