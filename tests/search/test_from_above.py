"""A search from above, and the page of a thing: counts over time of what it has to do with, by one request."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import story, write_generation

from indexer.engines.port.port import Request, Step
from indexer.model.article import Article
from indexer.model.settings import Settings, seeds_directory
from search.model.results import FacetValue, Parameters
from search.model.things import Table
from search.service import SearchService
from search.show import overviews

NEWS = (
    ("1", "2019-11-02", "BH OM", "bh-lmra"),
    ("2", "2019-11-20", "BH OM", "bh-lmra om-labour"),
    ("3", "2020-02", "BH OM KW", "om-labour"),
    ("4", "2020", "BH KW", "bh-lmra"),
    ("5", "2020-02-09", "OM", ""),
    ("6", None, "BH OM", "om-labour"),
    ("7", None, "QA", "iom"),
    ("8", None, "QA", "iom"),
)
ARTICLES = tuple(
    story(id, "Inspectors", "Inspectors met.", date=date, countries=countries, agencies=agencies, instruments="meeting")
    for id, date, countries, agencies in NEWS
)


def serve(data: Path, articles: tuple[Article, ...] = ARTICLES) -> SearchService:
    write_generation(data, articles)
    return SearchService(Settings(seeds=seeds_directory(), data=data))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    service = serve(tmp_path_factory.mktemp("overviews") / "data")
    yield service
    service.close()


def rows(table: Table) -> dict[str, tuple[tuple[int, ...], int]]:
    return {row.head.value: (row.counts, row.total) for row in table.rows}


def columns(table: Table) -> list[str]:
    return [column.value for column in table.columns]


def test_agencies_and_pairs_are_counted_by_the_months_of_the_timeline(service: SearchService) -> None:
    with service.lease() as reading:
        found = reading.overview(Parameters())
    assert found.timeline is not None
    assert found.timeline.step is Step.MONTH
    assert columns(found.agencies) == columns(found.pairs) == ["2019-11", "2020-02"]
    assert rows(found.agencies) == {"bh-lmra": ((2, 0), 3), "om-labour": ((1, 1), 3)}
    assert rows(found.pairs) == {"BH-OM": ((2, 1), 4), "BH-KW": ((0, 1), 2), "KW-OM": ((0, 1), 1)}
    assert (columns(found.kinds), rows(found.kinds)) == (["2019", "2020"], {"meeting": ((2, 3), 8)})


def test_over_a_long_time_they_are_counted_by_years(tmp_path: Path) -> None:
    old = replace(ARTICLES[0], id="old", published=replace(ARTICLES[0].published, date="1987-03-01"))
    service = serve(tmp_path / "data", (*ARTICLES, old))
    with service.lease() as reading:
        found = reading.overview(Parameters())
    service.close()
    assert columns(found.agencies) == ["1987", "2019", "2020"]
    assert rows(found.agencies) == {"bh-lmra": ((1, 2, 1), 4), "om-labour": ((0, 1, 1), 3)}


def test_they_are_those_of_the_search(service: SearchService) -> None:
    with service.lease() as reading:
        found = reading.overview(Parameters(filters={"country": ("KW",)}))
    assert rows(found.pairs) == {"BH-KW": ((1,), 2), "BH-OM": ((1,), 1), "KW-OM": ((1,), 1)}


def test_what_has_no_date_at_all_is_left_out(service: SearchService) -> None:
    with service.lease() as reading:
        assert "iom" not in rows(reading.overview(Parameters()).agencies)


def test_only_the_most_frequent_are_counted(service: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "MAX_VALUES", 2)
    with service.lease() as reading:
        assert list(rows(reading.overview(Parameters()).pairs)) == ["BH-OM", "BH-KW"]


@pytest.mark.parametrize(
    ("facet", "value", "beside", "found"),
    [
        ("country", "BH", "party", {"BH-OM": ((2, 1), 4), "BH-KW": ((0, 1), 2)}),
        ("party", "BH-OM", "agency", {"om-labour": ((1, 1), 3), "bh-lmra": ((2, 0), 2)}),
        ("agency", "om-labour", "country", {"BH": ((1, 1), 3), "OM": ((1, 1), 3), "KW": ((0, 1), 1)}),
    ],
)
def test_a_thing_is_told_what_it_has_to_do_with(
    service: SearchService, facet: str, value: str, beside: str, found: dict[str, tuple[tuple[int, ...], int]]
) -> None:
    with service.lease() as reading:
        page = reading.thing_page(facet, value, beside, Parameters(filters={facet: (value,)}))
    assert (columns(page.over_time), rows(page.over_time)) == (["2019-11", "2020-02"], found)
    assert page.page.total == {"country": 5, "party": 4, "agency": 3}[facet]


@pytest.mark.parametrize(("ui", "names"), [("ar", ["عُمان", "الكويت"]), ("en", ["Oman", "Kuwait"])])
def test_a_partner_of_a_country_goes_by_its_own_name(service: SearchService, ui: str, names: list[str]) -> None:
    asked = Parameters(filters={"country": ("BH",)}, ui=ui)
    with service.lease() as reading:
        heads = [row.head for row in reading.thing_page("country", "BH", "party", asked).over_time.rows]
    assert [head.value for head in heads] == ["BH-OM", "BH-KW"]
    assert [head.label for head in heads] == names


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_things_are_in_the_order_of_their_articles(service: SearchService, ui: str) -> None:
    labels = {"ar": {"BH": "البحرين", "KW": "الكويت"}, "en": {"BH": "Bahrain", "KW": "Kuwait"}}[ui]
    with service.lease() as reading:
        pages = {
            code: reading.thing_page("country", code, "party", Parameters(filters={"country": (code,)}, ui=ui))
            for code in ("BH", "OM", "KW", "QA", "AE")
        }
    assert (pages["BH"].before, pages["BH"].behind and pages["BH"].behind.value) == (None, "OM")
    assert (pages["OM"].before, pages["OM"].behind) == (
        FacetValue("BH", labels["BH"], 5),
        FacetValue("KW", labels["KW"], 2),
    )
    assert (pages["QA"].before and pages["QA"].before.value, pages["QA"].behind) == ("KW", None)
    assert (pages["AE"].before, pages["AE"].behind) == (None, None)


@pytest.mark.parametrize("thing", [False, True], ids=["overview", "thing"])
def test_the_engine_is_asked_once(service: SearchService, monkeypatch: pytest.MonkeyPatch, thing: bool) -> None:
    asked: list[Request] = []
    with service.lease() as reading:
        kind = type(reading._view.snapshot)
        search = kind.search
        monkeypatch.setattr(kind, "search", lambda self, request: asked.append(request) or search(self, request))
        if thing:
            reading.thing_page("country", "BH", "party", Parameters(filters={"country": ("BH",)}))
        else:
            reading.overview(Parameters())
    assert len([request for request in asked if request.crossed]) == 1
    assert len(asked) == 1
