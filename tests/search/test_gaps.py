"""What the log keeps of a query: words that no table knows, and additions that readers took out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from search_stories import STORIES, story, write_generation

from indexer.lexicon.entries import Entry
from indexer.model.settings import Settings, seeds_directory
from search.curating.logged import ALL, LoggedQuery
from search.model.results import Parameters
from search.service import SearchService

DAY = date(2024, 5, 20)
NEWS = (
    *STORIES,
    story("honey", "Honey tractors leave orchard", "Honey tractors left the orchard with wheat, said Khashoggi."),
    story("asal", "جرارات العسل تغادر البستان", "غادرت جرارات العسل البستان، وقال خاشقجي إن الحصاد وفير."),
)
ENTRIES = (
    Entry("tractor", "n", (), ("جرار", "جرارات")),
    Entry("جرارات", "n", (), ("tractor",)),
    Entry("harvest", "n", (), ("محصول",)),  # the collection has no such word
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("gaps") / "data"
    write_generation(data, NEWS, concepts=True, entries=ENTRIES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


def logged(service: SearchService, query: str, **more: object) -> LoggedQuery:
    parameters = Parameters(q=query, **more)  # type: ignore[arg-type]
    with service.lease() as reading:
        return reading.logged(parameters, reading.search(parameters), DAY)


@pytest.mark.parametrize(
    ("query", "untranslated"),
    [
        ("honey tractors", ("honey",)),
        ("العسل والجرارات", ("العسل",)),
        # Names, concepts, dates, stop words and numbers lack nothing, nor do translations that nothing has.
        ("memorandum of understanding Kuwait 2019 the", ()),
        ("مذكرة تفاهم الكويت في 2019", ()),
        ("harvest", ()),
        # What was asked exactly, by a field or excluded is not looked for in other words.
        ('"honey wheat" -wheat wheat', ("wheat",)),
        ("country:KW", ()),
        # A name that the articles write in the other script.
        ("Khashoggi honey", ("honey",)),
        ("honey Honey HONEY", ("HONEY",)),
        ("x", ()),
        ("", ()),
    ],
)
def test_the_words_that_no_table_knows(service: SearchService, query: str, untranslated: tuple[str, ...]) -> None:
    assert logged(service, query).untranslated == untranslated


@pytest.mark.parametrize(("query", "right"), [("hoeny wheat", "wheat"), ("العلس البستان", "البستان")])
def test_a_misspelt_word_lacks_no_translation(service: SearchService, query: str, right: str) -> None:
    assert service.search(Parameters(q=query)).did_you_mean
    assert logged(service, query).untranslated == (right,)


@pytest.mark.parametrize(
    ("query", "more", "removed"),
    [
        ("tractors", {"not_expand": ("word:tractors",)}, ("word:tractors",)),
        ("مذكرة تفاهم", {"not_expand": ("mou",)}, ("mou",)),
        # An address may bring along what this query never had.
        ("tractors", {"not_expand": ("word:my secret", "mou")}, ()),
        ("tractors", {"expand": False}, (ALL,)),
        ("tractors", {}, ()),
    ],
)
def test_the_additions_that_were_taken_out(
    service: SearchService, query: str, more: dict[str, object], removed: tuple[str, ...]
) -> None:
    assert logged(service, query, **more).removed == removed


def test_a_line_says_what_was_found_and_whether_filters_narrowed_it(service: SearchService) -> None:
    line = logged(service, "tractors", ui="ar")
    assert (line.day, line.query, line.ui, line.filtered) == (DAY, "tractors", "ar", False)
    assert line.total == service.search(Parameters(q="tractors")).total > 0
    assert logged(service, "tractors", filters={"country": ("KW",)}).filtered
    assert logged(service, "tractors", first_day=DAY).filtered
